import { readFileSync } from "node:fs";
import { resolve } from "node:path";

import type { Page } from "playwright-core";
import { beforeAll, expect, test, vi } from "vitest";

import type { ReplayOverview, ReplaySecondsAnswer, ReplayState } from "../../src/wire/replay.ts";
import type { Vitals } from "../../src/wire/vitals.ts";
import { afar } from "../command-line.ts";

import { PastBench } from "./past-bench.ts";
import { type ReadPlot, readPlot, valueAt } from "./plot-reading.ts";

const TRACES = resolve(import.meta.dirname, "../../fixtures/traces");
const RECORDING = "folder/step-80-40.traces.csv";
const bench = new PastBench();
const PATIENCE = { timeout: 60_000, interval: 200 };
/** What the command line prints of the same recording. */
let lines: string[] = [];

beforeAll(async () => {
  const { out } = await afar("replay", `${TRACES}/step-80-40.traces.csv`, "--json");
  lines = out.trim().split("\n");
}, 120_000);

async function openRecording(page: Page, id = RECORDING): Promise<void> {
  await page.locator(`[data-testid=recording][data-id="${id}"]`).click(PATIENCE);
  await page.locator("[data-testid=replay-progress][data-state=done]").waitFor(PATIENCE);
  await page.getByTestId("replay-time").waitFor(PATIENCE);
}

/** Goes to a second by its time and waits until it is shown. */
async function seek(page: Page, number: number, vitals: Vitals): Promise<void> {
  await page.evaluate(`(() => {
    const range = document.querySelector("[data-testid=replay-seek]");
    range.value = ${number};
    range.dispatchEvent(new Event("input", { bubbles: true }));
  })()`);
  const shown = () => page.getByTestId("replay-time").getAttribute("data-t-ms");
  await vi.waitFor(async () => expect(await shown()).toBe(String(vitals.tMs)), PATIENCE);
}

test("every second of a replay is the line that the command line prints, byte for byte", async () => {
  const url = `http://127.0.0.1:${bench.server.port}/api/replays`;
  const opened = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ recording: RECORDING }),
  });
  const { id } = (await opened.json()) as ReplayState;
  const state = async () => (await (await fetch(`${url}/${id}`)).json()) as ReplayState;
  await vi.waitFor(async () => expect((await state()).state).toBe("done"), PATIENCE);
  const told: string[] = [];
  for (let from = 0; from < lines.length; from += 25) {
    const answer = await fetch(`${url}/${id}/seconds?from=${from}&count=25`);
    const { seconds } = (await answer.json()) as ReplaySecondsAnswer;
    told.push(...seconds.map(({ vitals }) => JSON.stringify(vitals)));
  }
  expect(told).toEqual(lines);
  const overview = (await (await fetch(`${url}/${id}/overview`)).json()) as ReplayOverview;
  const values = lines.map((line) => JSON.parse(line) as Vitals);
  expect(overview.tMs).toEqual(values.map(({ tMs }) => tMs));
  expect(overview.pulse.rate).toEqual(values.map(({ pulse }) => pulse.rateBpm));
  expect((await fetch(`${url}/${id}/seconds?from=0&count=1000`)).status).toBe(400);
  expect((await fetch(`${url}/${id}`, { method: "DELETE" })).status).toBe(204);
  expect((await fetch(`${url}/${id}`)).status).toBe(404);
}, 120_000);

test("stepped through on the page, each second shows the rate, the doubt and every value of that line", async () => {
  const page = await bench.open("replay");
  await openRecording(page);
  await page.getByTestId("vitals-tree").click();
  for (const number of [0, 5, 11, 12, 13, 20, 28, lines.length - 1]) {
    const vitals = JSON.parse(lines[number]) as Vitals;
    await seek(page, number, vitals);
    const rate = page.getByTestId("replay-rate-pulse");
    const { rateBpm, held } = vitals.pulse;
    expect(await rate.getAttribute("data-state")).toBe(rateBpm === null ? "none" : held ? "held" : "live");
    expect(await rate.locator(".replay-numeral").textContent()).toBe(rateBpm === null ? "- - -" : rateBpm.toFixed(1));
    const leaf = async (path: string) => JSON.parse((await page.locator(`[data-path="${path}"]`).textContent()) ?? "");
    expect(await leaf("pulse.confidence")).toBe(vitals.pulse.confidence);
    expect(await leaf("pulse.snrDb")).toBe(vitals.pulse.snrDb);
    expect(await leaf("evidence.windowS")).toBe(vitals.evidence.windowS);
    expect(await leaf("evidence.beatsMs")).toEqual(vitals.evidence.beatsMs);
    expect(await leaf("respiration.reason")).toBe(vitals.respiration.reason);
  }
}, 120_000);

