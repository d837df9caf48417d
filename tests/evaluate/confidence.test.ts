import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { blandAltman } from "../../src/evaluate/bland-altman.ts";
import { calibrationOf } from "../../src/evaluate/calibration.ts";
import { meanRisk, riskCoverage } from "../../src/evaluate/risk-coverage.ts";
import { confidenceFigures } from "../../src/evaluate/vital-figures.ts";

import { rated } from "./made-readings.ts";

const answer = (confidence: number, right: boolean, error = right ? 1 : 9) => ({ confidence, right, error });

describe("the risk-coverage curve", () => {
  test("keeps the surest answers first and counts the wrong ones among them", () => {
    const points = riskCoverage([answer(0.6, false), answer(0.99, true), answer(0.8, true), answer(0.7, false)], 8);
    expect(points.map(({ coverage }) => coverage)).toEqual([1 / 8, 2 / 8, 3 / 8, 4 / 8]);
    expect(points.map(({ risk }) => risk)).toEqual([0, 0, 1 / 3, 1 / 2]);
    expect(points.at(-1)?.mae).toBe(5);
  });

  test("has the area of its steps: (0 + 0 + 1/3 + 1/2) / 4", () => {
    const points = riskCoverage([answer(0.6, false), answer(0.99, true), answer(0.8, true), answer(0.7, false)], 8);
    expect(meanRisk(points)).toBeCloseTo((1 / 3 + 1 / 2) / 4, 12);
  });

  test("takes answers of equal confidence together", () => {
    const points = riskCoverage([answer(0.9, true), answer(0.9, false), answer(0.5, true)], 3);
    expect(points).toHaveLength(2);
    expect(points[0]).toMatchObject({ confidence: 0.9, risk: 0.5, coverage: 2 / 3 });
  });

  test("ends at the risk of all answers, whatever their confidence is", () => {
    const answers = fc.array(
      fc.record({ confidence: fc.double({ min: 0, max: 1, noNaN: true }), right: fc.boolean() }),
      {
        minLength: 1,
      },
    );
    fc.assert(
      fc.property(answers, (list) => {
        const points = riskCoverage(
          list.map(({ confidence, right }) => answer(confidence, right)),
          list.length,
        );
        const wrong = list.filter(({ right }) => !right).length;
        expect(points.at(-1)?.coverage).toBe(1);
        expect(points.at(-1)?.risk).toBeCloseTo(wrong / list.length, 12);
      }),
    );
  });

  test("of no answer is empty and has no mean risk", () => {
    expect(meanRisk(riskCoverage([], 10))).toBeNull();
  });
});

describe("calibration", () => {
  test("of answers of 0.95 that are right 19 times in 20 has no error", () => {
    const { expectedError, rightAt90, shareAt90, bins } = calibrationOf(
      Array.from({ length: 20 }, (_, i) => answer(0.95, i > 0)),
    );
    expect(expectedError).toBeCloseTo(0, 12);
    expect([rightAt90, shareAt90]).toEqual([0.95, 1]);
    expect(bins.at(-1)).toMatchObject({ from: 0.9, to: 1, count: 20, rightShare: 0.95 });
  });

  test("of overconfident answers has the planted error, weighted by count", () => {
    const answers = [
      ...Array.from({ length: 10 }, (_, i) => answer(0.9, i < 6)),
      ...Array.from({ length: 30 }, (_, i) => answer(0.5, i < 15)),
    ];
    expect(calibrationOf(answers)).toMatchObject({ shareAt90: 0.25, rightAt90: 0.6 });
    expect(calibrationOf(answers).expectedError).toBeCloseTo(0.25 * 0.3, 12);
  });

  test("puts 0, 1 and every confidence between into exactly one bin", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (confidences) => {
        const all = [...confidences, 0, 1];
        const { bins } = calibrationOf(all.map((confidence) => answer(confidence, true)));
        expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(all.length);
      }),
    );
  });

  test("of no answer is null, not 0", () => {
    expect(calibrationOf([])).toMatchObject({ expectedError: null, rightAt90: null, shareAt90: null });
  });
});

describe("Bland-Altman", () => {
  test("of planted differences 1, 2, 3 has bias 2 and limits 2 -+ 1.96", () => {
    expect(blandAltman([1, 2, 3])).toEqual({ count: 3, bias: 2, deviation: 1, lower: 2 - 1.96, upper: 2 + 1.96 });
  });

  test("moves with an offset and keeps its width", () => {
    const few = fc.array(fc.double({ min: -20, max: 20, noNaN: true }), { minLength: 2 });
    fc.assert(
      fc.property(few, fc.double({ min: -50, max: 50, noNaN: true }), (differences, offset) => {
        const before = blandAltman(differences);
        const after = blandAltman(differences.map((value) => value + offset));
        expect((after?.bias ?? 0) - (before?.bias ?? 0)).toBeCloseTo(offset, 6);
        expect(after?.deviation).toBeCloseTo(before?.deviation ?? 0, 6);
      }),
    );
  });

  test("of fewer than two differences is unknown", () => {
    expect(blandAltman([1])).toBeNull();
  });
});

test("a rate shown where there is no pulse is a wrong one for calibration, a held one is none", () => {
  const silent = [
    { tMs: 50_000, ratePerMin: 70, confidence: 0.95, held: false },
    { tMs: 51_000, ratePerMin: 70, confidence: 0.95, held: true },
  ];
  const { calibration, riskCoverage: curve } = confidenceFigures([{ rated: [rated(12, 70, 70)], silent }]);
  expect(calibration).toMatchObject({ rightAt90: 0.5, shareAt90: 1 });
  expect(curve).toEqual([{ confidence: 0.95, coverage: 1, risk: 0, mae: 0 }]);
});

test("seconds judged by a span stay out of the limits of agreement", () => {
  const seconds = [rated(12, 70, 71), rated(13, 70, 73), rated(14, 70, 70, { moving: true })];
  expect(confidenceFigures([{ rated: seconds, silent: [] }]).blandAltman).toMatchObject({ count: 2, bias: 2 });
});
