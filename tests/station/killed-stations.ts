import { mkdirSync } from "node:fs";
import { dirname } from "node:path";

import { expect } from "vitest";

import { parseBody } from "../../src/history/hash-chain.ts";
import type { LogRow } from "../../src/history/log-entry.ts";
import { verifyLog } from "../../src/history/log-verdict.ts";
import { openSqliteStore } from "../../src/history/sqlite-store.ts";
import { seededMoments } from "../seeded-moments.ts";

import { type LifePlan, nothingShown, type Shown, startLife } from "./made-ward.ts";

/** So many that a cause may be shared. */
const BEDS = 2;
const PATIENT = "A. B.";
const LIMITS = { pulse: { low: 45, high: 110 }, respiration: { low: 7, high: 25 } };
const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms));

export interface KillFigures {
  readonly kills: number;
  readonly shown: number;
  readonly unrecorded: number;
  readonly rows: number;
  /** From the start of a process to the bed as it was, ms; of the lives that lived to show it. */
  readonly backMs: readonly number[];
}

/** Kills stations at random moments, one after the other, each with its readers and orders; expects the log to hold what was shown. */
export async function expectNothingLost(
  path: string,
  modules: LifePlan["modules"],
  kills: number,
): Promise<KillFigures> {
  mkdirSync(dirname(path), { recursive: true });
  const moment = seededMoments();
  const shown = nothingShown();
  const isBack: LifePlan["isBack"] = ({ bed, patient, settings, alarms }) =>
    bed === "1" &&
    patient?.label === PATIENT &&
    JSON.stringify(settings.limits) === JSON.stringify(LIMITS) &&
    alarms.some(({ alarm }) => alarm === "monitoring-interrupted");
  const plan: LifePlan = { path, modules, beds: BEDS, shown, isBack };

  const first = startLife(plan);
  while (!first.lists.has("1")) await sleep(20);
  await first.order("1", { order: "admit", patient: PATIENT, profile: "adult" });
  await first.order("1", { order: "limits", limits: LIMITS });
  // A second is written, so that the next life knows when this one was.
  await sleep(2000);
  await first.kill();

  const backMs: number[] = [];
  for (let killed = 1; killed < kills; killed++) {
    const life = startLife(plan);
    // Some while they start, most under load.
    await (killed % 10 === 0 ? sleep(1000 * moment()) : untilHeard(life));
    await sleep(1200 * moment());
    await life.kill();
    const back = life.backMs();
    if (back !== null) backMs.push(back);
    else if (life.lists.has("1")) expect(life.lists.get("1")?.patient?.label).toBe(PATIENT);
  }
  const rows = await expectWholeLog(path, shown);
  return { kills, shown: shown.recorded.size, unrecorded: shown.unrecorded.size, rows, backMs };
}

async function untilHeard(life: { lists: ReadonlyMap<string, unknown> }): Promise<void> {
  while (life.lists.size < BEDS) await sleep(10);
}

/** Expects every alarm that was shown as recorded in the log, each begun once, in a chain that is whole. Returns the log's length. */
export async function expectWholeLog(path: string, shown: Shown): Promise<number> {
  const store = await openSqliteStore(path, "read", 0);
  expect(await verifyLog(store)).toMatchObject({ intact: true, sentence: null });
  const { base } = await store.anchors();
  const rows: LogRow[] = [];
  for (let after = base.sequence; ; after = rows.at(-1)?.sequence ?? 0) {
    const stored = await store.storedRows(after, 1000);
    if (stored.length === 0) break;
    rows.push(...stored.map(({ body }) => parseBody(body)));
  }
  await store.close();
  const starts = rows.filter(({ record }) => (record as { phase?: string }).phase === "start").map(({ id }) => id);
  expect(new Set(starts).size).toBe(starts.length);
  const logged = new Set(rows.map(({ id }) => id));
  expect([...shown.recorded].filter((id) => !logged.has(id))).toEqual([]);
  expect([...shown.confused]).toEqual([]);
  expect(shown.recorded.size).toBeGreaterThan(0);
  return rows.length;
}
