import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { planNormal } from "../dsp/seeded-noise.ts";
import { mixVectors, poolSpectra } from "../../src/pulse/pooling.ts";

const BINS = 40;
const PULSE_BIN = 12;

/** Spectra of regions with the same pulse at one bin and independent complex noise of the given deviations. */
function regions(noises: readonly number[], pulse: number, seed = 1): Float64Array[] {
  const normal = planNormal(seed);
  return noises.map((noise) => {
    const spectrum = Float64Array.from({ length: 2 * BINS }, () => noise * normal());
    spectrum[2 * PULSE_BIN] += pulse;
    return spectrum;
  });
}

const sum = (values: ArrayLike<number>) => Array.from(values).reduce((total, value) => total + value, 0);
const largestDifference = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((max, value, i) => Math.max(max, Math.abs(value - b[i])), 0);
const noises = fc.array(fc.double({ min: 0.1, max: 10, noNaN: true }), { minLength: 1, maxLength: 9 });

describe("pooling", () => {
  test("weighs the regions to a sum of 1, none more than three times the median one", () => {
    fc.assert(
      fc.property(noises, fc.nat(), (all, seed) => {
        const { weights } = poolSpectra(regions(all, 5, seed), 2);
        expect(sum(weights)).toBeCloseTo(1, 12);
        const sorted = weights.toSorted();
        expect(sorted[sorted.length - 1]).toBeLessThanOrEqual(3 * sorted[sorted.length >> 1] * (1 + 1e-12));
        expect(sorted[0]).toBeGreaterThan(0);
      }),
    );
  });

  test("is the weighted mean of the spectra, and its power", () => {
    fc.assert(
      fc.property(noises, fc.nat(), (all, seed) => {
        const spectra = regions(all, 5, seed);
        const { weights, spectrum, power } = poolSpectra(spectra, 2);
        const mean = spectrum.map((_, i) => sum(spectra.map((one, k) => weights[k] * one[i])));
        expect(largestDifference(spectrum, mean)).toBeLessThan(1e-9);
        const ofBin = power.map((_, i) => spectrum[2 * i] ** 2 + spectrum[2 * i + 1] ** 2);
        expect(largestDifference(power, ofBin)).toBeLessThan(1e-9);
      }),
    );
  });

  test("mixes other vectors by the same weights", () => {
    const mixed = mixVectors(
      [Float64Array.of(1, 2, 3, 4), Float64Array.of(10, 0, -10, 5)],
      Float64Array.of(0.75, 0.25),
    );
    expect([...mixed]).toEqual([3.25, 1.5, -0.25, 4.25]);
  });

  test("does not depend on the order of the regions", () => {
    fc.assert(
      fc.property(noises, fc.nat(), fc.nat(), (all, seed, turn) => {
        const spectra = regions(all, 5, seed);
        const order = spectra.map((_, k) => (k + turn) % spectra.length).reverse();
        const plain = poolSpectra(spectra, 2);
        const turned = poolSpectra(
          order.map((k) => spectra[k]),
          2,
        );
        expect(
          largestDifference(
            turned.weights,
            order.map((k) => plain.weights[k]),
          ),
        ).toBeLessThan(1e-9);
        expect(largestDifference(turned.power, plain.power)).toBeLessThan(1e-7 * Math.max(...plain.power));
        expect(turned.incoherentPower === null).toBe(plain.incoherentPower === null);
      }),
    );
  });

  test("does not depend on the strength of the spectra", () => {
    const spectra = regions([1, 2, 0.5, 4], 5);
    const plain = poolSpectra(spectra, 2);
    const doubled = poolSpectra(
      spectra.map((spectrum) => spectrum.map((value) => 2 * value)),
      2,
    );
    expect(largestDifference(doubled.weights, plain.weights)).toBeLessThan(1e-12);
    expect(
      largestDifference(
        doubled.power,
        plain.power.map((value) => 4 * value),
      ),
    ).toBeLessThan(1e-9);
    expect(
      largestDifference(
        doubled.incoherentPower!,
        plain.incoherentPower!.map((value) => 4 * value),
      ),
    ).toBeLessThan(1e-9);
  });

  test("gives a spoilt patch next to no weight, and less noise than a plain mean", () => {
    let pooledNoise = 0;
    let plainNoise = 0;
    const levels = [1, 1, 1, 1, 1, 1, 1, 10];
    for (let seed = 1; seed <= 20; seed++) {
      const spectra = regions(levels, 20, seed);
      const { weights, power } = poolSpectra(spectra, 2);
      expect(weights[7]).toBeLessThan(0.1 / 8);
      for (let i = 0; i < BINS; i++) {
        if (i === PULSE_BIN) continue;
        pooledNoise += power[i];
        plainNoise +=
          (sum(spectra.map((one) => one[2 * i])) / 8) ** 2 + (sum(spectra.map((one) => one[2 * i + 1])) / 8) ** 2;
      }
    }
    // Seven equal patches leave 1/7 of the noise of one; the plain mean has 107/64 of it.
    expect(pooledNoise / plainNoise).toBeLessThan((1.2 * (1 / 7)) / (107 / 64));
  });

  test("keeps what all patches share at its full power", () => {
    const { power } = poolSpectra(regions([1, 1, 2, 2, 3, 3], 50), 2);
    expect(power[PULSE_BIN] / 50 ** 2).toBeCloseTo(1, 1);
  });
});

