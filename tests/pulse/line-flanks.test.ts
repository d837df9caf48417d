import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { coverFlanks } from "../../src/pulse/line-flanks.ts";

import { BIN_HZ, lineRatios } from "./made-ratios.ts";

const WINDOW_S = 10;
const binOf = (bpm: number): number => Math.round(bpm / 60 / BIN_HZ);
const topOf = (values: Float64Array): number => values.indexOf(Math.max(...values));

/** A cover of some height within 4 /min of a rate. */
const coverAt = (bpm: number, height: number, bins: number) =>
  Float64Array.from({ length: bins }, (_, i) => (Math.abs(i - binOf(bpm)) <= binOf(4) ? height : 0));

describe("the cover of a line", () => {
  test("goes down its flanks with it, so that the top stays the top", () => {
    const rates = fc.double({ min: 45, max: 200, noNaN: true });
    const beside = fc.double({ min: -10, max: 10, noNaN: true });
    const heights = fc.double({ min: 1, max: 1000, noNaN: true });
    fc.assert(
      fc.property(rates, beside, heights, (bpm, offset, height) => {
        const power = lineRatios([{ bpm, ratio: 1000 }], 0.001);
        const cover = coverAt(bpm + offset, height, power.length);
        const onTop = cover[topOf(power)];
        coverFlanks(power, cover, BIN_HZ, WINDOW_S);
        const ratios = power.map((value, i) => value / (1 + cover[i]));
        if (onTop > 0) expect(topOf(ratios)).toBe(topOf(power));
      }),
    );
  });

  test("stays off a line of its own nearby, also a far weaker one", () => {
    const power = lineRatios(
      [
        { bpm: 60, ratio: 1000 },
        { bpm: 80, ratio: 20 },
      ],
      0.001,
    );
    const cover = coverAt(60, 500, power.length);
    coverFlanks(power, cover, BIN_HZ, WINDOW_S);
    expect(cover[binOf(80)]).toBe(0);
    expect(cover[binOf(66)]).toBe(500);
  });

  test("is never less than before, and nothing where nothing was covered", () => {
    const power = lineRatios([{ bpm: 72, ratio: 100 }]);
    const none = new Float64Array(power.length);
    coverFlanks(power, none, BIN_HZ, WINDOW_S);
    expect(Math.max(...none)).toBe(0);
    const before = coverAt(75, 3, power.length);
    const after = before.slice();
    coverFlanks(power, after, BIN_HZ, WINDOW_S);
    after.forEach((value, i) => {
      expect(value).toBeGreaterThanOrEqual(before[i]);
    });
  });
});
