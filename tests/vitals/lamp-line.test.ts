import { expect, test } from "vitest";

import { findLampLine } from "../../src/vitals/lamp-line.ts";

import { madeView } from "./made-view.ts";

/** Light of a lamp of `hz`, read from row to row within `readoutS`. */
const lamp = (hz: number, readoutS: number, strength: number) => (tS: number, height: number) =>
  strength * Math.sin(2 * Math.PI * hz * (tS + readoutS * height));

test.each([
  [100, 24.7, 50, 72],
  [100, 24.97, 50, 7.2],
  [120, 29.5, 60, 120],
  [120, 29.97, 60, 7.2],
])(
  "bands of a lamp at %i Hz filmed at %f frames a second are told as %i Hz mains at %f a minute",
  (hz, rateHz, mainsHz, perMin) => {
    for (const readoutS of [0.01, 0.016, 0.03]) {
      const line = findLampLine(madeView({ rateHz, seconds: 20, light: lamp(hz, readoutS, 0.01) }), rateHz);
      expect(line?.mainsHz).toBe(mainsHz);
      expect(60 * (line?.aliasHz ?? 0)).toBeGreaterThan(perMin - 0.6);
      expect(60 * (line?.aliasHz ?? 0)).toBeLessThan(perMin + 0.6);
      expect(line?.strength).toBeCloseTo(0.01, 3);
      expect(line?.bands).toBeCloseTo(hz * readoutS, 0);
    }
  },
);

test("a grid that is 0.05 Hz off moves the line, and it is found where it is", () => {
  const line = findLampLine(madeView({ rateHz: 24.7, seconds: 20, light: lamp(100.1, 0.016, 0.01) }), 24.7);
  expect(60 * (line?.aliasHz ?? 0)).toBeCloseTo(78, 0);
});

test("a lamp is found beside a patient who moves in half of the view", () => {
  const patient = (tS: number, height: number) =>
    height > 0.5 ? 0.05 * Math.sin(2 * Math.PI * 0.25 * tS + 9 * height) : 0;
  const both = (tS: number, height: number) => patient(tS, height) + lamp(100, 0.016, 0.01)(tS, height);
  expect(findLampLine(madeView({ rateHz: 24.7, seconds: 20, light: both }), 24.7)?.mainsHz).toBe(50);
});

test("light that drifts, swings or jumps in the whole view is no lamp", () => {
  const drift = (tS: number) => 0.02 * Math.sin((2 * Math.PI * tS) / 23);
  const swing = (tS: number) => 0.02 * Math.sin(2 * Math.PI * 0.12 * tS);
  const jump = (tS: number) => (tS > 9 ? 0.1 : 0);
  for (const light of [drift, swing, jump, () => 0]) {
    for (const rateHz of [24.97, 25, 29.97, 30]) {
      expect(findLampLine(madeView({ rateHz, seconds: 20, light }), rateHz)).toBeNull();
    }
  }
});

test("a lamp whose alias is faster than any heart is left alone", () => {
  expect(findLampLine(madeView({ rateHz: 30, seconds: 20, light: lamp(100, 0.016, 0.02) }), 30)).toBeNull();
});
