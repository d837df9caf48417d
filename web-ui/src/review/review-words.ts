import { CALLER_NAMES } from "../../../src/wire/caller-names.ts";
import { spoken, type Widened } from "../words/language.ts";

/** What the event review says. */
const reviewEn = {
  title: "EVENTS",
  window: "last 72 h",
  technical: "technical alarms",
  loading: "reading the log",
  nothing: "no events in the last 72 h",
  noWaves: "no wave was kept for this event: waves are kept around alarms of the patient",
  wavesGone: (why: string) => `The waves cannot be read. ${why}`,
  choose: "choose an event",
  began: "began",
  ended: "ended",
  lasts: "lasts",
  acknowledged: (by: string, time: string) => `acknowledged by ${by}, ${time}`,
  notAcknowledged: "not acknowledged",
  by: (who: string) => `by ${who}`,
  pulse: "PULSE",
  respiration: "RESP",
  pulseLabel: "pulse wave around the event",
  respirationLabel: "respiration wave around the event",
  around: "10 s before to 10 s after",
  perMille: "‰",
  inTrends: "in the trends",
  csv: "CSV of the waves",
  priority: { high: "high", medium: "medium", low: "low" },
  callers: CALLER_NAMES,
  unknown: "unknown",
};

export type ReviewWords = Widened<typeof reviewEn>;

export const reviewWords = spoken("reviewWords", reviewEn);

/** Who gave an order: an account's name, or what stands for the one that had none. */
export function whoWord(by: string): string {
  if (by === CALLER_NAMES.screen) return reviewWords.callers.screen;
  return by === CALLER_NAMES.site ? reviewWords.callers.site : by;
}
