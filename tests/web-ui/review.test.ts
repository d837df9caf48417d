import { readFileSync } from "node:fs";

import { parse } from "csv-parse/sync";
import { expect, test, vi } from "vitest";

import { madeEvents, madeSample, PAST } from "./made-past.ts";
import { text } from "./monitor-bench.ts";
import { PastBench } from "./past-bench.ts";
import { readPlot, valueAt } from "./plot-reading.ts";

const bench = new PastBench();
const PATIENCE = { timeout: 60_000, interval: 200 };
const SIDE_MS = 10_000;
const STEP_MS = 40;

test("the waves of an alarm are drawn as they are stored, from 10 s before to 10 s after, and silence as silence", async () => {
  const page = await bench.open("review/1");
  await page.locator("[data-testid=review-respiration] canvas").waitFor(PATIENCE);
  const [event] = madeEvents("1", bench.endMs);
  const samples = Array.from({ length: 500 }, (_, k) => madeSample("respiration", k));
  // The scale reaches as far above zero as below, a tenth further than the wave.
  const most = 1.1 * Math.max(...samples.map(Math.abs));
  const breath = await readPlot(page, "review-respiration", "respiration");
  const perPx = (2 * most) / breath.height;
  // A column's time lies up to half a sample beside the sample's.
  const slope = Math.max(...samples.map((sample, k) => Math.abs(sample - (samples[k - 1] ?? sample))));
  for (let x = 5; x < breath.columns.length - 5; x += 11) {
    const tMs = -SIDE_MS + (x / breath.width) * 2 * SIDE_MS;
    const k = Math.round((tMs + SIDE_MS) / STEP_MS);
    const drawn = valueAt(breath, x, -most, most);
    expect(Math.abs((drawn ?? 99) - samples[Math.min(499, k)]), `column ${x}`).toBeLessThan(4 * perPx + slope / 2);
  }
  const pulse = await readPlot(page, "review-pulse", "pulse");
  const columnOf = (ms: number) => Math.round(((ms + SIDE_MS) / (2 * SIDE_MS)) * pulse.width);
  for (let x = columnOf(4100); x < columnOf(5900); x += 1) expect(pulse.columns[x]).toBeNull();
  expect(pulse.columns.slice(columnOf(-9000), columnOf(3900)).every((column) => column !== null)).toBe(true);
  expect(event.waves).toHaveLength(4);
});

test("an alarm tells when it began and ended, and who acknowledged it; its waves are saved as they are stored", async () => {
  const page = await bench.open("review/1");
  await page.getByTestId("waves-csv").waitFor(PATIENCE);
  expect(await page.locator("[data-testid=event-detail] h2").textContent()).toBe("** PR 138>120");
  expect(await text(page, "acknowledged")).toMatch(/^acknowledged by nurse Ada, \d\d-\d\d \d\d:\d\d:\d\d$/);
  const [download] = await Promise.all([
    page.waitForEvent("download", PATIENCE),
    page.getByTestId("waves-csv").click(),
  ]);
  const rows = parse(readFileSync(await download.path()), { columns: true }) as Record<string, string>[];
  const [event] = madeEvents("1", bench.endMs);
  const stored = event.waves.flatMap(({ wave, tMs, stepMs, samples }) =>
    samples.map((sample, k) => [new Date(tMs + k * stepMs).toISOString(), wave, sample] as const),
  );
  expect(rows.map(({ time, wave, value }) => [time, wave, value === "" ? null : Number(value)])).toEqual(stored);
  expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(["investigational, not for clinical use"]));
});

test("what others ordered stands between the alarms, technical alarms only where they are asked for", async () => {
  const page = await bench.open("review/1");
  await page.getByTestId("review-alarm").first().waitFor(PATIENCE);
  expect(await page.getByTestId("review-alarm").count()).toBe(1);
  const list = await text(page, "review-events");
  for (const order of ["patient confirmed", "monitoring goes on", "privacy", "admitted"]) expect(list).toContain(order);
  await page.locator(".technical-choice input").check();
  await vi.waitFor(async () => expect(await page.getByTestId("review-alarm").count()).toBe(2), PATIENCE);
  await page.getByTestId("review-alarm").first().click();
  await vi.waitFor(
    async () => expect(await page.getByTestId("event-detail").getAttribute("data-event")).toBe("1-8"),
    PATIENCE,
  );
  expect(await page.getByTestId("event-detail").textContent()).toContain("no wave was kept for this event");
});

test("an event of another bed is not told, whoever knows its name", async () => {
  const ask = (bed: string) => fetch(`http://127.0.0.1:${bench.server.port}/api/beds/${bed}/events/1-7`);
  expect((await ask("1")).status).toBe(200);
  expect((await ask("2")).status).toBe(404);
});

test("nothing from before the last discharge is told", async () => {
  const dischargeMs = bench.endMs - (PAST.admitMin + 60) * 60_000;
  const entry = (tMs: number, id: string) => ({
    kind: "alarm",
    bed: "1",
    tMs,
    id,
    by: null,
    record: {
      phase: "start",
      alarm: "pulse-low",
      group: "physiological",
      priority: "high",
      inactivation: "enabled",
      text: "*** PR 35<50",
    },
  });
  // A row that lies before the discharge in the log is of another patient; this one lies behind it, whatever its clock said.
  await bench.history.append([entry(dischargeMs + 1000, "1-9")]);
  const answer = await fetch(
    `http://127.0.0.1:${bench.server.port}/api/beds/1/events?from=${dischargeMs - 1000}&to=${bench.endMs}`,
  );
  const { events } = (await answer.json()) as { events: { kind: string; id: string | null }[] };
  expect(events.at(-1)).toMatchObject({ kind: "discharge" });
  expect(events.map(({ id }) => id)).toContain("1-9");
});
