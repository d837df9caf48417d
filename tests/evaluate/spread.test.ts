import fc from "fast-check";
import { expect, test } from "vitest";

import { spreadOf } from "../../src/evaluate/spread.ts";

test("median and quartiles of 1 to 5 are 3, 2 and 4, in any order", () => {
  expect(spreadOf([4, 1, 5, 3, 2])).toEqual({ median: 3, lower: 2, upper: 4 });
});

test("between two ranks it lies between their values", () => {
  expect(spreadOf([10, 20])).toEqual({ median: 15, lower: 12.5, upper: 17.5 });
});

test("no value has no spread", () => {
  expect(() => spreadOf([])).toThrow(RangeError);
});

test("half of the values lie within the quartiles at least, whatever they are", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 }), (values) => {
      const { median, lower, upper } = spreadOf(values);
      const inside = values.filter((value) => value >= lower && value <= upper).length;
      expect(lower).toBeLessThanOrEqual(median);
      expect(median).toBeLessThanOrEqual(upper);
      expect(inside).toBeGreaterThanOrEqual(values.length / 2 - 1);
    }),
  );
});
