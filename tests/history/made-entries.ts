import type { History } from "../../src/history/history.ts";
import type { LogEntry, LogRow } from "../../src/history/log-entry.ts";
import type { TrendSecond } from "../../src/history/trend.ts";

/** An alarm's row as the station writes it. */
export function alarmEntry(number: number, bed = "1", tMs = 1_700_000_000_000 + 1000 * number): LogEntry {
  const record = { phase: "start", alarm: "pulse-high", priority: "medium", text: "** PR 134>120", value: 134 };
  return { kind: "alarm", bed, tMs, id: `${bed}-${number}`, by: null, record };
}

/** A second in which pulse and respiration follow the time. */
export function trendSecond(second: number, bed = "1"): TrendSecond {
  const values = { pulseBpm: 60 + (second % 60), respirationBrpm: second % 4 === 0 ? null : 15, sdnnMs: 41.5 };
  return { bed, tMs: 1000 * second, values, marks: second % 10 === 0 ? ["irregular"] : [] };
}

/** The whole log, oldest first, by pages. */
export async function wholeLog(history: Pick<History, "log">): Promise<LogRow[]> {
  const rows: LogRow[] = [];
  for (;;) {
    const page = await history.log({ before: rows.at(-1)?.sequence ?? null, bed: null, limit: 7 });
    if (page.length === 0) return rows.reverse();
    rows.push(...page);
  }
}
