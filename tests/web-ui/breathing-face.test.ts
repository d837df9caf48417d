import type { Page } from "playwright-core";
import { expect, test, vi } from "vitest";

import { heldScene, liveScene, noBreathScene, silentScene, status } from "../stream/synthetic-bed.ts";

import { readWave } from "./browser.ts";
import { BED, MonitorBench, PATIENCE, style, text } from "./monitor-bench.ts";

const bench = new MonitorBench();

/** Names of the visible elements that say more than their place lets be read. */
function cutOff(page: Page, selector: string): Promise<string[]> {
  return page.evaluate<string[]>(`[...document.querySelectorAll("${selector}")]
    .filter((one) => one.clientWidth > 0 && one.scrollWidth > one.clientWidth + 1)
    .map((one) => one.className + ": " + one.textContent)`);
}

test("a live breathing rate stands beside its wave, says on what it rests, and that it is no airflow", async () => {
  const page = await bench.openOn(liveScene(72.4));
  await bench.becomes(page, "live", "respiration");
  expect(await text(page, "respiration-rate")).toBe("15");
  expect(await page.getByTestId("respiration-confidence").getAttribute("data-steps")).toBe("4");
  expect(await text(page, "respiration-phrase")).toBe("chest and head agree");
  expect(await page.locator(".rate-numeric.sign-respiration").textContent()).toContain("chest movement, not airflow");
  expect(await text(page, "respiration-wave-panel")).toContain("6.25 mm/s");
  expect(await text(page, "respiration-gain-mark")).toBe("20 ‰");
  await vi.waitFor(async () => {
    const drawn = await readWave(page, "respiration-wave");
    expect(drawn.coloured).toBeGreaterThan(300);
    expect(drawn.spread).toBeGreaterThan(0.4);
  }, PATIENCE);
});

test("a late page is told the breaths of before: its wave reaches back further than it is old", async () => {
  bench.station.tellPast("1", liveScene(72.4), 60_000);
  const page = await bench.open();
  await bench.becomes(page, "live", "respiration");
  await vi.waitFor(async () => {
    // 850 px of canvas at 23.6 px/s are 36 s; the page is at most 15 s old.
    const drawn = await readWave(page, "respiration-wave");
    expect(drawn.columns).toBeGreaterThan(600);
  }, PATIENCE);
});

test("a held breathing rate is outlined, says for how long, and says why", async () => {
  const page = await bench.openOn(liveScene(72.4));
  await bench.becomes(page, "live", "respiration");
  bench.station.play("1", heldScene(72.4, "motion"));
  await bench.becomes(page, "held", "respiration");
  expect(await text(page, "respiration-rate")).toBe("15");
  expect(await text(page, "respiration-state")).toMatch(/held \d+ s/);
  expect(await text(page, "respiration-reason")).toBe("patient moves");
  expect(await style(page, "[data-testid=respiration-rate]", "color")).toBe("rgba(0, 0, 0, 0)");
});

test("no breath counts its seconds beside dashes and a dashed flat line, and leaves the pulse alone", async () => {
  const page = await bench.openOn(noBreathScene(72.4, 20));
  await bench.becomes(page, "none", "respiration");
  await vi.waitFor(
    async () => expect(await text(page, "respiration-reason")).toMatch(/^no breath for 3\d s$/),
    PATIENCE,
  );
  expect(await text(page, "respiration-rate")).toBe("- - -");
  expect(await text(page, "respiration-wave-reason")).toMatch(/^no breath for 3\d s$/);
  await vi.waitFor(
    async () => expect((await readWave(page, "respiration-wave")).columns).toBeGreaterThan(50),
    PATIENCE,
  );
  const drawn = await readWave(page, "respiration-wave");
  expect(drawn.coloured).toBe(0);
  expect(drawn.spread).toBeLessThan(0.05);
  expect(await text(page, "pulse-rate")).toBe("72");
  const before = await text(page, "respiration-reason");
  await vi.waitFor(async () => expect(await text(page, "respiration-reason")).not.toBe(before), PATIENCE);
});

test("a patient who is not seen has no breath counted against her, and no movement", async () => {
  const page = await bench.openOn(silentScene("no-face"));
  await bench.becomes(page, "none", "respiration");
  await vi.waitFor(async () => expect(await text(page, "respiration-reason")).toBe("cannot see the patient"), PATIENCE);
  for (const row of ["eyes", "brow", "mouth", "activity", "grimace", "balance"]) {
    expect(await text(page, `movement-${row}`)).toMatch(/not seen$/);
  }
  expect(await text(page, "blinks")).toBe("blinks- - -/min");
  expect(await text(page, "outline")).toContain("no face in view");
});

