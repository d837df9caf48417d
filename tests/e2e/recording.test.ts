import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import type { Browser, Page } from "playwright-core";
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
/** What the command line replays of the first recording. */
let recorded: readonly Vitals[] = [];

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
  recorded = values;
  // The scenario's heart beats 72 times a minute.
  expect(Math.abs((values.at(-1)?.pulse.rateBpm ?? 0) - 72)).toBeLessThan(3);
}, 240_000);

/** A recording with a truth, as somebody would bring it from another box. */
const BROUGHT = "step-80-40";

const LISTED = `[...document.querySelectorAll("[data-testid=recording]")].map(({ dataset }) => dataset.id)`;

/** Goes to a second by its number, as its slider does, and returns the time that is shown then. */
async function seek(page: Page, number: number): Promise<number> {
  await page.evaluate(`(() => {
    const range = document.querySelector("[data-testid=replay-seek]");
    range.value = ${number};
    range.dispatchEvent(new Event("input", { bubbles: true }));
  })()`);
  const shown = async () => Number(await page.getByTestId("replay-time").getAttribute("data-t-ms"));
  await vi.waitFor(async () => expect(await shown()).toBe((number + 1) * 1000), PATIENCE);
  return shown();
}

test("the same station replays what it recorded, and what was laid beside it, which is held against its truth", async () => {
  const traces = resolve(import.meta.dirname, "../../fixtures/traces");
  const beside = join(data, "recordings", "brought");
  mkdirSync(beside, { recursive: true });
  for (const end of ["traces.csv", "truth.json"]) {
    copyFileSync(join(traces, `${BROUGHT}.${end}`), join(beside, `${BROUGHT}.${end}`));
  }
  const { page, complaints } = await openMonitor(browser, station.port);
  const { pulseBpm } = JSON.parse(readFileSync(join(beside, `${BROUGHT}.truth.json`), "utf8")) as {
    readonly pulseBpm: readonly { readonly tMs: number; readonly bpm: number }[];
  };
  await page.getByTestId("view-replay").click();
  const open = async (id: RegExp) => {
    const ids = await vi.waitFor(async () => {
      const found = await page.evaluate<string[]>(LISTED);
      expect(found.some((each) => id.test(each))).toBe(true);
      return found;
    }, PATIENCE);
    await page.locator(`[data-testid=recording][data-id="${ids.find((each) => id.test(each))}"]`).click();
    await page.locator("[data-testid=replay-progress][data-state=done]").waitFor(PATIENCE);
  };

  await open(new RegExp(`brought/${BROUGHT}`));
  await page.getByTestId("speed").selectOption("16");
  await page.getByTestId("play").click();
  const time = page.getByTestId("replay-time");
  await vi.waitFor(async () => expect(Number(await time.getAttribute("data-t-ms"))).toBeGreaterThan(4000), PATIENCE);
  await page.getByTestId("play").click();
  // The heart beats steadily before its step.
  const tMs = await seek(page, 14);
  const near = pulseBpm.reduce((best, each) => (Math.abs(each.tMs - tMs) < Math.abs(best.tMs - tMs) ? each : best));
  const rate = page.getByTestId("replay-rate-pulse");
  expect(await rate.getAttribute("data-verdict")).toBe("right");
  expect(Math.abs(Number(await rate.locator(".replay-numeral").textContent()) - near.bpm)).toBeLessThan(3);
  expect(Math.abs(Number(await page.getByTestId("truth-pulse").textContent()) - near.bpm)).toBeLessThan(1);

  await page.reload();
  await open(/1\/run-0001-part-0001\.mcap$/);
  expect(recorded.length).toBeGreaterThan(10);
  for (const [number, { pulse }] of recorded.slice(-6).entries()) {
    await seek(page, recorded.length - 6 + number);
    const { rateBpm } = pulse;
    expect(await rate.locator(".replay-numeral").textContent()).toBe(rateBpm === null ? "- - -" : rateBpm.toFixed(1));
  }
  expect(complaints).toEqual([]);
  await page.close();
}, 240_000);
