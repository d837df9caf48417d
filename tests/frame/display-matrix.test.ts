import { expect, test } from "vitest";

import { displayMatrixOf, rotationOf } from "../../src/frame/display-matrix.ts";

/** A matrix {a, b, u, c, d, v, x, y, w} as a container stores it. */
function stored(values: readonly number[]): Uint8Array {
  return new Uint8Array(Int32Array.from(values).buffer);
}

const ONE = 0x10000;
const W = 0x40000000;

test("a portrait phone's matrix is a quarter turn clockwise", () => {
  // QuickTime: x' = a x + c y + tx, y' = b x + d y; with a = 0, b = 1 the picture's right edge turns to the bottom.
  expect(rotationOf(stored([0, ONE, 0, -ONE, 0, 0, 1080 * ONE, 0, W]))).toBe(90);
});

test("the other turns are told apart, scale and translation aside", () => {
  expect(rotationOf(stored([ONE, 0, 0, 0, ONE, 0, 0, 0, W]))).toBe(0);
  expect(rotationOf(stored([-ONE, 0, 0, 0, -ONE, 0, 1920 * ONE, 1080 * ONE, W]))).toBe(180);
  expect(rotationOf(stored([0, -2 * ONE, 0, 2 * ONE, 0, 0, 0, 1920 * ONE, W]))).toBe(270);
});

test("a slant counts as the nearest quarter turn", () => {
  const cos = Math.round(ONE * Math.cos((80 * Math.PI) / 180));
  const sin = Math.round(ONE * Math.sin((80 * Math.PI) / 180));
  expect(rotationOf(stored([cos, sin, 0, -sin, cos, 0, 0, 0, W]))).toBe(90);
});

test("no matrix, a short one and an empty one turn nothing", () => {
  expect(rotationOf(null)).toBe(0);
  expect(rotationOf(new Uint8Array(8))).toBe(0);
  expect(rotationOf(new Uint8Array(36))).toBe(0);
});

test.each([0, 90, 180, 270] as const)("a matrix made for %i degrees says so, at any byte offset", (rotationDeg) => {
  const shifted = new Uint8Array(40);
  shifted.set(displayMatrixOf(rotationDeg), 3);
  expect(rotationOf(shifted.subarray(3, 39))).toBe(rotationDeg);
});
