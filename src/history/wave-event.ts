/** An event without its waves. */
export interface WaveEventTitle {
  /** The alarm's own identity. */
  readonly id: string;
  readonly bed: string;
  /** When it happened, ms of the station's clock. */
  readonly tMs: number;
  /** As on the screen. */
  readonly title: string;
}

/** A stretch of a wave. */
export interface EventWave {
  readonly wave: "pulse" | "respiration";
  /** Time of the first sample, ms of the station's clock. */
  readonly tMs: number;
  /** Time between samples, ms. */
  readonly stepMs: number;
  /** Null: nothing was measured there. */
  readonly samples: readonly (number | null)[];
}

/** An event with what the waves did on either side of it. */
export interface WaveEvent extends WaveEventTitle {
  readonly waves: readonly EventWave[];
}
