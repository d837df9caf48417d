import { expect, test, vi } from "vitest";

import type { PictureHint, PictureMessage } from "../../src/wire/picture.ts";
import { liveScene, type Scene, silentScene } from "../stream/synthetic-bed.ts";

import { MonitorBench, PATIENCE, text } from "./monitor-bench.ts";

const bench = new MonitorBench();

const LAMP: PictureHint = {
  code: "lamp-flicker",
  numbers: { mainsHz: 50, aliasPerMin: 72, frameRateHz: 24.7 },
  text: "The lamp flickers at the camera's rate (72 /min at 24.7 frames a second): set 50 Hz anti-flicker, or an exposure of 10 or 20 ms.",
};
const DARK: PictureHint = { code: "too-dark", numbers: { level: 12 }, text: "The picture is too dark." };

function picture(bed: string, tMs: number, hints: PictureHint[]): PictureMessage {
  return {
    kind: "picture",
    bed,
    tMs,
    frameRateHz: 24.7,
    missingShare: 0,
    jitterMs: 0,
    latencyMs: null,
    level: 110,
    darkShare: 0,
    brightShare: 0,
    blurPx: 1,
    bitRateKbps: null,
    keyframeEveryFrames: null,
    keyframeJump: null,
    frozenShare: 0.3,
    lamp: null,
    exposure: null,
    hints,
  };
}

const withHints =
  (scene: Scene, hints: PictureHint[]): Scene =>
  (bed, tMs, spanMs) => [...scene(bed, tMs, spanMs), picture(bed, tMs, hints)];

test("the first hint stands in a row of its own, and goes with its cause", async () => {
  const page = await bench.openOn(liveScene(72.4));
  await bench.becomes(page, "live");
  const hint = page.getByTestId("picture-hint");
  expect(await hint.count()).toBe(0);
  bench.station.play("1", withHints(silentScene("lamp-flicker"), [LAMP, DARK]));
  await vi.waitFor(async () => expect(await hint.count()).toBe(1), PATIENCE);
  expect(await text(page, "picture-hint")).toBe(LAMP.text);
  await vi.waitFor(async () => expect(await text(page, "pulse-reason")).toBe("lamp flickers"), PATIENCE);
  const line = await hint.boundingBox();
  const side = await page.locator(".bed-side").boundingBox();
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  expect(line?.y ?? 0).toBeGreaterThanOrEqual((side?.y ?? 0) + (side?.height ?? 0));
  expect((line?.y ?? 0) + (line?.height ?? 0)).toBeLessThanOrEqual(height);
  expect(await hint.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true);
  expect(line?.width ?? 0).toBeLessThanOrEqual(width);
  bench.station.play("1", withHints(liveScene(72.4), []));
  await vi.waitFor(async () => expect(await hint.count()).toBe(0), PATIENCE);
});
