import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";

import type { RecordingMessage } from "../../src/wire/recording.ts";
import type { Vitals } from "../../src/wire/vitals.ts";
import { openRuns } from "../../src/bed/recording/recorded-run.ts";
import { afar } from "../command-line.ts";
import { type Heard, type RunningStation, startRunningStation } from "../station/running-station.ts";
import { launchBrowser, openMonitor } from "../web-ui/browser.ts";

/** Long enough for a rate to be sure again when the recording alone is replayed. */
const RECORDED_MS = 14_000;
const PATIENCE = { timeout: 90_000, interval: 200 };

let data: string;
let station: RunningStation;
let browser: Browser;
const heard: Heard[] = [];

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), "afar-recording-"));
  station = await startRunningStation(["--source", "phantom:demo-adult"], undefined, data);
  station.listen((message) => heard.push(message));
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await station.stop();
  rmSync(data, { recursive: true });
});

function told(): RecordingMessage[] {
  return heard.flatMap(({ message }) => (message.kind === "recording" ? [message] : []));
}

test("a recording that is begun and ended on the page is one bed's own, goes on over a death, and replays to the same rate", async () => {
  const { page, complaints } = await openMonitor(browser, station.port);
  await page.locator("[data-testid=pulse-state][data-state=live]").waitFor(PATIENCE);
  await page.getByTestId("record").click();
  await page.getByRole("checkbox").uncheck();
  await page.getByTestId("record-start").click();
  await vi.waitFor(() => expect(told().at(-1)?.lengthMs ?? 0).toBeGreaterThan(RECORDED_MS), PATIENCE);
  const beforeDeath = told().at(-1)?.lengthMs ?? 0;
  process.kill(station.bedPids().get("1") ?? 0, "SIGKILL");
  await vi.waitFor(() => expect(told().at(-1)?.lengthMs ?? 0).toBeGreaterThan(beforeDeath + 1000), PATIENCE);
  expect(await page.getByTestId("record-state").textContent()).toMatch(/^recording\d+:\d\d\d+\.\d MB$/);
  await page.getByTestId("record").click();
  await vi.waitFor(() => expect(told().at(-1)?.state).toBe("stopped"), PATIENCE);
  expect(new Set(told().map(({ state }) => state))).toEqual(new Set(["recording", "stopped"]));
  expect(complaints).toEqual([]);
  await page.close();

  const folder = join(data, "recordings", "1");
  for (const made of [join(data, "recordings"), folder]) expect(statSync(made).mode & 0o777).toBe(0o700);
  const parts = readdirSync(folder).sort();
  expect(parts).toEqual(["run-0001-part-0001.mcap", "run-0002-part-0001.mcap"]);
  for (const part of parts) expect(statSync(join(folder, part)).mode & 0o777).toBe(0o600);
  await vi.waitFor(() => expect(openRuns(folder)).toHaveLength(2), PATIENCE);
  for (const { facts } of openRuns(folder)) {
    expect(facts).toMatchObject({ bed: "1", demo: true, landmarks: false, video: null });
  }

  const { code, out } = await afar("replay", join(folder, parts[0]), "--json");
  expect(code).toBe(0);
  const values = out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Vitals);
  // The process was killed: at most its last second is lost, as the README says.
  expect(values.length).toBeGreaterThanOrEqual(Math.floor((beforeDeath - 1000) / 1000));
  // The scenario's heart beats 72 times a minute.
  expect(Math.abs((values.at(-1)?.pulse.rateBpm ?? 0) - 72)).toBeLessThan(3);
}, 240_000);
