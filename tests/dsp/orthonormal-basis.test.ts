import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { planOrthonormalBasis } from "../../src/dsp/orthonormal-basis.ts";

const N = 12;
const vector = fc
  .array(fc.integer({ min: -50, max: 50 }), { minLength: N, maxLength: N })
  .map((values) => Float64Array.from(values));
const vectors = fc.array(vector, { minLength: 1, maxLength: 6 });

const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, i) => sum + value * b[i], 0);
const largest = (values: Float64Array) => values.reduce((max, value) => Math.max(max, Math.abs(value)), 0);

function basisOf(all: readonly Float64Array[]) {
  const basis = planOrthonormalBasis(N);
  for (const one of all) basis.add(one);
  return basis;
}

describe("an orthonormal basis", () => {
  test("leaves nothing of any mixture of the vectors it was given", () => {
    fc.assert(
      fc.property(vectors, fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 6, maxLength: 6 }), (all, shares) => {
        const mixture = new Float64Array(N);
        all.forEach((one, k) => {
          for (let i = 0; i < N; i++) mixture[i] += shares[k] * one[i];
        });
        basisOf(all).remove(mixture);
        // A vector whose new part is below a ten-thousandth of its length may be taken as spanned.
        expect(largest(mixture)).toBeLessThan(0.2);
      }),
    );
  });

  test("leaves what is orthogonal to all of them, and no more than that", () => {
    fc.assert(
      fc.property(vectors, vector, (all, values) => {
        const basis = basisOf(all);
        const left = values.slice();
        basis.remove(left);
        for (const one of all) expect(Math.abs(dot(left, one))).toBeLessThan(3);
        const again = left.slice();
        basis.remove(again);
        expect(largest(again.map((value, i) => value - left[i]))).toBeLessThan(1e-9);
        // Pythagoras: what was taken out and what is left are at right angles.
        const taken = values.map((value, i) => value - left[i]);
        expect(Math.abs(dot(taken, left))).toBeLessThan(1e-8 * (1 + dot(values, values)));
      }),
    );
  });

  test("counts independent vectors only: zeros, repeats and multiples add nothing", () => {
    const a = Float64Array.from({ length: N }, (_, i) => i);
    const b = Float64Array.from({ length: N }, (_, i) => i * i);
    const sum = a.map((value, i) => 3 * value - 2 * b[i]);
    const basis = basisOf([new Float64Array(N), a, a, a.map((value) => -7 * value)]);
    expect(basis.rank).toBe(1);
    basis.add(b);
    basis.add(sum);
    expect(basis.rank).toBe(2);
  });

  test("passes over a vector that holds no number", () => {
    expect(basisOf([new Float64Array(N).fill(Number.NaN)]).rank).toBe(0);
  });

  test("neither changes nor keeps hold of the vector it was given", () => {
    const given = Float64Array.from({ length: N }, (_, i) => i + 1);
    const copy = given.slice();
    const basis = basisOf([given]);
    expect(given).toEqual(copy);
    given.fill(0);
    basis.remove(copy);
    expect(largest(copy)).toBeLessThan(1e-12);
  });

  test("takes nothing out while it is empty", () => {
    const values = Float64Array.from({ length: N }, (_, i) => Math.sin(i));
    const before = values.slice();
    planOrthonormalBasis(N).remove(values);
    expect(values).toEqual(before);
  });
});
