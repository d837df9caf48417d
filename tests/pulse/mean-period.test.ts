import { describe, expect, test } from "vitest";

import { planNormal } from "../dsp/seeded-noise.ts";
import { planSlopeViews } from "../../src/pulse/beat-search.ts";
import { meanPeriod, standardError } from "../../src/pulse/mean-period.ts";

const PERIOD = 40;
const BEATS = Float64Array.from({ length: 7 }, (_, k) => 15 + k * PERIOD);

function viewOf(noise: number) {
  const normal = planNormal(3);
  const wave = Float64Array.from(
    { length: 300 },
    (_, i) => Math.sin((2 * Math.PI * (i - 15)) / PERIOD) + noise * normal(),
  );
  return planSlopeViews()(wave, 1.6);
}

describe("the mean period", () => {
  test("of a sinusoid is its slope, which the Gaussian lowers by exp(-(sigma omega)^2 / 2), and its periods do not differ", () => {
    const omega = (2 * Math.PI) / PERIOD;
    const period = meanPeriod(viewOf(0), 1, BEATS, PERIOD);
    for (const offset of [0, 5, 10, 20, 33]) {
      expect(period.slope[offset]).toBeCloseTo(
        omega * Math.exp(-((1.6 * omega) ** 2) / 2) * Math.cos(omega * offset),
        3,
      );
    }
    expect(standardError(period, 0, PERIOD)).toBeLessThan(1e-6);
  });

  test("has the error of noise in its mean, the less the more periods there are", () => {
    const of = (beats: number) => standardError(meanPeriod(viewOf(0.2), 1, BEATS.slice(0, beats), PERIOD), 0, PERIOD);
    // White noise through the slope of a Gaussian: noise / (2 pi^(1/4) sigma^(3/2)), then over the root of the count.
    const one = 0.2 / (2 * Math.PI ** 0.25 * 1.6 ** 1.5);
    for (const beats of [3, 7]) {
      expect(of(beats)).toBeGreaterThan((0.6 * one) / Math.sqrt(beats));
      expect(of(beats)).toBeLessThan((1.4 * one) / Math.sqrt(beats));
    }
  });

  test("is unknown where fewer than three periods are seen", () => {
    const period = meanPeriod(viewOf(0), 1, BEATS.slice(0, 2), PERIOD);
    expect(period.slope.every(Number.isNaN)).toBe(true);
    expect(standardError(period, 0, PERIOD)).toBe(Number.POSITIVE_INFINITY);
  });
});
