import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { round } from "../../src/vitals/rounding.ts";

const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const digits = fc.integer({ min: 0, max: 4 });

describe("rounding", () => {
  test("moves a value by at most half of the last digit", () => {
    fc.assert(
      fc.property(value, digits, (x, d) => {
        expect(Math.abs(round(x, d) - x)).toBeLessThanOrEqual(0.5 * 10 ** -d + 1e-9);
      }),
    );
  });

  test("leaves no more digits than were asked for, and is done at once", () => {
    fc.assert(
      fc.property(value, digits, (x, d) => {
        expect(round(x, d)).toBe(Number(round(x, d).toFixed(d)));
        expect(round(round(x, d), d)).toBe(round(x, d));
      }),
    );
  });

  test("never gives -0", () => {
    for (const x of [-0, -0.0001, -0.049]) expect(Object.is(round(x, 1), 0)).toBe(true);
  });
});
