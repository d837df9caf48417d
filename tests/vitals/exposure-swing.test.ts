import { expect, test } from "vitest";

import { findExposureSwing } from "../../src/vitals/exposure-swing.ts";

import { madeView } from "./made-view.ts";

test.each([0.5, 1, 4])("a swing of the whole view every %f s is told with its size and time", (periodS) => {
  const light = (tS: number) => 0.02 * Math.sin((2 * Math.PI * tS) / periodS);
  const swing = findExposureSwing(madeView({ rateHz: 30, seconds: 20, light }));
  expect(swing?.periodS).toBeCloseTo(periodS, 1);
  expect(swing?.swingShare).toBeGreaterThan(0.034);
  expect(swing?.swingShare).toBeLessThan(0.044);
});

test("an exposure that steps twice and settles does not hunt", () => {
  const light = (tS: number) => (tS > 5 && tS < 12 ? 0.1 : 0);
  expect(findExposureSwing(madeView({ rateHz: 30, seconds: 20, light }))).toBeNull();
});

test("a swing that is over is not told on", () => {
  const light = (tS: number) => (tS < 8 ? 0.02 * Math.sin(2 * Math.PI * tS) : 0);
  expect(findExposureSwing(madeView({ rateHz: 30, seconds: 20, light }))).toBeNull();
});

test("somebody who moves in a third of the view is no exposure", () => {
  const light = (tS: number, height: number) => (height > 0.66 ? 0.2 * Math.sin(2 * Math.PI * 0.3 * tS) : 0);
  expect(findExposureSwing(madeView({ rateHz: 30, seconds: 20, light }))).toBeNull();
});

test("drift of a day and noise are no exposure", () => {
  const light = (tS: number) => 0.01 * Math.sin((2 * Math.PI * tS) / 23);
  expect(findExposureSwing(madeView({ rateHz: 25, seconds: 20, light, noise: 0.5 }))).toBeNull();
});
