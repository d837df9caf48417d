import { planRing } from "../base/ring.ts";

/** Window of POS, 1.6 s, as published: long enough for one beat at 40 /min, short enough to follow motion. */
export const POS_WINDOW_S = 1.6;

/** Colours of one region in, one wave out. */
export interface Projection {
  /** Adds one sample of mean R, G, B (0..255, above 0). */
  push(r: number, g: number, b: number): void;
  /**
   * Writes the wave of the last `n` samples (at most the capacity) to `out` (Float64Array [n]): relative colour change, unit 1,
   * falling with the blood. Of POS the newest 1.6 s are not final; 0 before the first sample and while no window is full.
   */
  read(n: number, out: Float64Array): void;
  /** How the newest sample is projected on R, G, B: the causal pulse direction; zeros until a window is full. Overwritten by push. */
  newestProjection(): readonly [number, number, number];
}

/** What a region's three channels hold: colours of skin, or one finished pulse waveform in each. */
export type TraceKind = "colour" | "waveform";

/**
 * Takes the place of POS for a recording that already is one pulse waveform: the samples pass through as they are. Its
 * unit is the recording's own.
 */
export function planPassThrough(capacity: number): Projection {
  const samples = planRing(capacity);
  return {
    push(value) {
      samples.push(value);
    },
    read(n, out) {
      for (let i = 0; i < n; i++) out[i] = samples.at(samples.length - n + i);
    },
    // The wave is drawn in per mille, and downwards in light is upwards in blood; a waveform is neither.
    newestProjection: () => [-1e-3, 0, 0],
  };
}
