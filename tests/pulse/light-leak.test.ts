import { describe, expect, test } from "vitest";

import { lightLeak, lightOf } from "../../src/pulse/light-leak.ts";

const BINS = 64;
const line = (bin: number, power: number) => Float64Array.from({ length: BINS }, (_, i) => (i === bin ? power : 0));
const dark = new Float64Array(BINS);

describe("what light leaves in the pulse", () => {
  test("lies at its own frequency and at twice that, and nowhere else", () => {
    const leak = lightLeak(line(20, 1), null);
    const touched = Array.from(leak, (value, i) => (value > 0 ? i : -1)).filter((i) => i >= 0);
    // Twice the frequency of bin 20 falls into bins 40 and 41.
    expect(touched).toEqual([20, 40, 41]);
  });

  test("is more of a lamp, which the room shares, than of shading on the skin alone", () => {
    const lamp = lightLeak(line(20, 1), line(20, 1));
    const shading = lightLeak(line(20, 1), dark);
    for (const bin of [20, 40]) {
      expect(shading[bin]).toBeGreaterThan(0);
      expect(lamp[bin]).toBeGreaterThan(2 * shading[bin]);
    }
    expect([...lightLeak(line(20, 1), null)]).toEqual([...lamp]);
  });

  test("is below a tenth of the light, in proportion to it, and nothing without it", () => {
    const one = lightLeak(line(20, 1), line(20, 1));
    expect(Math.max(...one)).toBeLessThan(0.1);
    lightLeak(line(20, 7), line(20, 7)).forEach((value, i) => {
      expect(value).toBeCloseTo(7 * one[i], 12);
    });
    expect(Math.max(...lightLeak(dark, dark))).toBe(0);
  });

  test("is judged by the mean of the three colours", () => {
    expect([...lightOf([Float64Array.of(1, 3), Float64Array.of(2, 3), Float64Array.of(3, 6)])]).toEqual([2, 4]);
  });
});
