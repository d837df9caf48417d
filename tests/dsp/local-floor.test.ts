import { describe, expect, test } from "vitest";

import { localFloor } from "../../src/dsp/local-floor.ts";

import { planUniform } from "./seeded-noise.ts";

const BINS = 400;
const BIN_HZ = 0.02;
const LOBE_HZ = 0.2;
const REACH_HZ = 0.9;

/** Exponentially distributed power around an expectation for each bin. */
function noise(expectation: (bin: number) => number, seed: number): Float64Array {
  const uniform = planUniform(seed);
  return Float64Array.from({ length: BINS }, (_, i) => -Math.log(uniform()) * expectation(i));
}

const floorOf = (power: Float64Array) => localFloor(power, BIN_HZ, LOBE_HZ, REACH_HZ);
const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

describe("the local floor", () => {
  test("is the expected power of exponential noise on average, up to both ends of the spectrum", () => {
    const floors = Array.from({ length: 40 }, (_, seed) => floorOf(noise(() => 5, seed)));
    for (const bin of [0, 20, 200, BINS - 1]) {
      const average = mean(floors.map((floor) => floor[bin]));
      expect(average / 5).toBeGreaterThan(0.9);
      expect(average / 5).toBeLessThan(1.15);
    }
  });

  test("is not lifted by a line at the bin itself, whatever its height", () => {
    const plain = noise(() => 1, 3);
    const pulse = plain.map((value, i) => value + (Math.abs(i - 200) <= 10 ? 1e6 : 0));
    expect(floorOf(pulse)[200]).toBe(floorOf(plain)[200]);
    expect(floorOf(pulse)[215]).toBeGreaterThanOrEqual(floorOf(plain)[215]);
  });

  test("follows noise that lies in one part of the spectrum only", () => {
    const floor = floorOf(noise((bin) => (bin < 200 ? 100 : 0.01), 5));
    expect(floor[100]).toBeGreaterThan(50);
    expect(floor[300]).toBeLessThan(0.05);
  });

  test("is the median over ln 2 of the bins from beyond the lobe to the reach", () => {
    const power = Float64Array.of(9, 1, 50, 60, 70, 3, 8);
    // Lobe 1 bin, reach 2: bins 1 and 5 are left for bin 3.
    expect(localFloor(power, 1, 1, 2)[3]).toBeCloseTo(3 / Math.LN2, 12);
    expect(localFloor(power, 1, 1, 3)[0]).toBeCloseTo(60 / Math.LN2, 12);
  });

  test("is 0 where nothing lies around, and scales with the power", () => {
    expect([...localFloor(Float64Array.of(4, 5, 6), 1, 3, 5)]).toEqual([0, 0, 0]);
    const power = noise(() => 1, 7);
    const floor = floorOf(power);
    floorOf(power.map((value) => 8 * value)).forEach((value, i) => {
      expect(value).toBeCloseTo(8 * floor[i], 9);
    });
  });
});
