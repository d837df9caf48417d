import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { planCellAverager } from "../../src/traces/cell-average.ts";

const number = fc.double({ min: -100, max: 100, noNaN: true });

/** Adds the polyline through the given times (at least two, rising) and values, and finishes the cell. */
function meanOf(timesMs: readonly number[], values: readonly number[], start: number, end: number): number | null {
  const averager = planCellAverager(1);
  for (let i = 1; i < timesMs.length; i++) {
    averager.add(timesMs[i - 1], Float64Array.of(values[i - 1]), timesMs[i], Float64Array.of(values[i]), start, end);
  }
  const out = new Float64Array(1);
  return averager.finish(out) ? out[0] : null;
}

/** Rising times from -50 to 150, around a cell from 0 to 100. */
const times = fc
  .uniqueArray(fc.integer({ min: -49, max: 149 }), { maxLength: 12 })
  .map((inner) => [-50, ...inner.sort((a, b) => a - b), 150]);

describe("the mean over a cell", () => {
  test("of a straight line is its value in the cell's middle, wherever the frames fall", () => {
    fc.assert(
      fc.property(times, number, number, (timesMs, offset, slope) => {
        const line = timesMs.map((t) => offset + slope * t);
        expect(meanOf(timesMs, line, 0, 100)).toBeCloseTo(offset + slope * 50, 8);
      }),
    );
  });

  test("of a bent line is its integral over the cell", () => {
    fc.assert(
      fc.property(times, fc.array(number, { minLength: 14, maxLength: 14 }), (timesMs, values) => {
        const at = (t: number) => {
          const i = timesMs.findIndex((time) => time > t);
          const share = (t - timesMs[i - 1]) / (timesMs[i] - timesMs[i - 1]);
          return values[i - 1] + share * (values[i] - values[i - 1]);
        };
        // The line bends at whole milliseconds only, so that midpoints of milliseconds integrate it exactly.
        let sum = 0;
        for (let t = 0; t < 100; t++) sum += at(t + 0.5);
        expect(meanOf(timesMs, values, 0, 100)).toBeCloseTo(sum / 100, 8);
      }),
    );
  });

  test("is that of the part that is covered, where the line covers a part", () => {
    expect(meanOf([60, 200], [0, 140], 0, 100)).toBeCloseTo(20, 10);
    expect(meanOf([-40, 20], [10, 70], 0, 100)).toBeCloseTo(60, 10);
  });

  test("is none where nothing was added, and each cell starts afresh", () => {
    expect(meanOf([100, 200], [1, 1], 0, 100)).toBeNull();
    const averager = planCellAverager(2);
    const out = new Float64Array(2);
    averager.add(0, Float64Array.of(5, 50), 10, Float64Array.of(5, 50), 0, 10);
    expect(averager.finish(out)).toBe(true);
    expect([...out]).toEqual([5, 50]);
    expect(averager.finish(out)).toBe(false);
    averager.add(10, Float64Array.of(7, 70), 20, Float64Array.of(9, 90), 10, 20);
    expect(averager.finish(out)).toBe(true);
    expect([...out]).toEqual([8, 80]);
  });
});
