import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { createRandom } from "../../src/phantom/random.ts";
import { beltTruth } from "../../src/evaluate/belt-waveform.ts";

/** A belt's wave in which breath k begins at `startsS[k]`: fast in, slow out, on a drift, with a heart beat on it. */
function beltOf(startsS: readonly number[], fsHz: number, seconds: number, turned = 1): number[] {
  const random = createRandom(3, "belt");
  return Array.from({ length: fsHz * seconds }, (_, i) => {
    const tS = i / fsHz;
    const k = startsS.findLastIndex((start) => start <= tS);
    const phase = k < 0 || k + 1 >= startsS.length ? 0 : (tS - startsS[k]) / (startsS[k + 1] - startsS[k]);
    const filling =
      phase < 0.4 ? (1 - Math.cos((Math.PI * phase) / 0.4)) / 2 : (1 + Math.cos((Math.PI * (phase - 0.4)) / 0.6)) / 2;
    return turned * (filling + 0.01 * tS + 0.05 * Math.sin(2 * Math.PI * 1.2 * tS) + 0.04 * random.uniform());
  });
}

const every = (periodS: number, seconds: number) =>
  Array.from({ length: Math.ceil(seconds / periodS) + 1 }, (_, k) => k * periodS);

function ratesOf(wave: readonly number[], fsHz = 256): number[] {
  const rate = beltTruth(wave, fsHz)?.rate;
  return Array.isArray(rate) ? rate.map((point) => point.ratePerMin) : [];
}

describe("breaths counted on a belt", () => {
  test.each([6, 12, 15, 24, 35])("of %s /min give that rate, per second, whichever way the belt goes", (brpm) => {
    for (const turned of [1, -1]) {
      const rates = ratesOf(beltOf(every(60 / brpm, 60), 64, 60, turned), 64);
      expect(rates.length).toBeGreaterThan(60 - (2.5 * 60) / brpm);
      for (const rate of rates) expect(Math.abs(rate - brpm)).toBeLessThan(0.06 * brpm);
      expect(rates.reduce((sum, rate) => sum + rate, 0) / rates.length).toBeCloseTo(brpm, 0);
    }
  });

  test("that grow faster are followed second by second, where the spectrum goes with them", () => {
    // 12 /min up to second 60, 18 /min after.
    const starts = [...every(5, 55), ...every(60 / 18, 60).map((start) => 60 + start)];
    const rate = beltTruth(beltOf(starts, 64, 118), 64)?.rate;
    const points = Array.isArray(rate) ? rate : [];
    const between = (fromS: number, toS: number) =>
      points.filter(({ tMs }) => tMs >= 1000 * fromS && tMs <= 1000 * toS).map(({ ratePerMin }) => ratePerMin);
    for (const value of between(10, 42)) expect(Math.abs(value - 12)).toBeLessThan(0.7);
    for (const value of between(78, 105)) expect(Math.abs(value - 18)).toBeLessThan(1);
    expect(between(10, 42).length).toBeGreaterThan(25);
    expect(between(78, 105).length).toBeGreaterThan(20);
  });

  test("are unknown on a belt that tells nothing", () => {
    const random = createRandom(5, "noise");
    expect(beltTruth(new Array(3840).fill(2), 64)).toBeNull();
    expect(beltTruth([], 64)).toBeNull();
    const noise = ratesOf(
      Array.from({ length: 3840 }, () => random.uniform()),
      64,
    );
    expect(noise.length).toBeLessThan(30);
  });

  test("are never read without end or as no number, whatever the belt holds", () => {
    const samples = fc.array(fc.oneof(fc.double(), fc.integer({ min: 0, max: 1023 })), { maxLength: 400 });
    fc.assert(
      fc.property(samples, (wave) => {
        for (const rate of ratesOf(wave, 16)) expect(rate).toSatisfy((value: number) => value > 0 && value < 600);
      }),
      { numRuns: 40 },
    );
  });
});
