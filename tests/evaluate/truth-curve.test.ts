import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { planTruthCurve } from "../../src/evaluate/truth-curve.ts";

import { perSecond, truthOf } from "./made-readings.ts";

describe("the mean truth over a window", () => {
  test("of one number is that number, at any time", () => {
    expect(planTruthCurve(truthOf(53)).over(1e9, 10)).toEqual({ mean: 53, lowest: 53, highest: 53 });
  });

  test("of a ramp of 1 /min a second is its value in the middle of the window", () => {
    const curve = planTruthCurve(truthOf(perSecond(60, (second) => 60 + second)));
    expect(curve.over(30_000, 10)).toEqual({ mean: 85, lowest: 80, highest: 90 });
  });

  test("of means of 10 s without overlap is the one mean that fills it", () => {
    const rate = [5000, 15_000, 25_000].map((tMs, i) => ({ tMs, ratePerMin: 60 + 10 * i }));
    const curve = planTruthCurve(truthOf(rate));
    expect(curve.over(20_000, 10)).toEqual({ mean: 70, lowest: 70, highest: 70 });
    expect(curve.over(25_000, 10)).toEqual({ mean: 75, lowest: 70, highest: 80 });
  });

  test("of means over the reference's own 30 s, judged over 30 s, is the one in the middle", () => {
    const rate = [25_000, 35_000, 45_000].map((tMs, i) => ({ tMs, ratePerMin: 20 + i }));
    const curve = planTruthCurve(truthOf(rate, { windowS: 30 }));
    expect(curve.over(52_000, 30)).toEqual({ mean: 21, lowest: 21, highest: 21 });
  });

  test("of means over 5 s, judged over 10 s, leaves out those that reach beyond the window", () => {
    const curve = planTruthCurve(
      truthOf(
        perSecond(60, (second) => (second < 23 ? 60 : 90)),
        { windowS: 5 },
      ),
    );
    // Centres from 22.5 s to 27.5 s: the step at 22.5 s, half way between two points, is just outside.
    expect(curve.over(30_000, 10)).toEqual({ mean: 90, lowest: 90, highest: 90 });
  });

  test("is unknown where less than half of the window has a rate", () => {
    const curve = planTruthCurve(truthOf(perSecond(20, () => 70)));
    expect(curve.over(23_900, 10)?.mean).toBe(70);
    expect(curve.over(26_000, 10)).toBeNull();
    expect(curve.over(2000, 10)).toBeNull();
  });

  test("does not reach across a hole in the reference", () => {
    const rate = [...perSecond(20, () => 70), ...perSecond(60, () => 90).slice(40)];
    expect(planTruthCurve(truthOf(rate)).over(32_000, 10)).toBeNull();
  });

  test("lies between its extremes, and those between the reference's, whatever the points are", () => {
    const rates = fc.array(fc.double({ min: 20, max: 240, noNaN: true }), { minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(
        rates,
        fc.integer({ min: 0, max: 45_000 }),
        fc.integer({ min: 1, max: 30 }),
        (values, tMs, lengthS) => {
          const span = planTruthCurve(truthOf(perSecond(values.length, (second) => values[second]))).over(tMs, lengthS);
          if (span === null) return;
          expect(span.mean).toBeGreaterThanOrEqual(span.lowest - 1e-9);
          expect(span.mean).toBeLessThanOrEqual(span.highest + 1e-9);
          expect(values).toContain(span.lowest);
          expect(values).toContain(span.highest);
        },
      ),
    );
  });
});

describe("a rate that is none", () => {
  test("is so from the start where it is null, or begins with null", () => {
    expect(planTruthCurve(truthOf(null)).noneSinceMs(0)).toBe(Number.NEGATIVE_INFINITY);
    const late = planTruthCurve(truthOf(perSecond(20, (second) => (second < 10 ? null : 70))));
    expect(late.noneSinceMs(4000)).toBe(Number.NEGATIVE_INFINITY);
    expect(late.noneSinceMs(10_000)).toBeNull();
  });

  test("became so at the first point that says so, and stays so to the last second", () => {
    const curve = planTruthCurve(truthOf(perSecond(50, (second) => (second < 25 ? 79 : null))));
    expect(curve.noneSinceMs(24_900)).toBeNull();
    expect(curve.noneSinceMs(25_000)).toBe(25_000);
    expect(curve.noneSinceMs(50_000)).toBe(25_000);
  });
});
