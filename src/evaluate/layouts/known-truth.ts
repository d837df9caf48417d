import type { RateTruth, RecordingTruth } from "../truth.ts";

/** The truth of a data set's recording: a pulse rate and labels, the rest unknown. */
export function knownTruth(
  pulse: RateTruth | null,
  source: string,
  labels: Readonly<Record<string, string>> = {},
): RecordingTruth {
  return { pulse, respiration: null, ibiMs: null, source, labels };
}
