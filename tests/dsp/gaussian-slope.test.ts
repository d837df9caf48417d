import fc from "fast-check";
import { expect, test } from "vitest";

import { planGaussianSlope } from "../../src/dsp/gaussian-slope.ts";

function slopeOf(signal: Float64Array, sigma: number): { slope: Float64Array; margin: number } {
  const filter = planGaussianSlope(sigma);
  const slope = new Float64Array(signal.length);
  filter.apply(signal, slope);
  return { slope, margin: filter.margin };
}

test("a straight line gives its slope, and the margins are 0", () => {
  fc.assert(
    fc.property(
      fc.double({ min: -5, max: 5, noNaN: true }),
      fc.double({ min: 0.5, max: 8, noNaN: true }),
      (a, sigma) => {
        const { slope, margin } = slopeOf(
          Float64Array.from({ length: 100 }, (_, i) => 3 + a * i),
          sigma,
        );
        for (let i = 0; i < 100; i++) expect(slope[i]).toBeCloseTo(i < margin || i >= 100 - margin ? 0 : a, 9);
      },
    ),
  );
});

test.each([2, 3, 5])("a sinusoid keeps w exp(-w^2 sigma^2 / 2) of its amplitude and its phase at sigma %i", (sigma) => {
  for (const w of [0.05, 0.2, 1 / sigma]) {
    const { slope, margin } = slopeOf(
      Float64Array.from({ length: 200 }, (_, i) => Math.sin(w * i)),
      sigma,
    );
    const gain = w * Math.exp(-0.5 * (w * sigma) ** 2);
    for (let i = margin; i < 200 - margin; i++)
      expect(Math.abs(slope[i] - gain * Math.cos(w * i))).toBeLessThan(2e-3 * gain + 1e-4);
  }
});

test("a step is steepest where it stands, at its height over sqrt(2 pi) sigma", () => {
  const { slope } = slopeOf(
    Float64Array.from({ length: 81 }, (_, i) => (i < 40 ? 0 : i > 40 ? 2 : 1)),
    4,
  );
  expect(slope.indexOf(Math.max(...slope))).toBe(40);
  expect(slope[40]).toBeCloseTo(2 / (Math.sqrt(2 * Math.PI) * 4), 2);
});

test("a Gaussian too narrow for its samples is refused", () => {
  expect(() => planGaussianSlope(0.4)).toThrow(RangeError);
});
