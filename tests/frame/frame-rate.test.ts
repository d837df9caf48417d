import { describe, expect, test } from "vitest";

import { believedRateHz, measureRate, unsuitableRateHz } from "../../src/frame/frame-rate.ts";

import { regularStamps } from "./made-files.ts";

const at = (rateHz: number) => measureRate(regularStamps(60, rateHz));
const UNKNOWN = measureRate([]);

test("the rate of regular stamps is measured in any order and with repetitions", () => {
  const stamps = regularStamps(31, 30);
  const shuffled = [...stamps].sort((a, b) => ((a * 7) % 11) - ((b * 7) % 11));
  const { meanHz, medianHz } = measureRate([...shuffled, stamps[3]]);
  expect(meanHz).toBeCloseTo(30, 9);
  expect(medianHz).toBeCloseTo(30, 9);
});

test("fewer than two stamps measure nothing", () => {
  expect(UNKNOWN).toEqual({ meanHz: null, medianHz: null });
  expect(measureRate([40, 40])).toEqual({ meanHz: null, medianHz: null });
});

describe("the believed rate", () => {
  test("is the header's where the stamps agree", () => {
    expect(believedRateHz(30, at(29))).toBe(30);
    expect(believedRateHz(30, UNKNOWN)).toBe(30);
  });

  test("is that of the stamps where the header is absent, absurd or contradicted", () => {
    expect(believedRateHz(null, at(25))).toBeCloseTo(25, 9);
    expect(believedRateHz(90_000, at(25))).toBeCloseTo(25, 9);
    expect(believedRateHz(50, at(25))).toBeCloseTo(25, 9);
  });

  test("stays the header's where single gaps stretch the mean", () => {
    expect(believedRateHz(30, measureRate([0, 33, 67, 100, 5_000, 5_033, 5_067]))).toBe(30);
  });

  test("is null where nothing is known", () => {
    expect(believedRateHz(null, UNKNOWN)).toBeNull();
  });
});

describe("a rate rules a video out", () => {
  test("below 5 and above 480 frames a second", () => {
    expect(unsuitableRateHz(4.9, at(4.9))).toBeCloseTo(4.9, 9);
    expect(unsuitableRateHz(500, at(500))).toBeCloseTo(500, 6);
    expect(unsuitableRateHz(1, UNKNOWN)).toBe(1);
  });

  test("but not between them, ends included", () => {
    for (const rateHz of [5, 24, 480]) expect(unsuitableRateHz(rateHz, UNKNOWN)).toBeNull();
    expect(unsuitableRateHz(30, at(29.97))).toBeNull();
  });

  test("by the stamps and not by a header that they contradict", () => {
    expect(unsuitableRateHz(1_000, at(30))).toBeNull();
    expect(unsuitableRateHz(30, at(1))).toBeCloseTo(1, 9);
  });

  test("but not for one long pause among quick frames", () => {
    expect(unsuitableRateHz(30, measureRate([0, 33, 67, 100, 9_000]))).toBeNull();
  });

  test("but not where there is nothing to measure", () => {
    expect(unsuitableRateHz(null, UNKNOWN)).toBeNull();
  });
});
