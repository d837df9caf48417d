import { type Static, Type } from "typebox";

import { MovementValue } from "./movement.ts";
import { nullable } from "./nullable.ts";
import { Reason } from "./reason.ts";
import { RespirationEvidence, RespirationValue } from "./respiration.ts";

export const PulseValue = Type.Object({
  /** 25..240 /min, null when not shown. */
  rateBpm: nullable(Type.Number()),
  /** Probability 0..1 that the rate is within 3 /min of the truth; 0 when none is shown. */
  confidence: Type.Number(),
  /** Quality of the waveform as such, 0..1. */
  sqi: Type.Number(),
  /** Power in the lobes of f and 2f against the rest of 0.4-6 Hz, dB; null when there is no waveform. */
  snrDb: nullable(Type.Number()),
  held: Type.Boolean(),
  reason: nullable(Reason),
  /** Since when, ms, pulsatility has vanished while face, light and stillness stayed; null otherwise. An estimate. */
  lostSinceMs: nullable(Type.Number()),
});
export type PulseValue = Static<typeof PulseValue>;

export const VariabilityValue = Type.Object({
  windowS: Type.Number(),
  /** Standard deviation of the intervals between normal beats, ms (pulse rate variability, not from an ECG). */
  sdnnMs: Type.Number(),
  /** Root mean square of the differences of successive intervals, ms. */
  rmssdMs: Type.Number(),
  beats: Type.Number(),
  /** The rhythm is irregular: a rate from the pulse may undercount the heart. */
  irregular: Type.Boolean(),
});
export type VariabilityValue = Static<typeof VariabilityValue>;

export const Evidence = Type.Object({
  windowS: Type.Number(),
  /** Peaks of the pooled spectrum, strongest first; power is the share of the band's power, 0..1. */
  candidates: Type.Array(Type.Object({ rateBpm: Type.Number(), power: Type.Number() })),
  /** Rate that each method reads on its own, /min; null where it sees no peak. */
  methods: Type.Record(Type.String(), nullable(Type.Number())),
  /** Times of the beats found in the last ten seconds, ms; the newest three seconds are not known yet. */
  beatsMs: Type.Array(Type.Number()),
  /** Weight of each region in the pooled pulse (sums to 1), and its own SNR. */
  regions: Type.Array(Type.Object({ name: Type.String(), weight: Type.Number(), snrDb: nullable(Type.Number()) })),
  /** Regions that were left out of this window, and why: outside, small, clipped, not-skin or not-seen. */
  rejected: Type.Array(Type.Object({ name: Type.String(), reason: Type.String() })),
  /** Pooled spectrum: power (largest = 1) at startBpm, startBpm + stepBpm, ... */
  spectrum: nullable(
    Type.Object({ startBpm: Type.Number(), stepBpm: Type.Number(), power: Type.Array(Type.Number()) }),
  ),
  /** Figures behind the decision to show or to stay silent, by name. */
  checks: Type.Record(Type.String(), nullable(Type.Number())),
  /**
   * What a learned network says beside the methods; absent where the bed has none. `rateBpm` is null while it is not sure of its own rate,
   * `agrees` also while no rate is shown; `note` tells why it says nothing.
   */
  network: Type.Optional(
    Type.Object({
      name: Type.String(),
      rateBpm: nullable(Type.Number()),
      agrees: nullable(Type.Boolean()),
      note: nullable(Type.String()),
    }),
  ),
  /** The same for breathing; null before the first window. */
  respiration: nullable(RespirationEvidence),
});
export type Evidence = Static<typeof Evidence>;

/** One bed's values at one second. */
export const Vitals = Type.Object({
  /** Milliseconds since the source's first frame. */
  tMs: Type.Number(),
  bed: Type.String(),
  face: Type.Object({ present: Type.Boolean(), widthPx: nullable(Type.Number()) }),
  pulse: PulseValue,
  respiration: RespirationValue,
  /** Null below 60 s and where fewer than 90 % of the beats were seen well. */
  variability: nullable(VariabilityValue),
  movement: MovementValue,
  evidence: Evidence,
});
export type Vitals = Static<typeof Vitals>;
