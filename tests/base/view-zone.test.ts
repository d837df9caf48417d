import fc from "fast-check";
import { expect, test } from "vitest";

import { isInZone } from "../../src/base/view-zone.ts";

const share = fc.double({ min: 0, max: 1, noNaN: true });

test("a rectangle holds the points between its sides, whichever corner comes first", () => {
  fc.assert(
    fc.property(share, share, share, share, share, share, (x0, y0, x1, y1, x, y) => {
      const [left, right] = [Math.min(x0, x1), Math.max(x0, x1)];
      const [top, bottom] = [Math.min(y0, y1), Math.max(y0, y1)];
      fc.pre([left, right].every((side) => side !== x) && [top, bottom].every((side) => side !== y));
      const inside = x > left && x < right && y > top && y < bottom;
      expect(isInZone([x0, y0, x1, y0, x1, y1, x0, y1], x, y)).toBe(inside);
    }),
  );
});

test("an L leaves out its corner", () => {
  const zone = [0, 0, 0.4, 0, 0.4, 0.6, 1, 0.6, 1, 1, 0, 1];
  expect([isInZone(zone, 0.2, 0.2), isInZone(zone, 0.8, 0.8), isInZone(zone, 0.8, 0.2)]).toEqual([true, true, false]);
});
