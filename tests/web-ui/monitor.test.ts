import { expect, test, vi } from "vitest";

import { heldScene, liveScene, silentScene, status } from "../stream/synthetic-bed.ts";

import { digitHeight, readWave } from "./browser.ts";
import { BED, MonitorBench, PATIENCE, style, text } from "./monitor-bench.ts";

const bench = new MonitorBench();

test("a live rate is shown as it was sent, with its wave, its evidence and the station's clock", async () => {
  const page = await bench.openOn(liveScene(72.4));
  await bench.becomes(page, "live");
  expect(await text(page, "pulse-rate")).toBe("72");
  expect(await page.getByTestId("pulse-confidence").getAttribute("data-steps")).toBe("5");
  expect(await text(page, "pulse-phrase")).toBe("steady: forehead + cheeks");
  expect(await page.getByTestId("outline").locator("polygon").count()).toBe(8);
  expect(await text(page, "gain-mark")).toBe("2 ‰");
  expect(await text(page, "link")).toBe("link ok");
  expect(await text(page, "clock")).toMatch(/^\d\d:\d\d:\d\d$/);
  expect(await text(page, "investigational")).toBe("investigational, not for clinical use");
  expect(await page.getByTestId("demo-mark").count()).toBe(0);
  await vi.waitFor(async () => expect((await readWave(page)).coloured).toBeGreaterThan(1000), PATIENCE);
});

test("the wave sweeps: it fills the panel's height, leaves one gap, and is somewhere else a moment later", async () => {
  const page = await bench.openOn(liveScene(72.4));
  await vi.waitFor(async () => expect((await readWave(page)).coloured).toBeGreaterThan(1000), PATIENCE);
  const drawn = await readWave(page);
  expect(drawn.spread).toBeGreaterThan(0.4);
  expect(drawn.changes).toBeLessThanOrEqual(4);
  const canvas = page.getByTestId("wave");
  const before = await canvas.screenshot();
  await vi.waitFor(async () => expect((await canvas.screenshot()).equals(before)).toBe(false), PATIENCE);
});

test("numerals are at least 130 px high at 1280x720 and keep their place when a digit more is needed", async () => {
  const page = await bench.openOn(liveScene(72.4));
  await bench.becomes(page, "live");
  expect(await digitHeight(page)).toBeGreaterThanOrEqual(130);
  const boxes = async () => [
    await page.getByTestId("pulse-rate").locator("span").last().boundingBox(),
    await page.getByTestId("pulse-confidence").boundingBox(),
    await page.getByTestId("respiration-rate").locator("span").last().boundingBox(),
    await page.getByTestId("wave").boundingBox(),
  ];
  const before = await boxes();
  bench.station.play("1", liveScene(118));
  await vi.waitFor(async () => expect(await text(page, "pulse-rate")).toBe("118"), PATIENCE);
  expect(await boxes()).toEqual(before);
});

test("a held rate is outlined, says for how long, and says why", async () => {
  const page = await bench.openOn(liveScene(72.4));
  await bench.becomes(page, "live");
  bench.station.play("1", heldScene(72.4, "motion"));
  await bench.becomes(page, "held");
  expect(await text(page, "pulse-rate")).toBe("72");
  expect(await text(page, "pulse-state")).toMatch(/held \d+ s/);
  expect(await text(page, "pulse-reason")).toBe("patient moves");
  expect(await style(page, "[data-testid=pulse-rate]", "color")).toBe("rgba(0, 0, 0, 0)");
});

test.each([
  ["no-face", "cannot see the face"],
  ["low-light", "too dark"],
  ["not-measurable", "pulse not measurable"],
] as const)(
  "without a rate for %s there are dashes, the reason in words, and a dashed flat line",
  async (reason, words) => {
    const page = await bench.openOn(silentScene(reason));
    await bench.becomes(page, "none");
    await vi.waitFor(async () => expect(await text(page, "pulse-reason")).toBe(words), PATIENCE);
    expect(await text(page, "pulse-rate")).toBe("- - -");
    expect(await text(page, "wave-reason")).toBe(words);
    expect(await text(page, "alarms-technical")).toContain(words);
    await vi.waitFor(async () => expect((await readWave(page)).columns).toBeGreaterThan(100), PATIENCE);
    const drawn = await readWave(page);
    expect(drawn.coloured).toBe(0);
    expect(drawn.spread).toBeLessThan(0.03);
    expect(drawn.changes).toBeGreaterThan(40);
    await page.getByTestId("evidence-toggle").click();
    expect(await page.getByTestId("spectrum-peak").count()).toBe(0);
  },
);

