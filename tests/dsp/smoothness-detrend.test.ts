import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { planSmoothnessDetrend } from "../../src/dsp/smoothness-detrend.ts";

import { sineAt } from "./sine-fit.ts";

/** Solves A x = b for a dense symmetric positive matrix by Gaussian elimination with pivoting. */
function solveDense(matrix: number[][], right: readonly number[]): number[] {
  const n = right.length;
  const rows = matrix.map((row, i) => [...row, right[i]]);
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(rows[i][k]) > Math.abs(rows[pivot][k])) pivot = i;
    [rows[k], rows[pivot]] = [rows[pivot], rows[k]];
    for (let i = k + 1; i < n; i++) {
      const factor = rows[i][k] / rows[k][k];
      for (let j = k; j <= n; j++) rows[i][j] -= factor * rows[k][j];
    }
  }
  const x = new Array<number>(n).fill(0);
  for (let i = n - 1; i >= 0; i--) {
    let sum = rows[i][n];
    for (let j = i + 1; j < n; j++) sum -= rows[i][j] * x[j];
    x[i] = sum / rows[i][i];
  }
  return x;
}

/** y - (I + lambda^2 D2' D2)^-1 y with the matrices written out. */
function detrendDense(y: readonly number[], lambda: number): number[] {
  const n = y.length;
  const matrix = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => (i === j ? 1 : 0)));
  for (let row = 0; row < n - 2; row++) {
    const second = [1, -2, 1];
    for (let a = 0; a < 3; a++) {
      for (let b = 0; b < 3; b++) matrix[row + a][row + b] += lambda * lambda * second[a] * second[b];
    }
  }
  const trend = solveDense(matrix, y);
  return y.map((value, i) => value - trend[i]);
}

function detrended(values: ArrayLike<number>, lambda: number): Float64Array {
  const out = Float64Array.from(values);
  planSmoothnessDetrend(out.length, lambda).apply(out);
  return out;
}

const lambdas = fc.double({ min: 0.01, max: 300, noNaN: true });

describe("detrending by smoothness priors", () => {
  test("equals the dense solution of Tarvainen's equation", () => {
    const signal = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 5, maxLength: 40 });
    fc.assert(
      fc.property(signal, lambdas, (y, lambda) => {
        const expected = detrendDense(y, lambda);
        const worst = detrended(y, lambda).reduce((max, x, i) => Math.max(max, Math.abs(x - expected[i])), 0);
        // The condition number of the system is 1 + 16 lambda^2.
        expect(worst).toBeLessThan(1e-13 * 100 * (1 + 16 * lambda * lambda));
      }),
    );
  });

  test("takes a straight line out entirely, whatever its slope", () => {
    const number = fc.double({ min: -1000, max: 1000, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 300 }), lambdas, number, number, (n, lambda, offset, slope) => {
        const line = Float64Array.from({ length: n }, (_, i) => offset + (slope * i) / n);
        const left = detrended(line, lambda).reduce((max, x) => Math.max(max, Math.abs(x)), 0);
        expect(left).toBeLessThan(1e-13 * 2000 * (1 + 16 * lambda * lambda));
      }),
    );
  });

  test("keeps 1 - 1 / (1 + lambda^2 (2 sin(w/2))^4) of a sinusoid's amplitude and leaves its phase", () => {
    const n = 900;
    const lambda = 50;
    const t = Float64Array.from({ length: n }, (_, i) => i);
    for (const cycles of [2, 6, 20, 60]) {
      const hz = cycles / n;
      const wave = t.map((i) => Math.sin(2 * Math.PI * hz * i + 0.3));
      const { amplitude, phase } = sineAt(detrended(wave, lambda).subarray(150, 750), t.subarray(150, 750), hz);
      const gain = 1 - 1 / (1 + lambda ** 2 * (2 * Math.sin(Math.PI * hz)) ** 4);
      if (cycles >= 6) {
        expect(amplitude).toBeCloseTo(gain, 2);
        expect(phase).toBeCloseTo(0.3, 2);
      } else expect(amplitude).toBeLessThan(0.05);
    }
  });

  test("halves the amplitude at 1 / (2 pi sqrt(lambda)) cycles per sample", () => {
    const n = 1200;
    const hz = 24 / n;
    const lambda = 1 / (2 * Math.PI * hz) ** 2;
    const t = Float64Array.from({ length: n }, (_, i) => i);
    const out = detrended(
      t.map((i) => Math.sin(2 * Math.PI * hz * i)),
      lambda,
    );
    expect(sineAt(out.subarray(200, 1000), t.subarray(200, 1000), hz).amplitude).toBeCloseTo(0.5, 2);
  });

  test("gives the same on every call of one plan", () => {
    const plan = planSmoothnessDetrend(20, 7);
    const values = Array.from({ length: 20 }, (_, i) => Math.cos(i * i));
    const first = Float64Array.from(values);
    const second = Float64Array.from(values);
    plan.apply(first);
    plan.apply(second);
    expect(second).toEqual(first);
    expect(plan.n).toBe(20);
  });

  test("refuses fewer than 5 samples", () => {
    expect(() => planSmoothnessDetrend(4, 10)).toThrow(RangeError);
  });
});
