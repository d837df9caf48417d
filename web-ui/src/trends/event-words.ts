import type { HistoryEvent } from "../../../src/wire/history.ts";
import { alarmText } from "../alarms/alarm-text.ts";

import { trendWords } from "./trend-words.ts";

/** An event in words: an alarm as it stood on the screen, an order by its name. */
export function eventWords({ kind, text, notes, alarm }: HistoryEvent): string {
  if (kind !== "alarm") return trendWords.orders[kind];
  return alarm ? alarmText({ alarm: alarm.code, text, notes }) : text;
}
