import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { bestConstant } from "../../src/evaluate/constant-answer.ts";
import { coverageFigures, totalCoverage } from "../../src/evaluate/coverage-figures.ts";
import { errorFigures } from "../../src/evaluate/error-figures.ts";
import { vitalFigures } from "../../src/evaluate/vital-figures.ts";

import { rated } from "./made-readings.ts";

const tolerated = (errors: readonly number[], tolerancePerMin = 3) =>
  errors.map((error) => ({ error, tolerancePerMin }));

describe("error figures", () => {
  test("of 3 and -4 are a mean of 3.5 and a root mean square of the root of 12.5", () => {
    const figures = errorFigures(tolerated([3, -4]));
    expect(figures.mae).toBe(3.5);
    expect(figures.rmse).toBeCloseTo(Math.sqrt(12.5), 12);
  });

  test("count an error of exactly the limit as within", () => {
    const figures = errorFigures([...tolerated([3, -5, 5.001]), ...tolerated([6.9], 7)]);
    expect(figures).toMatchObject({ within3: 0.25, within5: 0.5, withinTolerance: 0.5 });
  });

  test("of no error are null, never 0", () => {
    expect(errorFigures([])).toEqual({ mae: null, rmse: null, within3: null, within5: null, withinTolerance: null });
  });

  test("never have a root mean square below the mean, nor shares that fall as the limit grows", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -99, max: 99, noNaN: true }), { minLength: 1 }), (errors) => {
        const { mae, rmse, within3, within5 } = errorFigures(tolerated(errors));
        expect(rmse ?? 0).toBeGreaterThanOrEqual((mae ?? 0) - 1e-9);
        expect(within5 ?? 0).toBeGreaterThanOrEqual(within3 ?? 0);
      }),
    );
  });
});

describe("coverage", () => {
  const seconds = [70, null, null, 70, 70, null, 70].map((shown, i) => rated(12 + i, 70, shown));

  test("is the share of seconds with a rate; gaps are runs without", () => {
    expect(coverageFigures(seconds)).toEqual({
      ratedSeconds: 7,
      shownSeconds: 4,
      heldSeconds: 0,
      coverage: 4 / 7,
      longestGapS: 2,
      gaps: 2,
      gapsPerHour: (2 * 3600) / 7,
    });
  });

  test("leaves held seconds out, so that they lengthen a gap", () => {
    const held = seconds.map((second, i) => (i === 3 ? { ...second, held: true } : second));
    expect(coverageFigures(held)).toMatchObject({ shownSeconds: 3, heldSeconds: 1, longestGapS: 3, gaps: 2 });
  });

  test("parts a gap in two where seconds between were not judged", () => {
    expect(coverageFigures([rated(12, 70, null), rated(13, 70, null), rated(40, 70, null)])).toMatchObject({
      longestGapS: 2,
      gaps: 2,
    });
  });

  test("of recordings together adds seconds and gaps and keeps the longest", () => {
    const parts = [coverageFigures(seconds), coverageFigures([rated(12, 70, null)])];
    expect(totalCoverage(parts)).toMatchObject({ ratedSeconds: 8, shownSeconds: 4, longestGapS: 2, gaps: 3 });
  });

  test("of nothing is null, not 0 %", () => {
    expect(coverageFigures([])).toMatchObject({ coverage: null, gapsPerHour: null, longestGapS: 0 });
  });
});

describe("the best constant answer", () => {
  test("is the median for the mean error, the mean for the root mean square, the densest place for a share", () => {
    const best = bestConstant([60, 60, 62, 90, 128].map((truth, i) => rated(12 + i, truth, null)));
    expect(best.mae).toEqual({ ratePerMin: 62, score: (2 + 2 + 0 + 28 + 66) / 5 });
    expect(best.rmse?.ratePerMin).toBe(80);
    expect(best.within3?.score).toBe(0.6);
  });

  test("is right at every second through whose span it lies", () => {
    const moving = { truth: { mean: 100, lowest: 80, highest: 120 }, moving: true };
    const best = bestConstant([rated(12, 100, null, moving), rated(13, 90, null)]);
    expect(best.mae).toMatchObject({ ratePerMin: 90, score: 0 });
  });

  test("is null where there is nothing to answer", () => {
    expect(bestConstant([]).mae).toBeNull();
  });
});

test("figures of a recording keep errors, coverage, held and false seconds apart", () => {
  const held = rated(14, 70, 90, { held: true });
  const silent = [
    { tMs: 50_000, ratePerMin: 70, confidence: 0.9, held: true },
    { tMs: 51_000, ratePerMin: null, confidence: 0, held: false },
  ];
  const figures = vitalFigures([{ rated: [rated(12, 70, 71), rated(13, 70, null), held], silent }]);
  expect(figures).toMatchObject({ mae: 1, shownSeconds: 1, heldSeconds: 1, heldWithinTolerance: 0 });
  expect(figures).toMatchObject({ silentSeconds: 2, falseSeconds: 1, coverage: 1 / 3 });
});
