import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { planRing } from "../../src/base/ring.ts";

describe("a ring", () => {
  test("gives back the last `capacity` values by their running index", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 70 }),
        fc.array(fc.double({ noNaN: true }), { maxLength: 300 }),
        (capacity, values) => {
          const ring = planRing(capacity);
          for (const value of values) ring.push(value);
          expect(ring.length).toBe(values.length);
          const kept = Math.min(capacity, values.length);
          const read = Array.from({ length: kept }, (_, i) => ring.at(values.length - kept + i));
          expect(read).toEqual(values.slice(values.length - kept));
        },
      ),
    );
  });

  test("starts empty, and reads 0 where nothing was ever pushed", () => {
    const ring = planRing(5);
    expect(ring.length).toBe(0);
    ring.push(3);
    expect([ring.at(-1), ring.at(0), ring.at(1)]).toEqual([0, 3, 0]);
  });
});
