import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { planNormal } from "../dsp/seeded-noise.ts";
import { planArrivalSmoother } from "../../src/frame/arrival-smoother.ts";

/** Arrivals of pictures at a rate, some missing, each with its jitter. */
function arrivals(count: number, intervalMs: number, jitterMs: (index: number) => number, missing = new Set<number>()) {
  return Array.from({ length: count }, (_, i) => i)
    .filter((i) => !missing.has(i))
    .map((i) => ({ takenMs: i * intervalMs, arrivalMs: i * intervalMs + jitterMs(i) }));
}

function errorsOf(pictures: readonly { takenMs: number; arrivalMs: number }[]): number[] {
  const smoother = planArrivalSmoother();
  return pictures.map(({ takenMs, arrivalMs }) => smoother.step(arrivalMs) - takenMs);
}

const spread = (values: readonly number[]) => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
};

describe("times of pictures without stamps", () => {
  test("carry less than a fifth of the network's jitter after ten seconds, as a regression over them does", () => {
    const normal = planNormal(7);
    const errors = errorsOf(arrivals(1200, 40, () => 8 * normal()));
    // The end of a line through n points has 2 / sqrt(n) of their scatter.
    expect(spread(errors.slice(300))).toBeLessThan(8 * (2 / Math.sqrt(300)) * 1.5);
    expect(Math.max(...errors.slice(300).map(Math.abs))).toBeLessThan(4);
  });

  test("follow a camera whose rate is not nominal without running away", () => {
    const errors = errorsOf(arrivals(20_000, 41.237, () => 0));
    expect(Math.max(...errors.map(Math.abs))).toBeLessThan(1e-3);
  });

  test("jump by whole intervals where pictures are missing", () => {
    const errors = errorsOf(arrivals(600, 40, () => 0, new Set([300, 301, 400])));
    expect(Math.max(...errors.slice(0, 300).map(Math.abs))).toBeLessThan(1e-6);
    // Three pictures tell that one was missing; until then they are held for late.
    const wrong = errors.filter((error) => Math.abs(error) > 2);
    expect(wrong.length).toBeLessThanOrEqual(2 * 3);
    expect(Math.abs(errors.at(-1) ?? Number.NaN)).toBeLessThan(2);
  });

  test("start anew after a pause, at the time of the first picture", () => {
    const smoother = planArrivalSmoother();
    for (let i = 0; i < 100; i++) smoother.step(40 * i);
    expect(smoother.step(9000)).toBe(9000);
    expect(smoother.step(9040)).toBeCloseTo(9040, 6);
  });

  test("follow a camera that halves or doubles its rate within a second", () => {
    for (const [before, after] of [
      [33.4, 66.8],
      [66.8, 33.4],
    ]) {
      const smoother = planArrivalSmoother();
      for (let i = 0; i < 300; i++) smoother.step(before * i);
      const startMs = before * 300;
      const errors = Array.from({ length: 120 }, (_, i) => smoother.step(startMs + after * i) - startMs - after * i);
      expect(Math.max(...errors.slice(30).map(Math.abs))).toBeLessThan(5);
    }
  });

  test("stay finite and near the arrival whatever comes", () => {
    const waits = fc.array(
      fc.oneof(fc.double({ min: 0, max: 80, noNaN: true }), fc.double({ min: 0, max: 1e5, noNaN: true })),
      {
        maxLength: 300,
      },
    );
    fc.assert(
      fc.property(waits, (steps) => {
        const smoother = planArrivalSmoother();
        let nowMs = 0;
        for (const step of steps) {
          nowMs += step;
          const tMs = smoother.step(nowMs);
          expect(Math.abs(tMs - nowMs)).toBeLessThan(1500);
        }
      }),
    );
  });
});
