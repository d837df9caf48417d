import fc from "fast-check";
import { expect, test } from "vitest";

import { cropAround, toFrame } from "../../src/face/crop.ts";

/** A flat face 100 wide and 140 high around (0, 0), with its eyes at landmarks 33 and 263. */
function face(centreX: number, centreY: number, scale: number, angleRad: number): Float32Array {
  const points = new Float32Array(468 * 3);
  const place = (index: number, x: number, y: number) => {
    points[index * 3] = centreX + scale * (Math.cos(angleRad) * x - Math.sin(angleRad) * y);
    points[index * 3 + 1] = centreY + scale * (Math.sin(angleRad) * x + Math.cos(angleRad) * y);
  };
  for (let i = 0; i < 468; i++) place(i, 50 * Math.cos(i), 70 * Math.sin(i));
  for (const [index, x, y] of [
    [0, -50, 0],
    [1, 50, 0],
    [2, 0, -70],
    [3, 0, 70],
    [33, -30, -20],
    [263, 30, -20],
  ])
    place(index, x, y);
  return points;
}

test("the crop follows the face's place, size and turn", () => {
  fc.assert(
    fc.property(
      fc.double({ min: -500, max: 2000, noNaN: true }),
      fc.double({ min: -500, max: 2000, noNaN: true }),
      fc.double({ min: 0.2, max: 5, noNaN: true }),
      fc.double({ min: -3.1, max: 3.1, noNaN: true }),
      (x, y, scale, angleRad) => {
        const crop = cropAround(face(x, y, scale, angleRad));
        expect(crop.centreX).toBeCloseTo(x, 1);
        expect(crop.centreY).toBeCloseTo(y, 1);
        expect(crop.sizePx).toBeCloseTo(1.5 * 140 * scale, 1);
        expect(crop.angleRad).toBeCloseTo(angleRad, 3);
      },
    ),
  );
});

test("a crop turned by a quarter clockwise has its right edge at the bottom", () => {
  const { x, y } = toFrame({ centreX: 100, centreY: 50, sizePx: 40, angleRad: Math.PI / 2 }, 1, 0.5);
  expect(x).toBeCloseTo(100, 9);
  expect(y).toBeCloseTo(70, 9);
});
