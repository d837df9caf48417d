import { existsSync } from "node:fs";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect } from "vitest";

import type { HistoryPlace } from "../../src/history/backend.ts";
import { type History, openHistory } from "../../src/history/history.ts";
import { verifyLog } from "../../src/history/log-verdict.ts";
import { openSqliteStore } from "../../src/history/sqlite-store.ts";
import { TREND_SERIES } from "../../src/history/trend.ts";
import { testNeeding } from "../left-out.ts";

import { builtModule, temporaryFolders } from "./built-module.ts";
import { alarmEntry, trendSecond, wholeLog } from "./made-entries.ts";
import { POSTGRES, planPostgresCluster } from "./postgres-cluster.ts";

const threadModule = builtModule(new URL("../../src/history/sqlite-thread.ts", import.meta.url));
const newFolder = temporaryFolders();
const cluster = planPostgresCluster();
const ALL = { fromMs: 0, toMs: 1e15 };
const START_S = 1_700_000_040;

beforeAll(async () => {
  if (POSTGRES.present) await cluster.start();
});
afterAll(() => cluster.remove());

let schemas = 0;
const SQLITE = {
  need: { present: true, remedy: "" },
  newPlace: (): HistoryPlace => ({
    kind: "sqlite",
    path: join(newFolder(), "history.db"),
    threadModule: threadModule(),
    reserveBytes: 1 << 20,
  }),
};
const DATABASE = {
  need: POSTGRES,
  newPlace: (): HistoryPlace => ({ kind: "postgres", ...cluster.place(`station_${schemas++}`) }),
};

