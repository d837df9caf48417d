import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { findSpectralPeaks } from "../../src/pulse/spectral-peaks.ts";

const FS_HZ = 30;
const SIZE = 1024;
const BIN_HZ = FS_HZ / SIZE;
const WINDOW_S = 10;
const LOBE_HZ = 2 / WINDOW_S;
const BINS = 240;

/** Power of a Hann-windowed sum of sinusoids of 10 s, by the definition of the transform. */
function powerOf(parts: readonly { hz: number; amplitude: number; phase?: number }[]): Float64Array {
  const n = WINDOW_S * FS_HZ;
  const values = Array.from({ length: n }, (_, i) => {
    const taper = Math.sin((Math.PI * i) / n) ** 2;
    return parts.reduce(
      (sum, { hz, amplitude, phase = 0 }) => sum + taper * amplitude * Math.cos((2 * Math.PI * hz * i) / FS_HZ + phase),
      0,
    );
  });
  return Float64Array.from({ length: BINS }, (_, k) => {
    let re = 0;
    let im = 0;
    for (let i = 0; i < n; i++) {
      re += values[i] * Math.cos((2 * Math.PI * k * i) / SIZE);
      im -= values[i] * Math.sin((2 * Math.PI * k * i) / SIZE);
    }
    return re * re + im * im;
  });
}

const peaksOf = (power: Float64Array, most = 5, lowHz = 0.5, highHz = 4) =>
  findSpectralPeaks(power, BIN_HZ, lowHz, highHz, LOBE_HZ, most);

describe("the peaks of a spectrum", () => {
  test("lie within 0.1 /min of a sinusoid between any two bins, which holds nearly all of the power", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.8, max: 3.8, noNaN: true }),
        fc.double({ min: 0, max: 6.2, noNaN: true }),
        (hz, phase) => {
          const [best] = peaksOf(powerOf([{ hz, amplitude: 1, phase }]));
          expect(Math.abs(60 * (best.hz - hz))).toBeLessThan(0.1);
          expect(best.share).toBeGreaterThan(0.97);
          expect(best.share).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 25 },
    );
  });

  test("are exact where the power is a Gaussian, whose logarithm is a parabola", () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 3.5, noNaN: true }), (hz) => {
        const power = Float64Array.from({ length: BINS }, (_, i) => Math.exp(-(((i * BIN_HZ - hz) / 0.07) ** 2)));
        expect(peaksOf(power)[0].hz).toBeCloseTo(hz, 9);
      }),
    );
  });

  test("come strongest first with their shares of the power, no more than asked for", () => {
    const power = powerOf([
      { hz: 1, amplitude: 1 },
      { hz: 2.2, amplitude: 3 },
      { hz: 3.3, amplitude: 2 },
    ]);
    const peaks = peaksOf(power, 3);
    expect(peaks.map(({ hz }) => Math.round(hz * 10) / 10)).toEqual([2.2, 3.3, 1]);
    [9 / 14, 4 / 14, 1 / 14].forEach((share, i) => {
      expect(peaks[i].share).toBeCloseTo(share, 1);
    });
    expect(peaksOf(power, 2)).toEqual(peaks.slice(0, 2));
  });

  test("share no power: all of them together hold no more than there is", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: BINS, maxLength: BINS }), (all) => {
        const shares = peaksOf(Float64Array.from(all), 99).map(({ share }) => share);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeLessThanOrEqual(1 + 1e-12);
        expect(shares).toEqual(shares.toSorted((a, b) => b - a));
      }),
      { numRuns: 30 },
    );
  });

  test("do not count the side lobes of a clean sinusoid for more than a hundredth of its power", () => {
    const [main, ...others] = peaksOf(powerOf([{ hz: 1.5, amplitude: 1 }]), 9);
    expect(main.share).toBeGreaterThan(0.97);
    for (const { share } of others) expect(share).toBeLessThan(0.01);
  });

  test("are further apart than a lobe", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: BINS, maxLength: BINS }), (all) => {
        const places = peaksOf(Float64Array.from(all), 99)
          .map(({ hz }) => hz)
          .sort((a, b) => a - b);
        for (let i = 1; i < places.length; i++) expect(places[i] - places[i - 1]).toBeGreaterThan(LOBE_HZ);
      }),
      { numRuns: 30 },
    );
  });

  test("are looked for between the two frequencies only", () => {
    const power = powerOf([
      { hz: 1, amplitude: 5 },
      { hz: 2, amplitude: 1 },
    ]);
    const peaks = peaksOf(power, 1, 1.5, 2.5);
    expect(peaks[0].hz).toBeCloseTo(2, 2);
    expect(peaks[0].share).toBeGreaterThan(0.9);
  });

  test("are none where there is no power, or a slope without a top", () => {
    expect(peaksOf(new Float64Array(BINS))).toEqual([]);
    expect(peaksOf(Float64Array.from({ length: BINS }, (_, i) => 1 / (i + 1)))).toEqual([]);
  });
});
