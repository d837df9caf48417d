import type { MovementTruth } from "./movement-truth.ts";

/** A rate that a reference gives for one time; null: there is none at that time. */
export interface RatePoint {
  readonly tMs: number;
  readonly ratePerMin: number | null;
}

/** What is known of one vital's rate in a recording. */
export interface RateTruth {
  /** One rate for the whole recording (null: there is none, nothing may be shown), or points that rise in time. */
  readonly rate: number | null | readonly RatePoint[];
  /** Error up to which a shown rate counts as right, /min; null: the default of the vital. */
  readonly tolerancePerMin: number | null;
  /** Length of the reference's own mean, centred on each point, s; null: each point stands for the time around it. */
  readonly windowS: number | null;
  /** How the reference's rates came about, for the report. */
  readonly method: string;
}

/** What is known of a recording. */
export interface RecordingTruth {
  /** null: unknown, not scored. */
  readonly pulse: RateTruth | null;
  readonly respiration: RateTruth | null;
  /** Intervals between beats from the first frame on, ms, in order; null: unknown. */
  readonly ibiMs: readonly number[] | null;
  /** What the face does, and when; null: unknown, not scored. */
  readonly movement: MovementTruth | null;
  readonly source: string;
  /** What the recording shows, e.g. `{ skinTone: "V", motion: "talking" }`. */
  readonly labels: Readonly<Record<string, string>>;
}
