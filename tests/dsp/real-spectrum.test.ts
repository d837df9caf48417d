import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { planRealSpectrum } from "../../src/dsp/real-spectrum.ts";

/** Plain discrete-time Fourier transform at `cycles` per `size` samples. */
function transformAt(input: readonly number[], cycles: number, size: number): [number, number] {
  let re = 0;
  let im = 0;
  for (let i = 0; i < input.length; i++) {
    const angle = (2 * Math.PI * ((cycles * i) % size)) / size;
    re += input[i] * Math.cos(angle);
    im -= input[i] * Math.sin(angle);
  }
  return [re, im];
}

const plans = new Map([4, 8, 16, 32, 64, 128, 256].map((size) => [size, planRealSpectrum(size)]));
const value = fc.double({ min: -1000, max: 1000, noNaN: true });
const sizeAndInput = fc
  .constantFrom(...plans.keys())
  .chain((size) => fc.tuple(fc.constant(size), fc.array(value, { minLength: 1, maxLength: size })));

describe("the real spectrum", () => {
  test("equals the plain transform at every bin from 0 to half the size, for every length of input", () => {
    fc.assert(
      fc.property(sizeAndInput, ([size, input]) => {
        const spectrum = plans.get(size)!.forward(input);
        let worst = 0;
        for (let k = 0; k <= size / 2; k++) {
          const [re, im] = transformAt(input, k, size);
          worst = Math.max(worst, Math.abs(spectrum[2 * k] - re), Math.abs(spectrum[2 * k + 1] - im));
        }
        expect(worst).toBeLessThan(1e-12 * size * 1000);
      }),
    );
  });

  test("keeps the energy of the input (Parseval)", () => {
    fc.assert(
      fc.property(sizeAndInput, ([size, input]) => {
        const spectrum = plans.get(size)!.forward(input);
        const power = (k: number) => spectrum[2 * k] ** 2 + spectrum[2 * k + 1] ** 2;
        let sum = power(0) + power(size / 2);
        for (let k = 1; k < size / 2; k++) sum += 2 * power(k);
        const energy = input.reduce((total, x) => total + x * x, 0);
        expect(Math.abs(sum / size - energy)).toBeLessThanOrEqual(1e-10 * energy + 1e-12);
      }),
    );
  });

  test("does not remember a longer input before a shorter one", () => {
    const plan = planRealSpectrum(16);
    const alone = plan.forward([1, -2, 3]).slice(0, 18);
    plan.forward(Float64Array.from({ length: 16 }, (_, i) => i * i));
    expect(plan.forward([1, -2, 3]).slice(0, 18)).toEqual(alone);
  });

  test("refuses a size that is no power of two and an input that is longer than the transform", () => {
    expect(() => planRealSpectrum(12)).toThrow(/power of two/);
    expect(() => planRealSpectrum(8).forward(new Float64Array(9))).toThrow(RangeError);
  });
});
