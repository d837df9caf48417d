import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, expect, test, vi } from "vitest";

import { defaultAlarmSettings } from "../../src/alarms/profile.ts";
import type { LogRow } from "../../src/history/log-entry.ts";
import { openSqliteStore } from "../../src/history/sqlite-store.ts";
import { renderPhantom } from "../../src/phantom/phantom-video.ts";
import { loadScenario } from "../../src/phantom/scenario-file.ts";
import { type Heard, startRunningStation } from "../station/running-station.ts";

const STEP_S = { fromS: 15, toS: 17 };
/** The rate is to be followed within this time (facts: clinical). */
const FOLLOWED_S = 11;
const TACHYCARDIA = {
  about: `The rate climbs from 80 to 150 between second ${STEP_S.fromS} and ${STEP_S.toS}.`,
  seed: 80150,
  durationS: 36,
  video: { widthPx: 480, heightPx: 360, rateHz: 20 },
  pulse: {
    bpm: [
      { atS: 0, bpm: 80 },
      { atS: STEP_S.fromS, bpm: 150, rampS: STEP_S.toS - STEP_S.fromS },
    ],
  },
};

let folder: string;
let clip: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "afar-alarms-"));
  const scenario = join(folder, "tachycardia.json");
  clip = join(folder, "tachycardia.mp4");
  writeFileSync(scenario, JSON.stringify(TACHYCARDIA));
  await renderPhantom(loadScenario(scenario), clip, () => undefined);
});
afterAll(() => rmSync(folder, { recursive: true }));

async function logOf(path: string): Promise<LogRow[]> {
  const store = await openSqliteStore(path, "read", 0);
  const rows = await store.log({ before: null, bed: null, limit: 10_000 });
  await store.close();
  return rows.reverse();
}

/** The source's time at which the page first saw an alarm, s. */
function seenAtS(heard: readonly Heard[], code: string): number | null {
  let tMs = 0;
  for (const { message } of heard) {
    if (message.kind === "vitals") tMs = message.vitals.tMs;
    if (message.kind === "alarms" && message.alarms.some(({ alarm }) => alarm === code)) return tMs / 1000;
  }
  return null;
}

test("a heart that races is an alarm on the stream in time, may be acknowledged, and all of it is in the log", async () => {
  const data = join(folder, "data");
  const heard: Heard[] = [];
  const station = await startRunningStation(["--source", clip], undefined, data);
  const socket = station.listen((message) => heard.push(message));
  await vi.waitFor(() => expect(seenAtS(heard, "pulse-high")).not.toBeNull(), { timeout: 90_000, interval: 200 });
  const { extremeDelayS } = defaultAlarmSettings("adult");
  expect(seenAtS(heard, "pulse-high")).toBeGreaterThan(STEP_S.fromS);
  expect(seenAtS(heard, "pulse-high")).toBeLessThanOrEqual(STEP_S.toS + FOLLOWED_S + extremeDelayS);

  const url = `http://127.0.0.1:${station.port}/api/beds/1/commands`;
  const order = (body: unknown, headers = {}) =>
    fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
  expect((await order({ order: "acknowledge" })).status).toBe(400);
  expect((await order({ order: "acknowledge", id: null }, { origin: "http://evil.example" })).status).toBe(403);
  const answer = await order({ order: "acknowledge", id: null });
  expect(await answer.json()).toMatchObject({ accepted: true, recorded: true });
  const shown = heard.findLast(({ message }) => message.kind === "alarms")?.message;
  const alarm = shown?.kind === "alarms" ? shown.alarms.find(({ alarm: code }) => code === "pulse-high") : undefined;
  expect(alarm).toMatchObject({ inactivation: "acknowledged", priority: "high", notRecorded: false });
  expect(alarm?.text).toMatch(/^\*\*\* PR 1\d\d>120$/);
  socket.close();
  await station.stop();

  const rows = await logOf(join(data, "history.db"));
  const phases = rows
    .filter(({ id }) => id === alarm?.id)
    .map(({ by, record }) => [by, (record as { phase: string }).phase]);
  expect(phases[0]).toEqual([null, "start"]);
  expect(phases).toContainEqual(["this screen", "update"]);
  expect(rows.filter(({ kind }) => kind === "order")).toMatchObject([{ by: "this screen", bed: "1" }]);
  expect(rows.at(-1)).toMatchObject({ kind: "station", record: { what: "stopped" } });
  expect(existsSync(join(data, "demonstration.db"))).toBe(false);
}, 150_000);
