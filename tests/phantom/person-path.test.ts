import { expect, test } from "vitest";

import { isInPicture, placeOnPath } from "../../src/phantom/person-path.ts";

const PATH = [
  { atS: 2, x: 0, y: 0.5, tiltDeg: 0 },
  { atS: 4, x: 1, y: 0.5, tiltDeg: 20 },
];

test("somebody stays at the first point until its time, and at the last point after", () => {
  expect(placeOnPath(PATH, 0)).toMatchObject({ x: 0, tiltDeg: 0 });
  expect(placeOnPath(PATH, 9)).toMatchObject({ x: 1, tiltDeg: 20 });
});

test("half way in time is half the way, and the way begins and ends softly", () => {
  expect(placeOnPath(PATH, 3)).toEqual({ x: 0.5, y: 0.5, tiltDeg: 10 });
  expect(placeOnPath(PATH, 2.2).x).toBeLessThan(0.05);
  expect(placeOnPath(PATH, 3.8).x).toBeGreaterThan(0.95);
});

test("somebody is in the picture between its edges, and without a path always", () => {
  expect([1, 3, 5].map((tS) => isInPicture(PATH, tS))).toEqual([false, true, false]);
  expect(isInPicture([], 7)).toBe(true);
});
