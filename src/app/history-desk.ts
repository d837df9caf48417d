import { AfarError } from "../base/errors.ts";
import { HistoryFault } from "../history/fault.ts";
import type { History } from "../history/history.ts";
import type { LogRow } from "../history/log-entry.ts";
import type { TimeRange } from "../history/store.ts";
import type { HistoryDesk } from "../stream/history-routes.ts";

import { csvLines } from "./export-file.ts";
import { TREND_COLUMNS, trendRows } from "./export-rows.ts";
import { minutesAnswer, secondsAnswer, wholeSteps } from "./history-answers.ts";
import { eventsOf } from "./history-events.ts";

/** What pages may read of a history. */
export type HistoryReader = Pick<History, "trendSeconds" | "trendMinutes" | "log" | "events" | "event">;

const ROWS_AT_ONCE = 500;
/** An alarm that lasts has four rows a minute: more of the log than this is not gone through for one answer. */
const MOST_ROWS = 10_000;
const STRETCH_MS = 3_600_000;

/** Plans what answers pages from the history. `readerOf`: undefined where there is no such bed. */
export function planHistoryDesk(readerOf: (bed: string) => HistoryReader | undefined): HistoryDesk {
  return {
    trend(bed, range, stepMs) {
      const reader = readerOf(bed);
      if (!reader) return undefined;
      const whole = wholeSteps(range, stepMs);
      return told(async () =>
        stepMs === 1000
          ? secondsAnswer(bed, whole, await reader.trendSeconds(bed, whole))
          : minutesAnswer(bed, whole, await reader.trendMinutes(bed, whole)),
      );
    },
    events(bed, range) {
      const reader = readerOf(bed);
      if (!reader) return undefined;
      return told(async () => {
        const { rows, completeSinceMs } = await rowsSince(reader, bed, range.fromMs);
        const withWaves = new Set((await reader.events(bed, range)).map(({ id }) => id));
        return { bed, events: eventsOf(rows, range, withWaves), completeSinceMs };
      });
    },
    eventWaves(bed, id) {
      const reader = readerOf(bed);
      if (!reader) return undefined;
      return told(async () => {
        const event = await reader.event(id);
        return event?.bed === bed ? event : null;
      });
    },
    trendLines(bed, range) {
      const reader = readerOf(bed);
      return reader && trendLines(reader, bed, range);
    },
  };
}

/** A bed's rows of the log, newest first, back to a time; and since when they are all there, null where that is so. */
async function rowsSince(
  reader: HistoryReader,
  bed: string,
  fromMs: number,
): Promise<{ rows: LogRow[]; completeSinceMs: number | null }> {
  const rows: LogRow[] = [];
  let before: number | null = null;
  while (rows.length < MOST_ROWS) {
    const page: LogRow[] = await reader.log({ before, bed, limit: ROWS_AT_ONCE });
    rows.push(...page);
    const oldest = page.at(-1);
    if (page.length < ROWS_AT_ONCE || !oldest || oldest.tMs < fromMs) return { rows, completeSinceMs: null };
    before = oldest.sequence;
  }
  return { rows, completeSinceMs: rows[rows.length - 1].tMs };
}

/** Hour by hour: as much as an hour has is in memory at a time. */
async function* trendLines(reader: HistoryReader, bed: string, { fromMs, toMs }: TimeRange): AsyncGenerator<string> {
  yield csvLines([TREND_COLUMNS.map(([name]) => name)], TREND_COLUMNS);
  for (let hourMs = fromMs; hourMs < toMs; hourMs += STRETCH_MS) {
    const range = { fromMs: hourMs, toMs: Math.min(toMs, hourMs + STRETCH_MS) };
    const seconds = await told(() => reader.trendSeconds(bed, range));
    if (seconds.tMs.length > 0) yield csvLines(trendRows(bed, seconds), TREND_COLUMNS);
  }
}

/** Says of a store that fails what is wrong with it. */
async function told<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    if (!(cause instanceof HistoryFault)) throw cause;
    throw new AfarError("INTERNAL", `the history cannot be read: ${cause.message}`, { cause });
  }
}
