import { expect, test } from "vitest";

import type { AlarmEvent, WardAlarm } from "../../src/wire/alarms.ts";
import { planWardAlarms } from "../../src/alarms/ward-alarms.ts";
import type { LogRow } from "../../src/history/log-entry.ts";
import { alarmNotice } from "../interop/made-notices.ts";
import { logEntries, orderEntry } from "../../src/app/alarm-log.ts";
import { alarmNumbered, alarmsWithin } from "../../src/app/fhir-alarms.ts";
import { sharedNumbered, sharedWithin } from "../../src/app/fhir-shared-alarms.ts";

const BED = "icu-3";
const START_MS = Date.UTC(2026, 10, 24, 14);
/** Alarms run on a clock of their own. */
const CLOCK_MS = 5000;

type Told = Partial<AlarmEvent> & { readonly atS: number; readonly number: number; readonly sinceS: number };

/** A bed's log of these rows, oldest first. */
function logOf(entries: readonly ReturnType<typeof orderEntry>[]) {
  const rows: LogRow[] = entries.map((entry, i) => ({
    ...entry,
    key: String(i),
    late: false,
    sequence: i + 1,
    recordedMs: entry.tMs,
  }));
  return async ({ before, limit }: { readonly before: number | null; readonly limit: number }) =>
    // The sequence of a row is its place, counted from 1.
    rows.slice(Math.max(0, (before ?? rows.length + 1) - 1 - limit), (before ?? rows.length + 1) - 1).reverse();
}

function told({ atS, number, sinceS, ...changed }: Told) {
  const id = `${BED}-${number}`;
  const times = { tMs: CLOCK_MS + 1000 * atS, sinceMs: CLOCK_MS + 1000 * sinceS };
  return logEntries([alarmNotice({ bed: BED, id, ...times, ...changed }).alarm], START_MS + 1000 * atS)[0];
}

const live = () => "live" as const;
const stretch = (fromS: number, toS: number) => ({ fromMs: START_MS + 1000 * fromS, toMs: START_MS + 1000 * toS });

test("an alarm is told as its last row has it, from its first row on, whenever it began", async () => {
  const log = logOf([
    told({ atS: 0, number: 1, sinceS: 0, phase: "start" }),
    told({ atS: 10, number: 1, sinceS: 0, phase: "end", ended: "cleared" }),
    told({ atS: 20, number: 2, sinceS: 20, phase: "start" }),
    told({ atS: 30, number: 2, sinceS: 20, phase: "update", inactivation: "acknowledged", by: "nurse" }),
    told({ atS: 45, number: 2, sinceS: 20, phase: "continue", inactivation: "acknowledged" }),
    told({ atS: 60, number: 3, sinceS: 60, phase: "start", priority: "high" }),
  ]);
  expect(await alarmsWithin(log, BED, stretch(40, 50), live)).toMatchObject([
    { number: 2, startMs: START_MS + 20_000, endMs: null, acknowledgedMs: START_MS + 30_000 },
  ]);
  const all = await alarmsWithin(log, BED, stretch(0, 100), live);
  expect(all.map(({ number }) => number)).toEqual([1, 2, 3]);
  expect(all[0]).toMatchObject({ endMs: START_MS + 10_000, ended: "cleared" });
  expect(all[2]).toMatchObject({ priority: "high", origin: "live" });
  expect(await alarmNumbered(log, BED, 2, live)).toEqual(all[1]);
  expect(await alarmNumbered(log, BED, 4, live)).toBeNull();
});

test("alarms of a patient who was discharged are not told, and one that spans a replay is the replay's", async () => {
  const discharge = (accepted: boolean, atS: number) =>
    orderEntry(BED, "nurse", START_MS + 1000 * atS, { order: "discharge" }, { accepted, detail: "" });
  const log = logOf([
    told({ atS: 0, number: 1, sinceS: 0, phase: "start" }),
    told({ atS: 5, number: 1, sinceS: 0, phase: "end", ended: "discharge" }),
    discharge(true, 5),
    told({ atS: 20, number: 2, sinceS: 20, phase: "start" }),
    discharge(false, 25),
    told({ atS: 40, number: 2, sinceS: 20, phase: "continue" }),
  ]);
  const origins = (tMs: number) => (tMs < START_MS + 30_000 ? ("replay" as const) : ("live" as const));
  expect(await alarmsWithin(log, BED, stretch(0, 100), origins)).toMatchObject([{ number: 2, origin: "replay" }]);
  expect(await alarmNumbered(log, BED, 1, origins)).toBeNull();
});

test("a stretch that lies behind too much of the log is refused, not answered in part", async () => {
  const row = told({ atS: 1000, number: 7, sinceS: 0, phase: "continue" });
  const log = logOf(Array.from({ length: 50_001 }, () => row));
  await expect(alarmsWithin(log, BED, stretch(0, 10), live)).rejects.toThrow("less far back");
});

test("a cause that many beds share is told of each of them, though the monitor makes one message of it", async () => {
  const beds = ["1", "2", "3", "4", "5"];
  const ward = planWardAlarms(1);
  const events = beds.map((bed) => {
    const times = { tMs: CLOCK_MS, sinceMs: CLOCK_MS };
    return alarmNotice({ bed, id: `${bed}-1`, alarm: "low-light", group: "technical", ...times }).alarm;
  });
  const passed = ward.step(CLOCK_MS, events);
  expect(passed.filter(({ kind }) => kind === "ward-alarm")).toMatchObject([{ phase: "start", beds }]);
  const log = logOf(logEntries(passed, START_MS));
  for (const bed of beds) {
    expect(await alarmsWithin(log, bed, stretch(0, 10), live), bed).toMatchObject([{ number: 1, alarm: "low-light" }]);
  }
});

test("a cause that beds share is told as its last row has it, with every bed that had a part in it, whenever it began", async () => {
  const shared = (atS: number, number: number, phase: WardAlarm["phase"], beds: string[]) => {
    const named = { id: `ward-${number}`, alarm: "low-light", priority: "low", text: "" } as const;
    return logEntries([{ kind: "ward-alarm", tMs: CLOCK_MS, phase, beds, ...named }], START_MS + 1000 * atS)[0];
  };
  const log = logOf([
    shared(0, 1, "start", ["1", "2"]),
    shared(5, 2, "start", ["3", "4"]),
    shared(10, 1, "update", ["2", "5"]),
    shared(20, 2, "end", []),
    shared(40, 3, "start", ["1", "2"]),
  ]);
  const ward = { name: "ward", log };
  expect(await sharedWithin(ward, stretch(21, 30), live)).toEqual([
    {
      ...{ ward: "ward", number: 1, alarm: "low-light", priority: "low", origin: "live" },
      beds: ["1", "2", "5"],
      present: ["2", "5"],
      startMs: START_MS,
      endMs: null,
    },
  ]);
  const all = await sharedWithin(ward, stretch(0, 100), (bed) => (bed === "5" ? "replay" : "live"));
  expect(all).toMatchObject([
    { number: 1, origin: "replay" },
    { number: 2, beds: ["3", "4"], present: [], endMs: START_MS + 20_000, origin: "live" },
    { number: 3 },
  ]);
  expect(await sharedNumbered(ward, 2, live)).toEqual(all[1]);
  expect(await sharedNumbered(ward, 4, live)).toBeNull();
  expect(await sharedWithin({ name: "demonstration", log }, stretch(0, 100), live)).toEqual([]);
});
