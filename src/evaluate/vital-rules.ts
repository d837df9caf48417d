/** How the rates of one vital are judged. */
export interface VitalRules {
  readonly name: "pulse" | "respiration";
  /** Length of the truth that a shown rate is held against, s. */
  readonly windowS: number;
  /** First second that is judged, and the first one of a clip of at most 10 s. */
  readonly fromS: number;
  readonly shortClipFromS: number;
  /** Movement of the truth within the window from which on its span is what counts, /min. */
  readonly spanPerMin: number;
  /** Time after the end of a pulse or of breathing in which nothing is judged, s. */
  readonly graceS: number;
  /** Tolerance where the truth tells none, /min. */
  readonly tolerancePerMin: number;
}

export const SHORT_CLIP_S = 10;

export const PULSE_RULES: VitalRules = {
  name: "pulse",
  windowS: 10,
  fromS: 12,
  shortClipFromS: 8,
  spanPerMin: 6,
  graceS: 12,
  tolerancePerMin: 3,
};

export const RESPIRATION_RULES: VitalRules = {
  name: "respiration",
  windowS: 30,
  fromS: 15,
  shortClipFromS: 8,
  spanPerMin: 6,
  graceS: 12,
  tolerancePerMin: 2,
};
