import { describe, expect, test } from "vitest";

import type { TissueMotion } from "../../src/base/tissue-motion.ts";
import { planTissueMotion } from "../../src/regions/tissue-motion.ts";

import { madeFrame, RGB, YUV } from "./made-frames.ts";
import { type TextureShot, textureFrame } from "./moving-texture.ts";

const WIDTH = 640;
const HEIGHT = 480;

interface Seen {
  readonly tMs: number;
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly quality: Float32Array;
  readonly motion: TissueMotion;
}

/** Measures shots; copies, since a measurement is overwritten by the next. */
function measureAll(shots: readonly TextureShot[], widthPx = WIDTH, heightPx = HEIGHT): Seen[] {
  const meter = planTissueMotion();
  const seen: Seen[] = [];
  for (const shot of shots) {
    const motion = meter.measure(textureFrame(widthPx, heightPx, shot));
    if (!motion) continue;
    const { tMs, xPx, yPx, qualityX, qualityY } = motion;
    const quality = qualityX.map((q, i) => Math.min(q, qualityY[i]));
    seen.push({ tMs, x: xPx.slice(), y: yPx.slice(), quality, motion });
  }
  return seen;
}

/** Root mean square over the cells of what `values` are off `truth`. */
function errorPx(values: Float32Array, truth: number): number {
  return Math.sqrt(values.reduce((sum, v) => sum + (v - truth) ** 2, 0) / values.length);
}

const mean = (values: Float32Array) => values.reduce((sum, v) => sum + v, 0) / values.length;

describe("motion of tissue", () => {
  test.each([0.3, 1, 3])("follows a breath of %f px to 0.02 px in the mean of the cells, in noise", (amplitude) => {
    const down = (tMs: number) => amplitude * Math.sin((2 * Math.PI * tMs) / 3000);
    const shots = Array.from({ length: 31 }, (_, i) => ({
      tMs: 100 * i,
      y: down(100 * i),
      x: 0.2 * down(100 * i),
      noise: 2,
      seed: i + 1,
    }));
    const seen = measureAll(shots);
    expect(seen).toHaveLength(31);
    for (const { tMs, x, y, quality } of seen.slice(1)) {
      expect(Math.abs(mean(y) - down(tMs))).toBeLessThan(0.02);
      expect(Math.abs(mean(x) - 0.2 * down(tMs))).toBeLessThan(0.02);
      expect(errorPx(y, down(tMs))).toBeLessThan(0.12);
      expect(Math.min(...quality)).toBeGreaterThan(0);
    }
  });

  test("promises an error near the one that it makes", () => {
    const seen = measureAll(Array.from({ length: 30 }, (_, i) => ({ tMs: 100 * i, noise: 3, seed: 7 * i + 1 })));
    const last = seen.slice(-10);
    const made = Math.sqrt(last.reduce((sum, { y }) => sum + errorPx(y, 0) ** 2, 0) / last.length);
    const promised = 1 / mean(last[9].motion.qualityY);
    expect(made / promised).toBeGreaterThan(0.5);
    expect(made / promised).toBeLessThan(2);
  });

  test("does not take light for motion", () => {
    const shots = Array.from({ length: 21 }, (_, i) => ({
      tMs: 100 * i,
      gain: 1 + 0.25 * Math.sin(i / 2),
      offset: 10 * Math.cos(i / 3),
    }));
    for (const { x, y } of measureAll(shots).slice(1)) {
      expect(errorPx(x, 0)).toBeLessThan(0.01);
      expect(errorPx(y, 0)).toBeLessThan(0.01);
    }
  });

  test("does not walk while its references are renewed", () => {
    const shots = Array.from({ length: 280 }, (_, i) => ({
      tMs: 100 * i,
      x: 0.7 * Math.sin(i / 5),
      noise: 1,
      seed: i,
    }));
    const last = measureAll(shots, 320, 240)[279];
    // One or two renewals a cell, each with the error of a measurement: a walk of 280 steps would be off by 17 times one.
    expect(errorPx(last.x, 0.7 * Math.sin(279 / 5)) * mean(last.motion.qualityX)).toBeLessThan(5);
    expect(Math.abs(mean(last.y))).toBeLessThan(0.01);
  });

  test("follows what moves on by more than a cell", () => {
    const shots = Array.from({ length: 41 }, (_, i) => ({ tMs: 100 * i, x: 1.5 * i }));
    const { x, quality } = measureAll(shots)[40];
    const inside = Array.from(x).filter((_, i) => quality[i] > 0);
    expect(inside.length).toBeGreaterThan(200);
    expect(Math.abs(inside.sort((a, b) => a - b)[inside.length >> 1] - 60)).toBeLessThan(0.5);
  });

  test("measures ten times a second of the frames' own time, whatever their rate", () => {
    const times = (fps: number) =>
      measureAll(
        Array.from({ length: 2 * fps }, (_, i) => ({ tMs: (1000 * i) / fps })),
        160,
        120,
      ).map(({ tMs }) => Math.round(tMs));
    expect(times(30)).toEqual(Array.from({ length: 20 }, (_, i) => 100 * i));
    expect(times(25)).toHaveLength(20);
    expect(times(5)).toHaveLength(10);
  });

  test("says that it knows nothing of an even wall, and after a gap", () => {
    const wall = measureAll([
      { tMs: 0, coveredFrom: 0 },
      { tMs: 100, coveredFrom: 0 },
    ]);
    expect(Math.max(...wall[1].quality)).toBe(0);
    const [first, second, late, after] = measureAll([{ tMs: 0 }, { tMs: 100 }, { tMs: 1300 }, { tMs: 1400 }]);
    expect(Math.max(...first.quality)).toBe(0);
    expect(Math.min(...second.quality)).toBeGreaterThan(0);
    expect(Math.max(...late.quality)).toBe(0);
    expect(Math.min(...after.quality)).toBeGreaterThan(0);
  });

  test("loses the cells that something covers, and only those", () => {
    const shots = Array.from({ length: 12 }, (_, i) => ({
      tMs: 100 * i,
      noise: 1,
      seed: i,
      coveredFrom: i < 10 ? WIDTH : 320,
    }));
    const { quality, motion } = measureAll(shots)[10];
    const kept = (from: number, to: number) =>
      Array.from(quality).filter((q, i) => i % motion.columns >= from && i % motion.columns < to && q > 0).length;
    expect(kept(0, 9)).toBe(9 * motion.rows);
    expect(kept(10, motion.columns)).toBe(0);
  });

  test("reads planar, semi-planar and packed layouts alike", () => {
    const picture = (shift: number) => (_: number, x: number, y: number) =>
      Math.round(120 + 40 * Math.sin((x - shift) / 6) * Math.sin(y / 5) + 30 * Math.cos((x - shift + y) / 9));
    const results = (["planar420", "nv12", "packed3", "packed4"] as const).map((layout) => {
      const meter = planTissueMotion();
      const colour = layout === "packed3" || layout === "packed4" ? RGB : YUV;
      meter.measure(madeFrame(picture(0), 320, 240, layout, colour));
      const motion = meter.measure({ ...madeFrame(picture(2), 320, 240, layout, colour), tMs: 100 });
      return Array.from(motion?.xPx ?? []);
    });
    const middle = results[0].slice().sort((a, b) => a - b)[results[0].length >> 1];
    expect(middle).toBeCloseTo(2, 1);
    for (const result of results) expect(result).toEqual(results[0]);
  });
});
