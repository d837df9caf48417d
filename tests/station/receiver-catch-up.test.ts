import { describe, expect, test } from "vitest";

import type { LogRow } from "../../src/history/log-entry.ts";
import type { LogQuery } from "../../src/history/store.ts";
import { alarmMessageId } from "../../src/interop/outbox/item.ts";
import { alarmNotice } from "../interop/made-notices.ts";
import { logEntries } from "../../src/app/alarm-log.ts";
import { missedAlarms } from "../../src/app/receiver-catch-up.ts";

const EVENTS = Array.from({ length: 700 }, (_, i) => alarmNotice({ tMs: i, id: `icu-3/${i}` }).alarm);

/** A log in which every other row tells of something else than an alarm. */
const ROWS: LogRow[] = EVENTS.flatMap((event) => [
  ...logEntries([event], 0),
  { kind: "station", bed: null, tMs: 0, id: null, by: null, record: { what: "started" } },
]).map((entry, i) => ({ ...entry, key: String(i), late: false, sequence: i + 1, recordedMs: 0 }));

async function log({ before, limit }: LogQuery): Promise<LogRow[]> {
  const older = ROWS.filter(({ sequence }) => before === null || sequence < before);
  // As JSON gives it back from the disk.
  return JSON.parse(JSON.stringify(older.reverse().slice(0, limit)));
}

const outbox = (seen: number | undefined, taken: readonly number[]) => {
  const ids = new Set(taken.map((i) => alarmMessageId(EVENTS[i])));
  return { seen: () => seen, isTaken: (id: string) => ids.has(id) };
};

describe("what the log has and the outbox has not", () => {
  test("is nothing for an outbox that sees the ward for the first time", async () => {
    expect(await missedAlarms("ward", log, outbox(undefined, []))).toEqual({ events: [], seen: 1400 });
  });

  test("is all after the last that was taken, oldest first, however far back", async () => {
    for (const last of [699, 698, 400, 3]) {
      const missed = await missedAlarms("ward", log, outbox(0, [0, last]));
      expect(missed.events).toEqual(EVENTS.slice(last + 1));
      expect(missed.seen).toBe(1400);
    }
  });

  test("is nothing from before what was seen, though none of it was ever taken", async () => {
    const missed = await missedAlarms("ward", log, outbox(1390, []));
    expect(missed.events).toEqual(EVENTS.slice(695));
  });

  test("is everything where nothing was taken since the log began", async () => {
    expect((await missedAlarms("ward", log, outbox(0, []))).events).toEqual(EVENTS);
  });
});
