import fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { Channel } from "../../../src/base/frame.ts";
import { CELL_SIDE, planCellGrid } from "../../../src/dsp/picture-kernel/cell-grid.ts";
import { type CellTracker, MIN_TEXTURE } from "../../../src/dsp/picture-kernel/cell-tracker.ts";
import { runsPictureKernel } from "../../../src/dsp/picture-kernel/picture-module.ts";
import { planSimdTracker } from "../../../src/dsp/picture-kernel/simd-tracker.ts";
import { planTrackerTwin } from "../../../src/dsp/picture-kernel/tracker-twin.ts";
import { planNormal } from "../seeded-noise.ts";

/** What float32 may differ from float64, and one step more or less of a fit that is good: reduced pixels. */
const PLACE_ERROR = 1e-3;
/** Of variances: relative. */
const VARIANCE_ERROR = 1e-4;
/** Of what a fit leaves: relative, and where light changes much a twentieth of the floor, grey levels squared. */
const RESIDUAL_SHARE = 0.02;
const RESIDUAL_ERROR = 1e-3;

type Light = (x: number, y: number) => number;

interface Memory {
  readonly stepBytes: number;
  readonly paddingBytes: number;
  readonly before: number;
  readonly after: number;
}

const PLANE: Memory = { stepBytes: 1, paddingBytes: 0, before: 0, after: 0 };

function channelOf(light: Light, widthPx: number, heightPx: number, memory: Memory): Channel {
  const { stepBytes, paddingBytes, before, after } = memory;
  const strideBytes = widthPx * stepBytes + paddingBytes;
  const data = new Uint8Array(before + strideBytes * heightPx + after).fill(211);
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) data[before + y * strideBytes + x * stepBytes] = light(x, y);
  }
  return { data, offset: before, strideBytes, stepBytes, shiftX: 0, shiftY: 0 };
}

function takeAll(tracker: CellTracker): void {
  for (let cell = 0; cell < tracker.xs.length; cell++) tracker.take(cell);
}

function seekAll({ sought, textures }: CellTracker): void {
  for (let cell = 0; cell < sought.length; cell++) sought[cell] = textures[cell] >= MIN_TEXTURE ? 1 : 0;
}

/** Largest difference over the cells that count, relative to the truth or not. */
function largestError(
  values: Float32Array,
  truth: Float32Array,
  counts: (cell: number) => boolean,
  relative: boolean,
): number {
  let largest = 0;
  for (let i = 0; i < truth.length; i++) {
    if (counts(i)) largest = Math.max(largest, Math.abs(values[i] - truth[i]) / (relative ? Math.abs(truth[i]) : 1));
  }
  return largest;
}

const sizes = fc.record({
  widthPx: fc.integer({ min: 90, max: 2000 }),
  heightPx: fc.integer({ min: 60, max: 200 }),
});

/** A texture of waves that are some cells to some blocks long, moved by a part of a reduced pixel, in noise. */
function texture(blockPx: number, xPx: number, yPx: number, gain: number, noise: number, seed: number): Light {
  const random = planNormal(seed);
  const k = (2 * Math.PI) / blockPx;
  return (x, y) =>
    Math.min(
      255,
      Math.max(
        0,
        gain *
          (110 +
            25 * Math.sin((k * (x - xPx)) / 9 + 1) * Math.cos((k * (y - yPx)) / 11) +
            20 * Math.sin((k * (x - xPx + 2 * (y - yPx))) / 23)) +
          noise * random(),
      ),
    );
}

