import { expect, test, vi } from "vitest";

import { type Scene, silentScene, status, vitals, wave } from "../stream/synthetic-bed.ts";

import { readWave } from "./browser.ts";
import { MonitorBench, PATIENCE, text } from "./monitor-bench.ts";
import { listOf, RACING } from "./synthetic-notices.ts";

const bench = new MonitorBench();

/** A bed that tells each second at once: 64 of them are many messages otherwise, and the ward is what is tried here. */
const onceASecond =
  (rateBpm: number): Scene =>
  (bed, tMs) =>
    tMs % 1000 === 0
      ? [
          wave(bed, tMs, 1000, rateBpm),
          vitals(
            bed,
            tMs,
            { rateBpm, confidence: 0.96, sqi: 0.9, snrDb: 6 },
            { rateBrpm: 15, confidence: 0.9, sqi: 0.8 },
          ),
        ]
      : [];

/** So many beds that live, all at once. */
function fill(count: number): void {
  const { hub } = bench.station.server;
  const names = Array.from({ length: count }, (_, i) => String(i + 1));
  hub.setBeds(names.map((bed) => ({ bed, label: `Bed ${bed}`, demo: false })));
  for (const bed of names) {
    hub.publish(status(bed, "running", "running"));
    hub.publish(listOf(bed));
    bench.station.tellPast(bed, onceASecond(60 + Number(bed)), 3000);
  }
}

test.each([
  ["a bedside screen", { width: 1280, height: 720 }],
  ["a large screen", { width: 1920, height: 1080 }],
  ["a phone", { width: 390, height: 844 }],
])(
  "on %s 64 tiles of equal size hold every bed's rates, and one touch leads to a bed",
  async (_name, size) => {
    fill(64);
    const page = await bench.open(size);
    await page.getByTestId("view-ward").click();
    const tiles = page.getByTestId("ward-tile");
    await vi.waitFor(async () => expect(await tiles.count()).toBe(64), PATIENCE);
    const last = tiles.last();
    await vi.waitFor(async () => expect(await last.getByTestId("ward-pulse").textContent()).toBe("124"), PATIENCE);
    const sizes = await page.evaluate<
      string[]
    >(`[...new Set([...document.querySelectorAll(".ward-tile")].map((tile) => {
    const { width, height } = tile.getBoundingClientRect();
    return Math.round(width) + "x" + Math.round(height);
  }))]`);
    expect(sizes.length).toBe(1);
    expect(await page.evaluate("document.scrollingElement.scrollWidth")).toBe(size.width);
    await last.click();
    await vi.waitFor(async () => expect(await text(page, "bed-label")).toBe("Bed 64"), PATIENCE);
    expect(await page.evaluate("location.hash")).toBe("#bed/64");
  },
  120_000,
);

test("a bed that alarms keeps its place and takes the alarm's frame and words; it comes first where the reader chose so", async () => {
  fill(8);
  const { hub } = bench.station.server;
  hub.publish(listOf("5", { ...RACING, id: "5-1" }));
  bench.station.play("7", silentScene("low-light"));
  const unwatched = listOf("6");
  hub.publish({ ...unwatched, settings: { ...unwatched.settings, off: [...unwatched.settings.off, "no-breath"] } });
  const page = await bench.open();
  await page.getByTestId("view-ward").click();
  const order = () =>
    page.evaluate<string[]>(`[...document.querySelectorAll(".ward-tile")].map((tile) => tile.dataset.bed)`);
  const tile = (bed: string) => page.locator(`.ward-tile[data-bed='${bed}']`);
  await vi.waitFor(async () => expect(await tile("5").textContent()).toContain("** PR 134>120"), PATIENCE);
  expect(await tile("5").getAttribute("data-priority")).toBe("medium");
  expect(await order()).toEqual(["1", "2", "3", "4", "5", "6", "7", "8"]);
  const bell = page.getByTestId("ward-alarm-off");
  await vi.waitFor(async () => expect(await bell.count()).toBe(1), PATIENCE);
  expect(await tile("6").getByTestId("ward-alarm-off").getAttribute("aria-label")).toBe(
    "ALARM OFF: NO BREATHING MOVEMENT",
  );
  await vi.waitFor(async () => expect(await tile("7").textContent()).toContain("too dark"), PATIENCE);
  await page.getByTestId("ward-order").selectOption({ index: 1 });
  await vi.waitFor(async () => expect((await order())[0]).toBe("5"), PATIENCE);
  await page.reload();
  await vi.waitFor(async () => expect((await order())[0]).toBe("5"), PATIENCE);
  await vi.waitFor(
    async () => expect((await readWave(page, "ward-pulse-wave")).coloured).toBeGreaterThan(50),
    PATIENCE,
  );
});
