import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { signalToNoiseDb } from "../../src/pulse/signal-to-noise.ts";

const BIN_HZ = 0.01;
/** Up to 6.5 Hz: a little beyond the band of 0.4 to 6 Hz. */
const hzOfBins = Float64Array.from({ length: 651 }, (_, i) => i * BIN_HZ);
const flat = (value: number) => hzOfBins.map(() => value);

/** By its definition, from the sets of bins. */
function expectedDb(power: Float64Array, rateHz: number, windowS: number): number {
  let signal = 0;
  let noise = 0;
  hzOfBins.forEach((hz, i) => {
    if (hz < 0.4 - 1e-9 || hz > 6 + 1e-9) return;
    const near = [rateHz, 2 * rateHz].some((centre) => Math.abs(hz - centre) <= 2 / windowS);
    if (near) signal += power[i];
    else noise += power[i];
  });
  return 10 * Math.log10(signal / noise);
}

describe("the signal-to-noise ratio", () => {
  test("of a flat spectrum is the width of the two lobes against the rest of 0.4 to 6 Hz", () => {
    // 0.4 Hz each around 1.2045 and 2.409 Hz, of 5.6 Hz.
    expect(signalToNoiseDb(flat(3), BIN_HZ, 1.2045, 10)).toBeCloseTo(10 * Math.log10(0.8 / 4.8), 1);
  });

  test("is 20 dB for a pulse and harmonic with a hundred times the power of the rest", () => {
    const power = flat(0);
    power[150] = 80;
    power[300] = 20;
    power[420] = 0.7;
    power[90] = 0.3;
    power[10] = 1e6;
    power[630] = 1e6;
    expect(signalToNoiseDb(power, BIN_HZ, 1.5, 10)).toBeCloseTo(20, 9);
  });

  test("counts each bin once for every rate and window, also where the lobes of a slow pulse overlap", () => {
    const powers = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 651, maxLength: 651 });
    const rate = fc.double({ min: 25 / 60, max: 4, noNaN: true });
    fc.assert(
      fc.property(powers, rate, fc.constantFrom(5, 7, 10), (all, rateHz, windowS) => {
        const power = Float64Array.from(all);
        expect(signalToNoiseDb(power, BIN_HZ, rateHz, windowS)).toBeCloseTo(expectedDb(power, rateHz, windowS), 6);
      }),
    );
  });

  test("does not depend on the strength of the spectrum", () => {
    const power = hzOfBins.map((hz) => 1 + Math.exp(-((hz - 1.3) ** 2) * 50));
    const louder = power.map((value) => 1000 * value);
    expect(signalToNoiseDb(louder, BIN_HZ, 1.3, 10)).toBeCloseTo(signalToNoiseDb(power, BIN_HZ, 1.3, 10), 9);
  });

  test("is a number for silence and for a spectrum that is nothing but pulse", () => {
    const pulse = flat(0);
    pulse[120] = 5;
    expect(Number.isFinite(signalToNoiseDb(flat(0), BIN_HZ, 1.2, 10))).toBe(true);
    expect(signalToNoiseDb(pulse, BIN_HZ, 1.2, 10)).toBeGreaterThan(100);
    const slow = hzOfBins.map((hz) => (hz > 0.6 && hz < 0.8 ? 1 : 0));
    expect(signalToNoiseDb(slow, BIN_HZ, 0.5, 5)).toBeGreaterThan(100);
  });
});
