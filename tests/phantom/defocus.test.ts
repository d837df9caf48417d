import fc from "fast-check";
import { expect, test } from "vitest";

import { boxRadii, planDefocus } from "../../src/phantom/defocus.ts";

test("three boxes have the Gaussian's variance to within one pixel's step", () => {
  fc.assert(
    fc.property(fc.double({ min: 0.5, max: 30, noNaN: true }), (sigmaPx) => {
      const radii = boxRadii(sigmaPx);
      const variance = radii.reduce((sum, radius) => sum + ((2 * radius + 1) ** 2 - 1) / 12, 0);
      // A box one pixel wider in radius adds 2 (r + 1) / 3; the nearest is within half of that.
      expect(Math.abs(variance - sigmaPx ** 2)).toBeLessThanOrEqual((Math.max(...radii) + 1) / 3 + 1e-9);
    }),
  );
});

test("a point of light keeps its sum and spreads alike along both axes", () => {
  const [width, height] = [64, 48];
  const defocus = planDefocus(width, height, 3);
  defocus.fill((line, y) => {
    line.fill(0);
    if (y === 24) line[3 * 32 + 1] = 1;
  });
  let [sum, spreadX, spreadY] = [0, 0, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const light = defocus.line(y)[3 * x + 1];
      sum += light;
      spreadX += light * (x - 32) ** 2;
      spreadY += light * (y - 24) ** 2;
      expect(defocus.line(y)[3 * x]).toBe(0);
    }
  }
  expect(sum).toBeCloseTo(1, 5);
  expect(spreadX).toBeCloseTo(spreadY, 5);
  expect(Math.sqrt(spreadX)).toBeCloseTo(3, 0);
});
