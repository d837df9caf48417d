import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { fitPowerLawFloor, type PowerLawFloor } from "../../src/dsp/power-law-floor.ts";

import { planUniform } from "./seeded-noise.ts";

const BIN_HZ = 0.03;
const BINS = 190;
const frequenciesHz = Float64Array.from({ length: BINS }, (_, i) => 0.4 + i * BIN_HZ);
const LOBE_HZ = 0.2;

/** Periodogram of power-law noise: each bin is exponentially distributed around its expectation. */
function noise(slope: number, scale: number, seed: number): Float64Array {
  const uniform = planUniform(seed);
  return frequenciesHz.map((hz) => -Math.log(uniform()) * scale * hz ** -slope);
}

/** Power of a pulse and its harmonic with the lobe of a Hann window, `height` times the noise at 1 Hz. */
function addPulse(power: Float64Array, hz: number, height: number): Float64Array {
  return power.map((value, i) => {
    const lobe = (centre: number, part: number) => {
      const away = Math.abs(frequenciesHz[i] - centre) / LOBE_HZ;
      return away < 1 ? part * Math.cos((Math.PI / 2) * away) ** 4 : 0;
    };
    return value + lobe(hz, height) + lobe(2 * hz, 0.2 * height) + lobe(3 * hz, 0.05 * height);
  });
}

const lnAt = ({ level, slope }: PowerLawFloor, hz: number) => level - slope * Math.log(hz);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const SEEDS = Array.from({ length: 60 }, (_, i) => i + 1);

describe("the power-law floor", () => {
  test("finds level and slope of an exact power law, its level being ln of the mean where the bins hold the median", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 2.9, noNaN: true }),
        fc.double({ min: -20, max: 20, noNaN: true }),
        (slope, level) => {
          const floor = fitPowerLawFloor(
            frequenciesHz,
            frequenciesHz.map((hz) => Math.log(2) * Math.exp(level) * hz ** -slope),
            LOBE_HZ,
          );
          expect(floor.slope).toBeCloseTo(slope, 1);
          expect(lnAt(floor, 1.5)).toBeCloseTo(level - slope * Math.log(1.5), 1);
        },
      ),
    );
  });

  test("finds the expected power of exponential noise within 15 % on average, whatever its slope", () => {
    for (const slope of [0, 1, 2]) {
      const errors = SEEDS.map((seed) => fitPowerLawFloor(frequenciesHz, noise(slope, 5, seed), LOBE_HZ)).map((floor) =>
        [0.6, 1.5, 4].map((hz) => lnAt(floor, hz) - (Math.log(5) - slope * Math.log(hz))),
      );
      for (let at = 0; at < 3; at++) expect(Math.abs(mean(errors.map((error) => error[at])))).toBeLessThan(0.15);
    }
  });

  test("is not lifted by a pulse with harmonics a thousand times above it", () => {
    for (const hz of [0.75, 1.2, 2.1]) {
      const lifts = SEEDS.map((seed) => {
        const power = noise(1, 1, seed);
        const without = fitPowerLawFloor(frequenciesHz, power, LOBE_HZ);
        const withPulse = fitPowerLawFloor(frequenciesHz, addPulse(power, hz, 1000), LOBE_HZ);
        return lnAt(withPulse, hz) - lnAt(without, hz);
      });
      expect(Math.abs(mean(lifts))).toBeLessThan(0.25);
    }
  });

  test("scales with the power: a hundredfold spectrum has a hundredfold floor", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.double({ min: -8, max: 8, noNaN: true }), (seed, ln) => {
        const power = noise(1, 1, seed);
        const floor = fitPowerLawFloor(frequenciesHz, power, LOBE_HZ);
        const scaled = fitPowerLawFloor(
          frequenciesHz,
          power.map((value) => value * Math.exp(ln)),
          LOBE_HZ,
        );
        expect(scaled.slope).toBeCloseTo(floor.slope, 6);
        expect(scaled.level).toBeCloseTo(floor.level + ln, 6);
      }),
      { numRuns: 30 },
    );
  });

  test("never rises with frequency and never falls faster than 1/f^3", () => {
    const rising = fitPowerLawFloor(
      frequenciesHz,
      frequenciesHz.map((hz) => hz * hz),
      LOBE_HZ,
    );
    const steep = fitPowerLawFloor(
      frequenciesHz,
      frequenciesHz.map((hz) => hz ** -5),
      LOBE_HZ,
    );
    expect(rising.slope).toBe(0);
    expect(steep.slope).toBe(3);
  });

  test("stays a number when bins or the whole spectrum hold no power", () => {
    const holes = noise(1, 1, 3).map((value, i) => (i % 7 === 0 ? 0 : value));
    for (const power of [holes, new Float64Array(BINS)]) {
      const floor = fitPowerLawFloor(frequenciesHz, power, LOBE_HZ);
      expect(Number.isFinite(floor.level) && Number.isFinite(floor.slope)).toBe(true);
    }
    expect(lnAt(fitPowerLawFloor(frequenciesHz, holes, LOBE_HZ), 1.5)).toBeGreaterThan(-2);
  });
});
