import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { hannWindow } from "../../src/dsp/hann-window.ts";

/** Magnitude of the window's transform `k` bins from the centre, by the definition of the DFT. */
function magnitude(window: Float64Array, k: number): number {
  let re = 0;
  let im = 0;
  for (let i = 0; i < window.length; i++) {
    re += window[i] * Math.cos((2 * Math.PI * k * i) / window.length);
    im += window[i] * Math.sin((2 * Math.PI * k * i) / window.length);
  }
  return Math.hypot(re, im);
}

const sizes = fc.integer({ min: 4, max: 200 });

describe("the Hann window", () => {
  test("is periodic: it starts at 0, reaches 1 in the middle and would continue smoothly", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 100 }), (half) => {
        const window = hannWindow(2 * half);
        expect(window[0]).toBe(0);
        expect(window[half]).toBeCloseTo(1, 12);
        for (let i = 1; i < half; i++) expect(window[i]).toBeCloseTo(window[2 * half - i], 12);
      }),
    );
  });

  test("has a coherent gain of 1/2 and a noise gain of 3/8 (Harris 1978, table 1)", () => {
    fc.assert(
      fc.property(sizes, (n) => {
        const window = hannWindow(n);
        expect(window.reduce((sum, w) => sum + w, 0) / n).toBeCloseTo(1 / 2, 12);
        expect(window.reduce((sum, w) => sum + w * w, 0) / n).toBeCloseTo(3 / 8, 12);
      }),
    );
  });

  test("holds its main lobe within two bins: nothing at bins 2 and beyond", () => {
    fc.assert(
      fc.property(sizes, (n) => {
        const window = hannWindow(n);
        expect(magnitude(window, 1) / magnitude(window, 0)).toBeCloseTo(1 / 2, 12);
        for (let k = 2; k <= n - 2; k++) expect(magnitude(window, k)).toBeLessThan(1e-10);
      }),
      { numRuns: 30 },
    );
  });
});
