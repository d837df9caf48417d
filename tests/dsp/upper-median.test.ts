import fc from "fast-check";
import { expect, test } from "vitest";

import { upperMedian } from "../../src/dsp/upper-median.ts";

test("the median is one of the values, with no more of them above it than below and at it", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 30 }), (values) => {
      const before = [...values];
      const median = upperMedian(values);
      expect(values).toEqual(before);
      expect(values).toContain(median);
      const below = values.filter((value) => value < median).length;
      const above = values.filter((value) => value > median).length;
      expect(below).toBeLessThanOrEqual(values.length / 2);
      expect(above).toBeLessThan(values.length / 2);
    }),
  );
});
