import { statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import { expect, test } from "vitest";

import { openHistory } from "../../src/history/history.ts";
import { openSqliteStore } from "../../src/history/sqlite-store.ts";
import { builtModule, temporaryFolders } from "../history/built-module.ts";
import { expectNothingLost } from "../history/killed-station.ts";
import { alarmEntry, trendSecond } from "../history/made-entries.ts";

/** HISTORY_KILLS kills; HISTORY_MINUTES minutes of 64 beds with ten alarms a second. */
const KILLS = Number(process.env.HISTORY_KILLS ?? 200);
const MINUTES = Number(process.env.HISTORY_MINUTES ?? 10);
const BEDS = 64;
const ALARMS_PER_S = 10;
const BEGIN_S = 1_700_000_000;
/** What the history must keep to. */
const COMMIT_P99_MS = 20;
const READ_MS = 100;

const threadModule = builtModule(new URL("../../src/history/sqlite-thread.ts", import.meta.url));
const writer = builtModule(new URL("../history/alarm-writer.ts", import.meta.url));
const newFolder = temporaryFolders();

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

test(`${KILLS} kills lose no alarm that was announced`, async () => {
  const path = join(newFolder(), "history.db");
  await expectNothingLost({ path, writer: writer(), threadModule: threadModule(), kills: KILLS });
});

test(`${BEDS} beds of trends and ${ALARMS_PER_S} alarms a second for ${MINUTES} minutes: p99 of a commit under ${COMMIT_P99_MS} ms`, async () => {
  const path = join(newFolder(), "history.db");
  const history = await openHistory({ place: { kind: "sqlite", path, threadModule: threadModule() } });
  const commitMs: number[] = [];
  const startMs = performance.now();
  for (let alarm = 0; alarm < 60 * MINUTES * ALARMS_PER_S; alarm++) {
    await wait(Math.max(0, startMs + (1000 * alarm) / ALARMS_PER_S - performance.now()));
    const second = BEGIN_S + Math.floor(alarm / ALARMS_PER_S);
    if (alarm % ALARMS_PER_S === 0) {
      history.appendTrends(Array.from({ length: BEDS }, (_, bed) => trendSecond(second, String(bed))));
    }
    const beforeMs = performance.now();
    const document = { bed: String(alarm % BEDS), savedMs: alarm, content: "x".repeat(2000) };
    expect(await history.append([alarmEntry(alarm)], [document])).toMatchObject({ recorded: true });
    commitMs.push(performance.now() - beforeMs);
  }
  expect(await history.verifyLog()).toMatchObject({ intact: true, rows: commitMs.length });
  await history.close();
  const figures = [0.5, 0.99, 1].map((share) => quantile(commitMs, share).toFixed(1));
  console.log(`commit of an alarm: p50 ${figures[0]}, p99 ${figures[1]}, greatest ${figures[2]} ms`);
  expect(quantile(commitMs, 0.99)).toBeLessThan(COMMIT_P99_MS);
});

test(`72 h of one bed among four are read as a 1-minute trend in under ${READ_MS} ms`, async () => {
  const path = join(newFolder(), "history.db");
  const store = await openSqliteStore(path, "write", 0);
  for (let hour = 0; hour < 72; hour++) {
    const seconds = Array.from({ length: 3600 }, (_, s) => BEGIN_S + 3600 * hour + s);
    const all = seconds.flatMap((second) => ["1", "2", "3", "4"].map((bed) => trendSecond(second, bed)));
    await store.appendTrends(all, 1);
  }
  await store.close();

  const history = await openHistory({ place: { kind: "sqlite", path, threadModule: threadModule() } });
  await history.log({ before: null, bed: null, limit: 1 });
  const readMs: number[] = [];
  for (let times = 0; times < 5; times++) {
    const beforeMs = performance.now();
    const { tMs } = await history.trendMinutes("2", { fromMs: 0, toMs: 1e15 });
    readMs.push(performance.now() - beforeMs);
    expect(tMs.length).toBeGreaterThanOrEqual(72 * 60);
  }
  await history.close();
  const megabytes = statSync(path).size / 2 ** 20;
  console.log(
    `72 h as minutes: ${readMs.map((ms) => ms.toFixed(0)).join(", ")} ms; four beds take ${megabytes.toFixed(0)} MiB`,
  );
  expect(quantile(readMs, 0.5)).toBeLessThan(READ_MS);
});