describe.each([
  ["SQLite", SQLITE],
  ["PostgreSQL", DATABASE],
])("a history in %s", (name, { need, newPlace }) => {
  const holds = (title: string, body: (place: HistoryPlace) => Promise<void>): void =>
    testNeeding(need, `${title}, in ${name}`, () => body(newPlace()), 30_000);

  /** Opens, works, closes; every append must have found its way. */
  async function using<T>(
    place: HistoryPlace,
    work: (history: History) => Promise<T>,
    nowMs = 1_700_000_000_000,
  ): Promise<T> {
    const history = await openHistory({ place, nowMs: () => nowMs, answerMs: 20_000 });
    expect(history.state()).toEqual({ state: "working" });
    const result = await work(history);
    expect(await history.close()).toBe(0);
    return result;
  }

  /** Waits until what was handed over without an answer is written: appends are answered, and trends come before them or after. */
  async function settled(history: History, seconds: number, bed = "1"): Promise<void> {
    for (let tries = 0; tries < 500; tries++) {
      if ((await history.trendSeconds(bed, ALL)).tMs.length >= seconds) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error("the trends were not written");
  }

  holds("an appended alarm is there after a restart, word for word", async (place) => {
    const receipt = await using(place, (history) => history.append([alarmEntry(1), alarmEntry(2, "2")]));
    expect(receipt).toEqual({ recorded: true, sequences: [1, 2] });
    await using(place, async (history) => {
      const rows = await wholeLog(history);
      expect(rows).toMatchObject([alarmEntry(1), alarmEntry(2, "2")]);
      expect(rows.map(({ late }) => late)).toEqual([false, false]);
      expect(await history.verifyLog()).toMatchObject({ intact: true, rows: 2, sentence: null });
    });
  });

  holds("the log is read page by page, of all beds, of one or of none", async (place) => {
    await using(place, async (history) => {
      await Promise.all(Array.from({ length: 40 }, (_, n) => history.append([alarmEntry(n, n % 2 ? "1" : "2")])));
      const rows = await wholeLog(history);
      expect(rows.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 40 }, (_, n) => n + 1));
      const page = await history.log({ before: 21, bed: "1", limit: 3 });
      expect(page.map(({ sequence }) => sequence)).toEqual([20, 18, 16]);
      await history.append([{ ...alarmEntry(40), bed: null }]);
      const ofNoBed = await history.log({ before: null, bed: null, ofNoBed: true, limit: 3 });
      expect(ofNoBed.map(({ sequence, bed }) => [sequence, bed])).toEqual([[41, null]]);
    });
  });

  holds("when the clock is set back an hour, the log keeps its order and both times", async (place) => {
    await using(place, (history) => history.append([alarmEntry(1, "1", 7_200_000)]), 7_200_500);
    await using(place, (history) => history.append([alarmEntry(2, "1", 3_600_000)]), 3_600_500);
    const rows = await using(place, (history) => wholeLog(history));
    expect(rows.map(({ sequence, tMs, recordedMs }) => [sequence, tMs, recordedMs])).toEqual([
      [1, 7_200_000, 7_200_500],
      [2, 3_600_000, 3_600_500],
    ]);
  });

  holds("a bed's document comes back as it was last saved, committed with the alarm beside it", async (place) => {
    const document = { bed: "1", savedMs: 5, content: { patient: "Ä. Ω.", limits: { high: 120 }, latched: ["1-1"] } };
    await using(place, async (history) => {
      expect(history.restored).toEqual({ documents: [], aliveMs: null });
      await history.append([], [{ bed: "1", savedMs: 4, content: { patient: "another" } }]);
      await history.append([alarmEntry(1)], [document]);
      history.appendTrends([trendSecond(START_S)]);
      await settled(history, 1);
    });
    const restored = await using(place, async (history) => history.restored);
    expect(restored).toEqual({ documents: [document], aliveMs: 1_700_000_000_000 });
  });

  holds("a trend is read second by second as it was written", async (place) => {
    await using(place, async (history) => {
      for (let s = 0; s < 150; s++) history.appendTrends([trendSecond(START_S + s), trendSecond(START_S + s, "2")]);
      await settled(history, 150);
      const range = { fromMs: 1000 * (START_S + 50), toMs: 1000 * (START_S + 130) };
      const seconds = await history.trendSeconds("1", range);
      const expected = Array.from({ length: 80 }, (_, n) => START_S + 50 + n);
      expect(seconds.tMs).toEqual(expected.map((s) => 1000 * s));
      expect(seconds.clockMs).toEqual(seconds.tMs);
      expect(seconds.values.pulseBpm).toEqual(expected.map((s) => 60 + (s % 60)));
      expect(seconds.values.respirationBrpm).toEqual(expected.map((s) => (s % 4 === 0 ? null : 15)));
      expect(seconds.values.activity.every((value) => value === null)).toBe(true);
      expect(seconds.marks.map((marks) => marks !== 0)).toEqual(expected.map((s) => s % 10 === 0));
      expect(Object.keys(seconds.values)).toEqual([...TREND_SERIES]);
    });
  });

  holds(
    "a trend is read minute by minute with least, mean, greatest and share shown, the running minute too",
    async (place) => {
      await using(place, async (history) => {
        for (let s = 0; s < 90; s++) {
          const { values, ...rest } = trendSecond(START_S + s);
          // Seconds 0 to 29 hold an older value.
          const marks = s < 30 ? (["pulse-held"] as const) : [];
          history.appendTrends([{ ...rest, values: { ...values, pulseBpm: s < 30 ? 200 : 60 + s }, marks }]);
        }
        await settled(history, 90);
        const minutes = await history.trendMinutes("1", ALL);
        expect(minutes.tMs).toEqual([1000 * START_S, 1000 * (START_S + 60)]);
        const { min, mean, max, share } = minutes.values.pulseBpm;
        expect(min).toEqual([90, 120]);
        expect(mean).toEqual([104.5, 134.5]);
        expect(max).toEqual([119, 149]);
        expect(share).toEqual([0.5, 0.5]);
        expect(minutes.values.respirationBrpm.share[0]).toBeCloseTo(0.75, 6);
        expect(minutes.values.activity).toEqual({
          min: [null, null],
          mean: [null, null],
          max: [null, null],
          share: [0, 0],
        });
        expect(minutes.marks).toEqual([1, 0]);
      });
    },
  );

  holds("trends go on when the clock is set back, and overwrite nothing", async (place) => {
    await using(place, async (history) => {
      for (let s = 0; s < 70; s++) history.appendTrends([trendSecond(START_S + s)]);
      await settled(history, 70);
    });
    await using(place, async (history) => {
      for (let s = 0; s < 5; s++)
        history.appendTrends([{ ...trendSecond(START_S + 70 + s - 3600), values: { pulseBpm: 99 } }]);
      await settled(history, 75);
      const seconds = await history.trendSeconds("1", ALL);
      expect(seconds.tMs).toEqual(Array.from({ length: 75 }, (_, s) => 1000 * (START_S + s)));
      expect(seconds.clockMs.slice(70)).toEqual(Array.from({ length: 5 }, (_, s) => 1000 * (START_S + 70 + s - 3600)));
      expect(seconds.values.pulseBpm.slice(69)).toEqual([60 + ((START_S + 69) % 60), 99, 99, 99, 99, 99]);
    });
  });

  holds("an event comes back with its waves", async (place) => {
    const waves = [{ wave: "pulse" as const, tMs: 990_000, stepMs: 33.3, samples: [0.5, null, -0.25] }];
    const event = { id: "1-7", bed: "1", tMs: 1_000_000, title: "** PR 134>120", waves };
    await using(place, async (history) => history.saveEvent(event));
    await using(place, async (history) => {
      expect(await history.event("1-7")).toEqual(event);
      expect(await history.event("1-8")).toBeNull();
      expect(await history.events("1", ALL)).toEqual([{ id: "1-7", bed: "1", tMs: 1_000_000, title: "** PR 134>120" }]);
      expect(await history.events("2", ALL)).toEqual([]);
    });
  });

  holds("what is too old goes, and the log is still proved from where it begins", async (place) => {
    const ageMs = 1_700_000_000_000 + 20_500;
    await using(place, async (history) => {
      for (let n = 0; n < 40; n++) await history.append([alarmEntry(n)]);
      for (let s = 0; s < 130; s++) history.appendTrends([trendSecond(START_S + s)]);
      await settled(history, 130);
    });
    const retention = { secondsMs: 1000, minutesMs: null, eventsMs: 1000, logMs: 1000 };
    const laterMs = Math.max(ageMs + 1000, 0);
    const history = await openHistory({ place, retention: { ...retention, secondsMs: null }, nowMs: () => laterMs });
    await history.retain();
    const rows = await wholeLog(history);
    expect(rows[0].sequence).toBe(22);
    expect(await history.verifyLog()).toMatchObject({ intact: true, rows: 19, base: { sequence: 21 } });
    expect(await history.append([alarmEntry(99)])).toEqual({ recorded: true, sequences: [41] });
    await history.close();

    const last = await openHistory({ place, retention, nowMs: () => 1000 * (START_S + 1000) });
    await last.retain();
    expect((await last.trendSeconds("1", ALL)).tMs).toEqual([]);
    expect((await last.trendMinutes("1", ALL)).tMs.length).toBe(3);
    expect(await last.append([alarmEntry(100)])).toEqual({ recorded: true, sequences: [42] });
    expect(await last.verifyLog()).toMatchObject({ intact: true, rows: 1, base: { sequence: 41 } });
    await last.close();
  });

  holds("a discharged patient leaves nothing but the log", async (place) => {
    await using(place, async (history) => {
      await history.append([alarmEntry(1)], [{ bed: "1", savedMs: 1, content: "patient" }]);
      for (let s = 0; s < 70; s++) history.appendTrends([trendSecond(START_S + s), trendSecond(START_S + s, "2")]);
      await settled(history, 70, "2");
      await history.forgetBed("1");
      expect((await history.trendSeconds("1", ALL)).tMs).toEqual([]);
      expect((await history.trendMinutes("1", ALL)).tMs).toEqual([]);
      expect((await history.trendSeconds("2", ALL)).tMs.length).toBe(70);
      expect((await wholeLog(history)).length).toBe(1);
    });
    expect((await using(place, async (history) => history.restored)).documents).toEqual([]);
  });

  holds("a backup made while alarms are appended is whole and proves itself", async (place) => {
    const copy = join(newFolder(), "copy.db");
    await using(place, async (history) => {
      for (let s = 0; s < 130; s++) history.appendTrends([trendSecond(START_S + s)]);
      await settled(history, 130);
      const appending = Promise.all(Array.from({ length: 60 }, (_, n) => history.append([alarmEntry(n)])));
      await history.append([alarmEntry(100)], [{ bed: "1", savedMs: 1, content: [1, 2] }]);
      await history.backup(copy);
      await appending;
    });
    expect(existsSync(copy)).toBe(true);
    const store = await openSqliteStore(copy, "read", 0);
    expect(await verifyLog(store)).toMatchObject({ intact: true });
    expect((await store.log({ before: null, bed: null, limit: 100 })).length).toBeGreaterThan(0);
    expect((await store.trendSeconds("1", ALL)).tMs.length).toBe(130);
    expect(await store.documents()).toEqual([{ bed: "1", savedMs: 1, content: [1, 2] }]);
    await store.close();
  });

  holds("what JSON cannot hold is refused before it could hold up the rest", async (place) => {
    await using(place, async (history) => {
      const entry = { ...alarmEntry(1), record: { value: Number.NaN } };
      expect(() => history.append([entry])).toThrow(TypeError);
      expect(await history.append([alarmEntry(2)])).toMatchObject({ recorded: true });
    });
  });
});

testNeeding(
  POSTGRES,
  "a PostgreSQL server that dies and comes back misses no alarm, and none is there twice",
  async () => {
    const place = DATABASE.newPlace();
    const history = await openHistory({ place, retryMs: 100 });
    expect(await history.append([alarmEntry(1)])).toEqual({ recorded: true, sequences: [1] });
    await cluster.kill();
    const receipts = await Promise.all([2, 3, 4].map((n) => history.append([alarmEntry(n)])));
    expect(receipts.map(({ recorded }) => recorded)).toEqual([false, false, false]);
    expect(history.state()).toMatchObject({ state: "failing", recording: false });
    await cluster.start();
    for (let tries = 0; tries < 200 && history.state().state === "failing"; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(history.state()).toEqual({ state: "working" });
    expect(await history.append([alarmEntry(5)])).toMatchObject({ recorded: true });
    const rows = (await wholeLog(history)).filter(({ kind }) => kind === "alarm");
    expect(rows.map(({ id, late }) => [id, late])).toEqual([
      ["1-1", false],
      ["1-2", true],
      ["1-3", true],
      ["1-4", true],
      ["1-5", false],
    ]);
    expect(await history.verifyLog()).toMatchObject({ intact: true });
    await history.close();
  },
  60_000,
);