test("the movement strip shows degrees, blinks and what the face last did", async () => {
  bench.station.tellPast("1", liveScene(72.4), 110_000);
  const page = await bench.open();
  await bench.becomes(page, "live");
  expect(await text(page, "blinks")).toBe("blinks15/min");
  expect(await text(page, "eyes-closed")).toBe("eyes closed5 %");
  expect(await text(page, "movement-balance")).toMatch(/left 3 %$/);
  expect(await text(page, "movement-event")).toMatch(/^grimace ended 0:0\d ago$/);
  const grimace = page.getByTestId("movement-grimace").locator("canvas");
  const before = await grimace.screenshot();
  await vi.waitFor(async () => expect((await grimace.screenshot()).equals(before)).toBe(false), PATIENCE);
});

test("the evidence shows what each witness of breathing reads, the candidates, the breaths, and where they were seen", async () => {
  bench.station.tellPast("1", liveScene(72.4), 40_000);
  const page = await bench.open();
  await bench.becomes(page, "live", "respiration");
  const numeral = await page.getByTestId("pulse-rate").boundingBox();
  await page.getByTestId("evidence-toggle").click();
  expect(await text(page, "witnesses")).toMatch(/chest15\.3head14\.8skin colour24\.2pulse height- - -/);
  expect(await page.getByTestId("breath-candidate").first().getAttribute("data-chosen")).toBe("true");
  expect(await page.getByTestId("breath-candidate").last().getAttribute("data-chosen")).toBe("false");
  expect(await page.getByTestId("breath-mark").count()).toBe(7);
  expect(await text(page, "breath-window")).toBe("last 8 s");
  expect(await page.locator(".breath-place").count()).toBe(2);
  expect(await text(page, "respiration-checks")).toMatch(/breath share\s*0\.72/);
  expect(await page.getByTestId("pulse-rate").boundingBox()).toEqual(numeral);
});

test.each([
  ["a bedside screen", { width: 1280, height: 720 }],
  ["a large screen", { width: 1920, height: 1080 }],
  ["a phone", { width: 390, height: 844 }],
  ["a phone on its side", { width: 844, height: 390 }],
])("%s holds everything without scrolling, and no reason is cut off", async (_name, size) => {
  const page = await bench.openOn(silentScene("pulse-lost"), size);
  await bench.becomes(page, "none");
  const extent = await page.evaluate<number[]>(
    "[document.scrollingElement.scrollWidth, document.scrollingElement.scrollHeight]",
  );
  expect(extent).toEqual([size.width, size.height]);
  const boxes = await Promise.all(
    ["pulse-reason", "respiration-reason", "pulse-rate", "respiration-rate", "investigational"].map(async (id) => ({
      id,
      ...(await page.getByTestId(id).boundingBox()),
    })),
  );
  for (const { id, x = -1, y = -1, width = 0, height = 0 } of boxes) {
    expect(width, id).toBeGreaterThan(0);
    expect(Math.min(x, y), id).toBeGreaterThanOrEqual(0);
    expect(x + width, id).toBeLessThanOrEqual(size.width);
    expect(y + height, id).toBeLessThanOrEqual(size.height);
  }
  expect(await cutOff(page, ".rate-reason, .rate-note, .investigational, .technical, .bed-view")).toEqual([]);
  bench.station.play("1", liveScene(118));
  await bench.becomes(page, "live");
  expect(await cutOff(page, ".rate-note, .rate-state, .numeral, .bed-view")).toEqual([]);
});

test("a tile tells both rates, and says no breath before anything else", async () => {
  bench.station.server.hub.setBeds([BED, { bed: "2", label: "Bed 2", demo: false }]);
  bench.station.server.hub.publish(status("2", "running", "running"));
  bench.station.tellPast("2", noBreathScene(101, 20), 12_000);
  const page = await bench.openOn(liveScene(72.4));
  const tile = (bed: string) => page.locator(`.bed-tile[data-bed='${bed}']`);
  await vi.waitFor(async () => expect(await tile("2").textContent()).toMatch(/no breath for \d+ s/), PATIENCE);
  expect(await tile("2").getByTestId("tile-pulse").textContent()).toBe("101");
  expect(await tile("2").getByTestId("tile-respiration").textContent()).toBe("- - -");
  expect(await tile("1").getByTestId("tile-respiration").textContent()).toBe("15");
});
