import type { RateTruth, RecordingTruth } from "../truth.ts";

/** The truth of a data set's recording: a pulse rate, labels and perhaps a breathing rate, the rest unknown. */
export function knownTruth(
  pulse: RateTruth | null,
  source: string,
  labels: Readonly<Record<string, string>> = {},
  respiration: RateTruth | null = null,
): RecordingTruth {
  return { pulse, respiration, ibiMs: null, movement: null, source, labels };
}
