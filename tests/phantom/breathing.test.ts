import fc from "fast-check";
import { expect, test } from "vitest";

import { fillingAt, planBreaths } from "../../src/phantom/breathing.ts";
import { COUGH_S, coughAt } from "../../src/phantom/cough.ts";
import type { BreathingScenario } from "../../src/phantom/scenario.ts";

import { scenarioOf } from "./probe.ts";

function breathing(parts: Record<string, unknown>): BreathingScenario {
  const { breathing: read } = scenarioOf({ breathing: parts });
  if (!read) throw new Error("nothing breathes");
  return read;
}

/** Largest filling in [fromS, toS]. */
function deepest(breaths: ReturnType<typeof planBreaths>, fromS: number, toS: number): number {
  let most = 0;
  for (let tS = fromS; tS <= toS; tS += 0.01) most = Math.max(most, fillingAt(breaths, tS));
  return most;
}

test("each breath is as deep as asked at its start", () => {
  const depthPercent = [
    { atS: 0, percent: 100 },
    { atS: 12, percent: 40 },
    { atS: 24, percent: 200 },
  ];
  const breaths = planBreaths(breathing({ brpm: 15, depthPercent }), 40, null);
  expect(deepest(breaths, 4.1, 7.9)).toBeCloseTo(1, 3);
  expect(deepest(breaths, 16.1, 19.9)).toBeCloseTo(0.4, 3);
  expect(deepest(breaths, 28.1, 31.9)).toBeCloseTo(2, 3);
});

test("the chest is full after the share of the breath in which air is drawn in", () => {
  fc.assert(
    fc.property(fc.integer({ min: 15, max: 80 }), fc.integer({ min: 6, max: 40 }), (inhalePercent, brpm) => {
      const breaths = planBreaths(breathing({ inhalePercent, brpm }), 30, null);
      const breath = breaths.find(({ startS }) => startS > 5);
      if (!breath) throw new Error("no breath");
      const fullS = breath.startS + (inhalePercent / 100) * breath.lengthS;
      expect(fillingAt(breaths, fullS)).toBeCloseTo(1, 6);
      expect(fillingAt(breaths, fullS - 0.1)).toBeLessThan(1);
      expect(fillingAt(breaths, fullS + 0.1)).toBeLessThan(1);
    }),
  );
});

test("where breathing stops the chest comes to rest without a jump and stays, until breathing sets in again", () => {
  fc.assert(
    fc.property(fc.double({ min: 10, max: 14, noNaN: true }), fc.integer({ min: 6, max: 35 }), (stopS, brpm) => {
      const steps = [
        { atS: 0, brpm },
        { atS: stopS, brpm: null },
        { atS: 30, brpm },
      ];
      const breaths = planBreaths(breathing({ brpm: steps }), 40, null);
      // A half cosine of height 1 rises by at most pi / 2 over its length; the shorter one takes 0.4 of a breath.
      const steepest = ((Math.PI / 2) * brpm) / 60 / 0.4;
      for (let tS = stopS - 5; tS < 30; tS += 0.01) {
        const change = Math.abs(fillingAt(breaths, tS + 0.01) - fillingAt(breaths, tS));
        expect(change).toBeLessThan(1.01 * steepest * 0.01);
        if (tS > stopS + 60 / brpm) expect(fillingAt(breaths, tS)).toBe(0);
      }
      expect(deepest(breaths, 30, 30 + 60 / brpm)).toBeCloseTo(1, 3);
    }),
    { numRuns: 20 },
  );
});

test("a cough starts and ends at rest, gasps first and then jerks three times", () => {
  const coughsAtS = [2];
  for (const tS of [0, 2, 2 + COUGH_S, 9]) expect(coughAt(coughsAtS, tS)).toEqual({ chest: 0, head: 0 });
  const course = Array.from({ length: 200 }, (_, i) => coughAt(coughsAtS, 2 + (i * COUGH_S) / 200));
  expect(Math.max(...course.slice(0, 63).map(({ chest }) => chest))).toBeGreaterThan(1);
  const jerks = course.filter(
    ({ head }, i) => i > 0 && i < 199 && head > course[i - 1].head && head >= course[i + 1].head,
  );
  expect(jerks).toHaveLength(3);
});
