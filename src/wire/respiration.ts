import { type Static, Type } from "typebox";

import { nullable } from "./nullable.ts";
import { Reason } from "./reason.ts";

/** Breathing as movement of the chest: not airflow, which an obstructed chest moves without. */
export const RespirationValue = Type.Object({
  /** 4..60 /min, null when not shown. */
  rateBrpm: nullable(Type.Number()),
  /** Probability 0..1 that the rate is within 2 /min of the truth; 0 when none is shown. */
  confidence: Type.Number(),
  /** Quality of the waveform as such, 0..1. */
  sqi: Type.Number(),
  held: Type.Boolean(),
  reason: nullable(Reason),
  /** Seconds since the last breath ended while the patient was seen well; 0 while breathing; null where it cannot be seen. */
  noBreathS: nullable(Type.Number()),
});
export type RespirationValue = Static<typeof RespirationValue>;

export const RespirationEvidence = Type.Object({
  /** Length of the window of the rate that is claimed, s: two breaths, 4..30. */
  windowS: Type.Number(),
  /** Peaks of the fused spectrum, strongest first; power is the share of the band's power, 0..1. */
  candidates: Type.Array(Type.Object({ rateBrpm: Type.Number(), power: Type.Number() })),
  /** What each witness (chest, head, colour, baseline, amplitude, frequency) reads on its own, /min, and its weight 0..1. */
  witnesses: Type.Array(Type.Object({ name: Type.String(), rateBrpm: nullable(Type.Number()), weight: Type.Number() })),
  /** Beginnings of inhalation found in the last 30 s, ms. */
  breathsMs: Type.Array(Type.Number()),
  /** Where in the view movement in breath rhythm was found: x, y, width, height as shares 0..1 of the upright view. */
  places: Type.Array(Type.Tuple([Type.Number(), Type.Number(), Type.Number(), Type.Number()])),
  /** Figures behind the decision to show or to stay silent, by name. */
  checks: Type.Record(Type.String(), nullable(Type.Number())),
});
export type RespirationEvidence = Static<typeof RespirationEvidence>;
