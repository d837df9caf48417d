import fc from "fast-check";
import { expect, test } from "vitest";

import { solveDefinite } from "../../src/dsp/definite-system.ts";

const ENTRY = fc.double({ min: -3, max: 3, noNaN: true });

test("the solution put into the system gives its right side", () => {
  fc.assert(
    fc.property(
      fc
        .integer({ min: 1, max: 7 })
        .chain((n) =>
          fc.tuple(
            fc.array(fc.array(ENTRY, { minLength: n, maxLength: n }), { minLength: n, maxLength: n }),
            fc.array(ENTRY, { minLength: n, maxLength: n }),
          ),
        ),
      ([factor, right]) => {
        const n = right.length;
        // A product with its own transpose, and something on the diagonal, is positive definite.
        const matrix = factor.flatMap((a, i) =>
          factor.map((b, k) => a.reduce((sum, value, j) => sum + value * b[j], i === k ? 0.5 : 0)),
        );
        const solution = Float64Array.from(right);
        expect(solveDefinite(Float64Array.from(matrix), solution)).toBe(true);
        for (let i = 0; i < n; i++) {
          const met = solution.reduce((sum, value, k) => sum + value * matrix[i * n + k], 0);
          expect(Math.abs(met - right[i])).toBeLessThan(1e-8 * (1 + Math.abs(right[i])));
        }
      },
    ),
  );
});

test("a matrix that is not definite is told", () => {
  expect(solveDefinite(Float64Array.of(1, 2, 2, 1), Float64Array.of(1, 1))).toBe(false);
  expect(solveDefinite(Float64Array.of(0), Float64Array.of(1))).toBe(false);
});