test("the truth is drawn where its file says, the rate where the line says, and each second is held against it", async () => {
  const page = await bench.open("replay");
  await openRecording(page);
  const truth = JSON.parse(readFileSync(`${TRACES}/step-80-40.truth.json`, "utf8")) as {
    pulseBpm: number | { tMs: number; bpm: number }[];
  };
  const trueAt = (tMs: number): number => {
    if (typeof truth.pulseBpm === "number") return truth.pulseBpm;
    return truth.pulseBpm.reduce((best, point) => (Math.abs(point.tMs - tMs) < Math.abs(best.tMs - tMs) ? point : best))
      .bpm;
  };
  const values = lines.map((line) => JSON.parse(line) as Vitals);
  const lastMs = values.at(-1)?.tMs ?? 0;
  // Only where neither of them moves: a step has a height of its own.
  const steady = values.filter(
    ({ tMs }, i) => i > 0 && i < values.length - 1 && Math.abs(trueAt(tMs - 1500) - trueAt(tMs + 1500)) < 1,
  );
  const drawnColumns = ({ columns }: ReadPlot) => columns.filter((column) => column !== null).length;
  const white = await vi.waitFor(async () => {
    const read = await readPlot(page, "replay-pulse", "text");
    expect(drawnColumns(read)).toBeGreaterThan(read.width / 5);
    return read;
  }, PATIENCE);
  const green = await readPlot(page, "replay-pulse", "pulse");
  const rates = values.flatMap(({ pulse }) => (pulse.rateBpm === null ? [] : [pulse.rateBpm]));
  // The scale holds the rates, the truth and its tolerance of 3, in tens.
  const all = [...rates, ...values.flatMap(({ tMs }) => [trueAt(tMs) - 3, trueAt(tMs) + 3])];
  const [low, high] = [
    Math.min(40, 10 * Math.floor(Math.min(...all) / 10)),
    Math.max(120, 10 * Math.ceil(Math.max(...all) / 10)),
  ];
  const perPx = (high - low) / white.height;
  let compared = 0;
  for (const { tMs, pulse } of steady) {
    const x = (tMs / lastMs) * white.width;
    // The truth's line is dashed: the nearest of its dashes.
    const near = [0, 1, 2, 3, 4].flatMap((by) => [x - by, x + by]).map((column) => valueAt(white, column, low, high));
    const drawn = near.find((value) => value !== null) ?? null;
    if (drawn === null) continue;
    expect(Math.abs(drawn - trueAt(tMs)), `truth at ${tMs}`).toBeLessThan(3 * perPx);
    compared += 1;
    if (pulse.rateBpm === null || pulse.held || Math.abs(pulse.rateBpm - trueAt(tMs)) < 4 * perPx) continue;
    // The edges of the truth's dashes are greenish too: the rate is the upper or the lower end of what is green.
    const ends = (green.columns[Math.round(x)] ?? [0, 0]).map((y) => high - (y / green.height) * (high - low));
    const off = Math.min(...ends.map((end) => Math.abs(end - (pulse.rateBpm ?? 0))));
    expect(off, `rate at ${tMs}`).toBeLessThan(4 * perPx);
  }
  expect(compared).toBeGreaterThan(steady.length / 2);
  const shown = values.findIndex(
    ({ tMs, pulse }) => tMs >= 13_000 && pulse.rateBpm !== null && !pulse.held && tMs < 18_000,
  );
  await seek(page, shown, values[shown]);
  expect(await page.getByTestId("replay-rate-pulse").getAttribute("data-verdict")).toBe("right");
  expect(
    Math.abs(Number(await page.getByTestId("truth-pulse").textContent()) - trueAt(values[shown].tMs)),
  ).toBeLessThan(1);
}, 120_000);

test("it plays, pauses, steps by the keyboard, goes faster, and stops at the end", async () => {
  const page = await bench.open("replay");
  await openRecording(page);
  const at = async () => Number(await page.getByTestId("replay-time").getAttribute("data-t-ms"));
  await page.getByTestId("speed").selectOption("4");
  await page.getByTestId("play").click();
  await vi.waitFor(async () => expect(await at()).toBeGreaterThanOrEqual(4000), PATIENCE);
  await page.getByTestId("play").click();
  const paused = await at();
  await page.waitForTimeout(1200);
  expect(await at()).toBe(paused);
  await page.getByTestId("forward10").click();
  await vi.waitFor(async () => expect(await at()).toBe(paused + 10_000), PATIENCE);
  await page.keyboard.press("ArrowLeft");
  await vi.waitFor(async () => expect(await at()).toBe(paused + 9000), PATIENCE);
  await page.keyboard.press("ArrowRight");
  await vi.waitFor(async () => expect(await at()).toBe(paused + 10_000), PATIENCE);
  await page.getByTestId("speed").selectOption("16");
  await page.getByTestId("play").click();
  await vi.waitFor(
    async () => expect(await page.getByTestId("play").getAttribute("aria-pressed")).toBe("false"),
    PATIENCE,
  );
  expect(await at()).toBe((JSON.parse(lines[lines.length - 1]) as Vitals).tMs);
}, 120_000);

test("a page that is left ends its replay, so that another may be opened", async () => {
  for (let turn = 0; turn < 3; turn += 1) {
    const page = await bench.open("replay");
    await openRecording(page);
    await page.getByTestId("replay-close").click();
    await page.locator("[data-testid=recording]").first().waitFor(PATIENCE);
    await page.close();
  }
}, 120_000);
