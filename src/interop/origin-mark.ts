import type { Origin } from "../wire/receiver-notices.ts";

/** What marks all that no patient of now has made; null for a patient. */
export const ORIGIN_MARKS: Readonly<Record<Origin, "DEMO" | "TEST" | null>> = {
  live: null,
  demonstration: "DEMO",
  replay: "TEST",
};

/** An alarm's text as a receiver is told: some show it alone, and leave aside every field beside it. */
export function markedText(origin: Origin, text: string): string {
  const mark = ORIGIN_MARKS[origin];
  return mark === null ? text : `${mark} ${text}`;
}