describe.runIf(runsPictureKernel())("SIMD and its float64 twin agree", () => {
  test("on the appearances of pictures of any size", () => {
    fc.assert(
      fc.property(sizes, fc.integer({ min: 0, max: 40 }), fc.integer(), ({ widthPx, heightPx }, paddingBytes, seed) => {
        const random = planNormal(seed);
        const channel = channelOf(() => 128 + 40 * random(), widthPx, heightPx, { ...PLANE, paddingBytes });
        const grid = planCellGrid(widthPx, heightPx);
        const [simd, twin] = [planSimdTracker(grid), planTrackerTwin(grid)];
        for (const tracker of [simd, twin]) {
          tracker.fill(channel);
          takeAll(tracker);
        }
        expect(largestError(simd.textures, twin.textures, () => true, true)).toBeLessThan(VARIANCE_ERROR);
        expect(largestError(simd.errorsX, twin.errorsX, () => true, true)).toBeLessThan(VARIANCE_ERROR);
        expect(largestError(simd.errorsY, twin.errorsY, () => true, true)).toBeLessThan(VARIANCE_ERROR);
      }),
      { numRuns: 20 },
    );
  });

  test("on where cells stand, how they are lit and what is left, in motion, light and noise", () => {
    const shots = fc.record({
      x: fc.double({ min: -1.2, max: 1.2, noNaN: true }),
      y: fc.double({ min: -1.2, max: 1.2, noNaN: true }),
      gain: fc.double({ min: 0.7, max: 1.4, noNaN: true }),
      noise: fc.double({ min: 0, max: 4, noNaN: true }),
      seed: fc.integer(),
    });
    fc.assert(
      fc.property(sizes, shots, ({ widthPx, heightPx }, { x, y, gain, noise, seed }) => {
        const grid = planCellGrid(widthPx, heightPx);
        const { blockPx } = grid;
        const first = channelOf(texture(blockPx, 0, 0, 1, noise, seed), widthPx, heightPx, PLANE);
        const moved = texture(blockPx, x * blockPx, y * blockPx, gain, noise, seed + 1);
        const second = channelOf(moved, widthPx, heightPx, PLANE);
        const [simd, twin] = [planSimdTracker(grid), planTrackerTwin(grid)];
        for (const tracker of [simd, twin]) {
          tracker.fill(first);
          takeAll(tracker);
          seekAll(tracker);
          tracker.fill(second);
          tracker.find();
        }
        expect(simd.sought).toEqual(twin.sought);
        const isFound = (cell: number) => twin.sought[cell] === 1;
        expect(largestError(simd.xs, twin.xs, isFound, false)).toBeLessThan(PLACE_ERROR);
        expect(largestError(simd.ys, twin.ys, isFound, false)).toBeLessThan(PLACE_ERROR);
        expect(largestError(simd.contrasts, twin.contrasts, isFound, false)).toBeLessThan(PLACE_ERROR);
        for (let i = 0; i < twin.residuals.length; i++) {
          const allowed = RESIDUAL_ERROR + RESIDUAL_SHARE * twin.residuals[i];
          if (isFound(i)) expect(Math.abs(simd.residuals[i] - twin.residuals[i])).toBeLessThan(allowed);
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe.each([
  ["SIMD", planSimdTracker],
  ["the twin", planTrackerTwin],
])("%s", (_, plan) => {
  test("sees the same samples wherever they lie in memory", () => {
    const grid = planCellGrid(320, 240);
    const light = texture(2, 0, 0, 1, 0, 1);
    const texturesOf = (memory: Memory) => {
      const tracker = plan(grid);
      tracker.fill(channelOf(light, 320, 240, memory));
      takeAll(tracker);
      return tracker.textures;
    };
    const alone = texturesOf(PLANE);
    expect(Math.min(...alone)).toBeGreaterThan(MIN_TEXTURE);
    const padded = { ...PLANE, paddingBytes: 64 };
    const amongOthers = { ...PLANE, before: 300_001, after: 90_000 };
    const farApart = { ...PLANE, paddingBytes: 900 };
    for (const memory of [padded, amongOthers, farApart, { ...PLANE, stepBytes: 2 }, { ...PLANE, stepBytes: 4 }]) {
      expect(texturesOf(memory)).toEqual(alone);
    }
  });

  test.each([
    [160, 120],
    [640, 480],
    [800, 600],
    [1280, 720],
  ])("knows the variance of a wave in closed form, at %d x %d", (widthPx, heightPx) => {
    const grid = planCellGrid(widthPx, heightPx);
    const { blockPx, skipPx, taken } = grid;
    // One period a cell, so that its variance is half the square of its height.
    const perPx = (2 * Math.PI) / (CELL_SIDE * blockPx);
    const tracker = plan(grid);
    tracker.fill(channelOf((x) => 128 + 100 * Math.sin(perPx * x), widthPx, heightPx, PLANE));
    takeAll(tracker);
    const half = (perPx * skipPx) / 2;
    const ofMean = Math.sin(taken * half) / (taken * Math.sin(half));
    const ofSmoothing = Math.cos((perPx * blockPx) / 2) ** 2;
    const expected = (100 * ofMean * ofSmoothing) ** 2 / 2;
    for (const value of tracker.textures) expect(Math.abs(value / expected - 1)).toBeLessThan(0.01);
  });

  test("leaves a cell as it was that would leave the picture", () => {
    const tracker = plan(planCellGrid(160, 120));
    tracker.fill(channelOf(texture(1, 0, 0, 1, 0, 1), 160, 120, PLANE));
    takeAll(tracker);
    tracker.sought[0] = 1;
    tracker.xs[0] = -7;
    tracker.ys[0] = 0.5;
    tracker.find();
    expect([tracker.sought[0], tracker.xs[0], tracker.ys[0]]).toEqual([0, -7, 0.5]);
  });

  test("has no cell in a picture that is smaller than one", () => {
    const tracker = plan(planCellGrid(9, 7));
    tracker.fill(channelOf(() => 100, 9, 7, PLANE));
    tracker.find();
    expect(tracker.xs).toHaveLength(0);
  });
});
