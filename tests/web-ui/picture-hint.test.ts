import { expect, test, vi } from "vitest";

import { liveScene, silentScene } from "../stream/synthetic-bed.ts";

import { MonitorBench, PATIENCE, text } from "./monitor-bench.ts";
import { DARK, LAMP, withHints } from "./synthetic-notices.ts";

const bench = new MonitorBench();

test("the first hint stands below the waves, whole, and goes with its cause", async () => {
  const page = await bench.openOn(liveScene(72.4));
  await bench.becomes(page, "live");
  const hint = page.getByTestId("picture-hint");
  expect(await hint.count()).toBe(0);
  bench.station.play("1", withHints(silentScene("lamp-flicker"), [LAMP, DARK]));
  await vi.waitFor(async () => expect(await hint.count()).toBe(1), PATIENCE);
  expect(await text(page, "picture-hint")).toBe(LAMP.text);
  await vi.waitFor(async () => expect(await text(page, "pulse-reason")).toBe("lamp flickers"), PATIENCE);
  const line = await hint.boundingBox();
  const waves = await page.locator(".bed-waves").boundingBox();
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  expect(line?.y ?? 0).toBeGreaterThanOrEqual((waves?.y ?? 0) + (waves?.height ?? 0));
  expect((line?.y ?? 0) + (line?.height ?? 0)).toBeLessThanOrEqual(height);
  expect(await hint.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true);
  expect(line?.width ?? 0).toBeLessThanOrEqual(width);
  bench.station.play("1", withHints(liveScene(72.4), []));
  await vi.waitFor(async () => expect(await hint.count()).toBe(0), PATIENCE);
});
