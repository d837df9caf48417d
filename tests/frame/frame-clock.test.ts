import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { FrameClock } from "../../src/frame/frame-clock.ts";

/** Places a whole list of stamps, each with the knowledge of its follower. */
function placeAll(stamps: readonly (number | null)[], nominalMs: number): number[] {
  const clock = new FrameClock(nominalMs);
  return stamps.map((stamp, i) => clock.place(stamp, stamps[i + 1] ?? null));
}

describe("good stamps", () => {
  test("are kept as they are, from the first one on, whatever their intervals", () => {
    const rising = fc
      .array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 50 })
      .map((steps) => steps.map((_, i) => steps.slice(0, i).reduce((sum, step) => sum + step, 1_000)));
    fc.assert(
      fc.property(rising, (stamps) => {
        expect(placeAll(stamps, 33)).toEqual(stamps.map((stamp) => stamp - stamps[0]));
      }),
    );
  });
});

describe("bad stamps", () => {
  test("never keep time from rising", () => {
    const stamp = fc.option(fc.integer({ min: -2_000_000, max: 2_000_000 }), { nil: null });
    fc.assert(
      fc.property(
        fc.array(stamp, { maxLength: 60 }),
        fc.double({ min: 1, max: 200, noNaN: true }),
        (stamps, nominal) => {
          const times = placeAll(stamps, nominal);
          times.slice(1).forEach((tMs, i) => {
            expect(tMs).toBeGreaterThan(times[i]);
          });
          if (times.length > 0) expect(times[0]).toBe(0);
        },
      ),
    );
  });

  test("beyond the precision of a number still rise", () => {
    const huge = 9e15 / 7;
    const times = placeAll([0, 33, huge, huge + 0.1, huge + 0.2, huge + 0.4], 33);
    times.slice(1).forEach((tMs, i) => {
      expect(tMs).toBeGreaterThan(times[i]);
    });
  });

  test("that are missing follow at the nominal interval", () => {
    expect(placeAll([null, null, null], 40)).toEqual([0, 40, 80]);
    expect(placeAll([null, 500, 533], 40)).toEqual([0, 40, 73]);
    expect(placeAll([0, null, 80], 40)).toEqual([0, 40, 80]);
  });

  test("that repeat are moved between their neighbours, and the rest stays in step", () => {
    expect(placeAll([0, 33, 33, 100, 133], 33)).toEqual([0, 33, 66, 100, 133]);
    expect(placeAll([0, 33, 33, 43, 76], 33)).toEqual([0, 33, 38, 43, 76]);
  });

  test("that overshoot their followers are pulled back between their neighbours", () => {
    expect(placeAll([0, 40, 60_000, 120, 160], 40)).toEqual([0, 40, 80, 120, 160]);
  });

  test("that start anew are joined on, with their own intervals kept", () => {
    expect(placeAll([5_000, 5_040, 10, 60, 100], 40)).toEqual([0, 40, 80, 130, 170]);
    expect(placeAll([0, 40, 9_000_000, 9_000_070], 40)).toEqual([0, 40, 80, 150]);
  });
});

test("a long gap is kept as a gap", () => {
  expect(placeAll([0, 40, 30_040, 30_080], 40)).toEqual([0, 40, 30_040, 30_080]);
});

test("a given origin is where time counts from", () => {
  const clock = new FrameClock(40, 1_000);
  expect(clock.place(3_000, null)).toBe(2_000);
  expect(clock.place(3_040, null)).toBe(2_040);
});
