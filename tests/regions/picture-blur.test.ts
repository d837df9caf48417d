import fc from "fast-check";
import { expect, test } from "vitest";

import { planNormal } from "../dsp/seeded-noise.ts";
import { measureBlur, stepRatio } from "../../src/regions/picture-blur.ts";

const WIDTH = 640;
const HEIGHT = 120;

/** Error function as a sum of thin slices. */
function erf(x: number): number {
  const slices = 400;
  let sum = 0;
  for (let i = 0; i < slices; i++) sum += Math.exp(-((((i + 0.5) * x) / slices) ** 2));
  return (2 / Math.sqrt(Math.PI)) * (x / slices) * sum;
}

/** Upright edges 80 pixels apart, blurred by `sigmaPx`, under noise. */
function edges(sigmaPx: number, noise: number) {
  const normal = planNormal(3);
  const line = Float64Array.from({ length: WIDTH }, (_, x) => {
    let value = 60;
    for (let edge = 40, up = 1; edge < WIDTH; edge += 80, up = -up) {
      const share = sigmaPx === 0 ? Number(x + 0.5 > edge) : 0.5 + 0.5 * erf((x + 0.5 - edge) / (Math.SQRT2 * sigmaPx));
      value += 100 * up * share;
    }
    return value;
  });
  const data = new Uint8Array(WIDTH * HEIGHT);
  for (let i = 0; i < data.length; i++) data[i] = Math.round(line[i % WIDTH] + noise * normal());
  return { data, offset: 0, strideBytes: WIDTH, stepBytes: 1, shiftX: 0, shiftY: 0 };
}

const box = { leftPx: 0, topPx: 0, rightPx: WIDTH, bottomPx: HEIGHT, scalePx: 160 };

test.each([
  [2, 0],
  [2, 3],
  [4, 0],
  [4, 3],
])("edges blurred by %i pixels under noise of %i steps are told to a quarter", (sigmaPx, noise) => {
  const blur = measureBlur(edges(sigmaPx, noise), box) ?? 0;
  expect(blur).toBeGreaterThan(0.75 * sigmaPx);
  expect(blur).toBeLessThan(1.25 * sigmaPx);
});

test("a blur of several lags is told as wide, however wide", () => {
  for (const sigmaPx of [6, 10]) expect(measureBlur(edges(sigmaPx, 2), box) ?? 0).toBeGreaterThan(0.7 * 6);
});

test("sharp edges have next to no blur, with noise and without", () => {
  for (const noise of [0, 3]) expect(measureBlur(edges(0, noise), box) ?? 9).toBeLessThan(1.2);
});

test("a view without an edge has no blur, nor has one that is too small", () => {
  const flat = { ...edges(0, 0), data: new Uint8Array(WIDTH * HEIGHT).fill(90) };
  expect(measureBlur(flat, box)).toBeNull();
  expect(measureBlur(edges(0, 0), { ...box, rightPx: 9 })).toBeNull();
});

test("the ratio that tells the blur rises with it from 2 to 4", () => {
  expect(stepRatio(0)).toBe(2);
  fc.assert(
    fc.property(fc.double({ min: 0.3, max: 7, noNaN: true }), (sigma) => {
      expect(stepRatio(sigma * 1.1)).toBeGreaterThan(stepRatio(sigma));
      expect(stepRatio(sigma)).toBeLessThan(4);
    }),
  );
});
