import { expect, test } from "vitest";

import { LANDMARK_COUNT } from "../../src/base/landmarks.ts";
import { LEFT, RIGHT } from "../../src/movement/face-landmarks.ts";
import { eyeAspectRatio, mouthAspectRatio } from "../../src/movement/face-measures.ts";

test("an eye 30 wide whose lids stand 12 and 6 apart has an aspect ratio of 0.3, right and left", () => {
  for (const side of [RIGHT, LEFT]) {
    const points = new Float32Array(3 * LANDMARK_COUNT);
    const [p1, p2, p3, p4, p5, p6] = side.eye;
    points.set([0, 0, 0], 3 * p1);
    points.set([30, 0, 0], 3 * p4);
    points.set([10, -6, 0], 3 * p2);
    points.set([10, 6, 0], 3 * p6);
    points.set([20, -3, 0], 3 * p3);
    points.set([20, 3, 0], 3 * p5);
    expect(eyeAspectRatio(points, side)).toBeCloseTo(0.3, 6);
  }
});

test("a mouth 40 wide whose lips stand 10 apart is open by a quarter", () => {
  const points = new Float64Array(3 * LANDMARK_COUNT);
  points.set([0, 0, 0], 3 * 78);
  points.set([40, 0, 0], 3 * 308);
  points.set([20, -4, 0], 3 * 13);
  points.set([20, 6, 0], 3 * 14);
  expect(mouthAspectRatio(points)).toBeCloseTo(0.25, 6);
});
