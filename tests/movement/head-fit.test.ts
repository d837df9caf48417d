import fc from "fast-check";
import { expect, test } from "vitest";

import { LANDMARK_COUNT } from "../../src/base/landmarks.ts";
import { planNormal } from "../dsp/seeded-noise.ts";
import { BONE_SHAPE } from "../../src/movement/bone-shape.ts";
import { planHeadFit } from "../../src/movement/head-fit.ts";

import { madeFace } from "./made-face.ts";

const angle = fc.double({ min: -Math.PI, max: Math.PI, noNaN: true });
const offset = fc.double({ min: -500, max: 500, noNaN: true });

/** Turns about x, then y, then z. */
function turn([x, y, z]: readonly [number, number, number], [a, b, c]: readonly number[]): [number, number, number] {
  const [y1, z1] = [y * Math.cos(a) - z * Math.sin(a), y * Math.sin(a) + z * Math.cos(a)];
  const [x2, z2] = [x * Math.cos(b) + z1 * Math.sin(b), -x * Math.sin(b) + z1 * Math.cos(b)];
  return [x2 * Math.cos(c) - y1 * Math.sin(c), x2 * Math.sin(c) + y1 * Math.cos(c), z2];
}

test("any turn, size and place of the mean head is undone", () => {
  const head = planHeadFit();
  const { pose } = head;
  fc.assert(
    fc.property(
      fc.tuple(angle, angle, angle),
      fc.double({ min: 20, max: 800, noNaN: true }),
      fc.tuple(offset, offset, offset),
      (angles, size, shift) => {
        const points = new Float32Array(3 * LANDMARK_COUNT);
        for (const { index, at } of BONE_SHAPE) {
          points.set(
            turn(at, angles).map((value, c) => size * value + shift[c]),
            3 * index,
          );
        }
        expect(head.fit(points)).toBe(true);
        expect(pose.scale * size).toBeCloseTo(1, 4);
        for (const { index, at } of BONE_SHAPE) {
          for (let d = 0; d < 3; d++) {
            let value = pose.shift[d];
            for (let c = 0; c < 3; c++) value += pose.scale * pose.rotation[3 * d + c] * points[3 * index + c];
            expect(Math.abs(value - at[d])).toBeLessThan(1e-3);
          }
        }
      },
    ),
  );
});

test("the angles of view follow the head by as many degrees as it turns, lying or upright", () => {
  const head = planHeadFit();
  const { pose } = head;
  const noise = planNormal(1);
  for (const rollDeg of [0, 90, 180]) {
    head.fit(madeFace({}, { rollDeg }, noise).points);
    const rest = { ...pose };
    for (const turned of [-40, -20, 20, 40]) {
      head.fit(madeFace({}, { yawDeg: turned, rollDeg }, noise).points);
      expect(Math.abs(pose.yawDeg - rest.yawDeg)).toBeCloseTo(Math.abs(turned), 0);
      head.fit(madeFace({}, { pitchDeg: turned, rollDeg }, noise).points);
      expect(Math.abs(pose.pitchDeg - rest.pitchDeg)).toBeCloseTo(Math.abs(turned), 0);
    }
  }
});

test("points without size, or none at all, have no pose", () => {
  const head = planHeadFit();
  expect(head.fit(new Float32Array(3 * LANDMARK_COUNT).fill(7))).toBe(false);
  expect(head.fit(new Float32Array(3 * LANDMARK_COUNT).fill(Number.NaN))).toBe(false);
});
