import type { HistoryEvent } from "../../../src/wire/history.ts";

import { trendWords } from "./trend-words.ts";

/** An event in words: an alarm as it stood on the screen, an order by its name. */
export function eventWords({ kind, text }: HistoryEvent): string {
  return kind === "alarm" ? text : trendWords.orders[kind];
}
