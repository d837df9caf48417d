import type { Silence } from "../bed/reading.ts";
import type { Words } from "../words/en.ts";

/** Why no breathing rate is shown, in words. `noBreathS`: seconds since the last breath, null where it cannot be seen. */
export function respirationSilence(reason: Silence, noBreathS: number | null, words: Words["respiration"]): string {
  if (reason === "no-breath" && noBreathS !== null) return words.noBreathFor(Math.round(noBreathS));
  return words.reasons[reason];
}