test("DEMO lies across every number of a demonstration bed", async () => {
  bench.station.server.hub.setBeds([{ ...BED, demo: true }]);
  const page = await bench.openOn(liveScene(72.4));
  await bench.becomes(page, "live");
  await page.getByTestId("evidence-toggle").click();
  expect(await text(page, "demo-word")).toBe("DEMO");
  const evidence = ["spectrum", "figures", "checks", "breath-plot", "witnesses", "respiration-checks", "variability"];
  for (const panel of [
    ".sign-pulse.rate-numeric",
    ".sign-respiration.rate-numeric",
    ...evidence.map((id) => `[data-testid=${id}]`),
  ]) {
    expect(await page.locator(`${panel} [data-testid=demo-mark]`).textContent(), panel).toContain("DEMO");
  }
  expect(await text(page, "pulse-rate")).toBe("72");
});

test("the second depth of the evidence is one touch away", async () => {
  const page = await bench.openOn(liveScene(72.4));
  await bench.becomes(page, "live");
  expect(await page.getByTestId("checks").count()).toBe(0);
  await page.getByTestId("evidence-toggle").click();
  expect(await text(page, "checks")).toMatch(/peak share\s*0\.81/);
  expect(await page.getByTestId("spectrum-peak").getAttribute("data-rate")).toBe("72.4");
  expect(await text(page, "methods")).toMatch(/POS\s*72\.4\s*CHROM\s*72\.1/);
});

test("a bed that falls silent turns grey, counts the seconds, and loses its number in the end", async () => {
  const page = await bench.openOn(liveScene(72.4));
  await bench.becomes(page, "live");
  bench.station.play("1", null);
  await vi.waitFor(async () => expect(await text(page, "stalled")).toBe("no data for 2 s"), PATIENCE);
  expect(await page.getByTestId("pulse-state").getAttribute("data-state")).toBe("held");
  expect(await style(page, ".wave-panel", "filter")).toContain("grayscale(1)");
  await vi.waitFor(async () => expect(await text(page, "stalled")).toBe("no data for 4 s"), PATIENCE);
  await vi.waitFor(async () => expect(await text(page, "pulse-rate")).toBe("- - -"), PATIENCE);
  await vi.waitFor(async () => expect((await readWave(page)).coloured).toBe(0), PATIENCE);
  bench.station.play("1", liveScene(72.4));
  await bench.becomes(page, "live");
  expect(await page.getByTestId("stalled").count()).toBe(0);
});

test("a page that is opened on a silent bed does not take the past for life", async () => {
  const page = await bench.openOn(liveScene(72.4));
  await bench.becomes(page, "live");
  bench.station.play("1", null);
  await vi.waitFor(async () => expect(await text(page, "stalled")).toBe("no data for 3 s"), PATIENCE);
  await page.reload();
  await page.getByTestId("pulse-state").waitFor();
  expect(await page.getByTestId("pulse-state").getAttribute("data-state")).not.toBe("live");
  expect(await text(page, "stalled")).toMatch(/no data for [3-9] s/);
});

test("a lost link is said, greys the bed, and heals by itself", async () => {
  const page = await bench.openOn(liveScene(72.4));
  await bench.becomes(page, "live");
  await bench.loseStation();
  await vi.waitFor(async () => expect(await text(page, "link")).toContain("link lost"), PATIENCE);
  expect(await text(page, "alarms-technical")).toContain("LINK TO STATION LOST");
  await page.getByTestId("stalled").waitFor();
  await bench.restartStation();
  bench.station.tellPast("1", liveScene(91), 12_000);
  await vi.waitFor(async () => expect(await text(page, "pulse-rate")).toBe("91"), PATIENCE);
  expect(await text(page, "link")).toBe("link ok");
  expect(await page.getByTestId("stalled").count()).toBe(0);
});

test("preparation shows how far it is until the first value stands", async () => {
  bench.station.server.hub.publish(status("1", "preparing", "rendering the demonstration patient", 0.42));
  const page = await bench.open();
  expect(await text(page, "progress")).toMatch(/rendering the demonstration patient\s*42 %/);
  bench.station.server.hub.publish(status("1", "preparing", "loading the face model", 0.9));
  await vi.waitFor(async () => expect(await text(page, "progress")).toMatch(/loading the face model\s*90 %/), PATIENCE);
  bench.station.server.hub.publish(status("1", "running", "running"));
  bench.station.play("1", liveScene(64));
  await bench.becomes(page, "live");
  expect(await page.getByTestId("progress").count()).toBe(0);
  expect(await text(page, "pulse-rate")).toBe("64");
});

test("of several beds each has a tile, and a touch brings it to the bedside view", async () => {
  bench.station.server.hub.setBeds([BED, { bed: "2", label: "Bed 2", demo: false }]);
  bench.station.server.hub.publish(status("2", "running", "running"));
  bench.station.tellPast("2", liveScene(101), 12_000);
  const page = await bench.openOn(liveScene(72.4));
  await vi.waitFor(async () => expect(await page.getByTestId("bed-tile").count()).toBe(2), PATIENCE);
  expect(await text(page, "pulse-rate")).toBe("72");
  await page.locator("[data-bed='2']").click();
  await vi.waitFor(async () => expect(await text(page, "pulse-rate")).toBe("101"), PATIENCE);
  expect(await text(page, "bed-label")).toBe("Bed 2");
});
