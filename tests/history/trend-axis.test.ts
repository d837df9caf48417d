import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { planTrendAxis } from "../../src/history/trend-axis.ts";

describe("the axis of a trend", () => {
  test("is the clock's own second while the clock goes on, gaps included", () => {
    const axis = planTrendAxis(null);
    expect([1_000, 2_020, 3_999, 10_000].map((tMs) => axis.place(tMs))).toEqual([1, 2, 3, 10]);
  });

  test("leaves out a second that already has its values", () => {
    const axis = planTrendAxis(null);
    expect([1_000, 1_990, 2_000, 1_500, 3_000].map((tMs) => axis.place(tMs))).toEqual([1, null, 2, null, 3]);
  });

  test("goes on second by second after the clock was set back, and returns to the clock that has caught up", () => {
    const axis = planTrendAxis(7_200);
    expect([3_600_000, 3_601_000, 3_602_000].map((tMs) => axis.place(tMs))).toEqual([7_201, 7_202, 7_203]);
    expect(axis.place(9_000_000)).toBe(9_000);
    expect(axis.place(9_001_000)).toBe(9_001);
  });

  test("never goes back, whatever the clock does, and loses no second of a clock that goes on", () => {
    const clock = fc.array(fc.oneof(fc.constant(1_000), fc.integer({ min: -4e6, max: 4e6 })), { maxLength: 60 });
    fc.assert(
      fc.property(clock, (steps) => {
        const axis = planTrendAxis(5_000);
        let tMs = 5_000_000;
        let last = 5_000;
        for (const step of steps) {
          tMs = Math.max(0, tMs + step);
          const second = axis.place(tMs);
          if (second !== null) expect(second).toBeGreaterThan(last);
          // Only jitter of a few seconds backwards may leave one out.
          if (step === 1_000 && second !== null) expect(axis.place(tMs + 1_000)).toBe(second + 1);
          if (step === 1_000 && second !== null) tMs += 1_000;
          last = second === null ? last : Math.max(last, second);
        }
      }),
    );
  });
});