describe("the incoherent power", () => {
  test("is twice the pooled power on average where nothing is shared: neighbours count half", () => {
    for (const levels of [
      [1, 1, 1, 1, 1, 1],
      [1, 1, 1, 1.5, 1.5, 1.5, 2, 2],
    ]) {
      let pooled = 0;
      let incoherent = 0;
      for (let seed = 1; seed <= 60; seed++) {
        const { power, incoherentPower } = poolSpectra(regions(levels, 0, seed), 0);
        pooled += sum(power);
        incoherent += sum(incoherentPower!);
      }
      expect(incoherent / pooled / 2).toBeGreaterThan(0.85);
      expect(incoherent / pooled / 2).toBeLessThan(1.15);
    }
  });

  test("is nothing where all regions agree", () => {
    const [one] = regions([1], 5);
    const { weights, power, incoherentPower } = poolSpectra([one, one, one, one], 3);
    expect(largestDifference(weights, [0.25, 0.25, 0.25, 0.25])).toBeLessThan(1e-12);
    expect(power[PULSE_BIN]).toBeCloseTo(one[2 * PULSE_BIN] ** 2 + one[2 * PULSE_BIN + 1] ** 2, 9);
    expect(Math.max(...incoherentPower!)).toBeLessThan(1e-20);
  });

  test("does not rise with a pulse that all regions share", () => {
    const without = poolSpectra(regions([1, 1, 1, 1, 1], 0), 3).incoherentPower!;
    const withPulse = poolSpectra(regions([1, 1, 1, 1, 1], 1000), 3).incoherentPower!;
    expect(largestDifference(withPulse, without)).toBeLessThan(0.01);
  });

  test("is smoothed over the given number of bins to either side", () => {
    const flat = (value: number) => new Float64Array(2 * BINS).fill(value);
    const [a, b, c] = [flat(0), flat(0), flat(0)];
    a[2 * 20] = 1;
    b[2 * 20] = -1;
    const { incoherentPower } = poolSpectra([a, b, c], 2);
    const touched = Array.from(incoherentPower!, (value, i) => (value > 0 ? i : -1)).filter((i) => i >= 0);
    expect(touched).toEqual([18, 19, 20, 21, 22]);
  });

  test("is unknown below three regions, which then weigh the same", () => {
    for (const levels of [[1], [1, 9]]) {
      const { weights, incoherentPower } = poolSpectra(regions(levels, 5), 2);
      expect(incoherentPower).toBeNull();
      expect([...weights]).toEqual(levels.map(() => 1 / levels.length));
    }
  });
});
