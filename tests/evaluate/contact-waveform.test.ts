import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { waveformTruth } from "../../src/evaluate/contact-waveform.ts";
import { oximeterTruth } from "../../src/evaluate/oximeter-rates.ts";

/** A pulse wave with a dicrotic wave, drift and a rate that follows `rateAt`. */
function pulseWave(seconds: number, fsHz: number, rateAt: (second: number) => number): number[] {
  let phase = 0;
  return Array.from({ length: seconds * fsHz }, (_, i) => {
    phase += rateAt(i / fsHz) / 60 / fsHz;
    const beat = phase % 1;
    const systole = Math.exp(-(((beat - 0.2) / 0.08) ** 2));
    const dicrotic = 0.4 * Math.exp(-(((beat - 0.5) / 0.1) ** 2));
    return 500 + 100 * (systole + dicrotic) + 80 * Math.sin((2 * Math.PI * i) / fsHz / 9);
  });
}

const ratesOf = (wave: readonly number[], fsHz: number) => {
  const rate = waveformTruth(wave, fsHz)?.rate;
  return Array.isArray(rate) ? rate : [];
};

describe("rates of a contact waveform", () => {
  test.each([
    [30, 72],
    [64, 45],
    [64, 150],
    [256, 64],
  ])("at %d Hz are within 1 /min of %d", (fsHz, rateBpm) => {
    const rates = ratesOf(
      pulseWave(30, fsHz, () => rateBpm),
      fsHz,
    );
    expect(rates).toHaveLength(21);
    expect(rates[0].tMs).toBe(5000);
    for (const { ratePerMin } of rates) expect(Math.abs(ratePerMin - rateBpm)).toBeLessThan(1);
  });

  test("follow a slow rise with the middle of their window", () => {
    const rates = ratesOf(
      pulseWave(60, 64, (second) => 60 + second / 2),
      64,
    );
    for (const { tMs, ratePerMin } of rates) expect(Math.abs(ratePerMin - (60 + tMs / 2000))).toBeLessThan(2);
    expect(rates.length).toBeGreaterThan(40);
  });

  test("are unknown where there is no pulse: a flat line, noise", () => {
    expect(waveformTruth(new Array(64 * 30).fill(7), 64)).toBeNull();
    let state = 1;
    const noise = Array.from({ length: 64 * 60 }, () => {
      state = (state * 48271) % 2147483647;
      return state / 2147483647;
    });
    expect(ratesOf(noise, 64).length).toBeLessThan(10);
  });

  test("are unknown in a waveform shorter than their window, and samples that are no number do no harm", () => {
    expect(
      waveformTruth(
        pulseWave(9, 64, () => 70),
        64,
      ),
    ).toBeNull();
    const holed = pulseWave(30, 64, () => 70).map((value, i) => (i % 50 === 0 ? Number.NaN : value));
    expect(ratesOf(holed, 64).length).toBeGreaterThan(15);
  });
});

describe("rates of a pulse oximeter", () => {
  test("are means per second; readings of 0 are unknown, not a pulse of 0", () => {
    const readings = [0, 100, 900, 1100, 2000, 4000].map((tMs, i) => ({ tMs, ratePerMin: [60, 62, 70, 72, 0, 80][i] }));
    expect(oximeterTruth(readings, "m")?.rate).toEqual([
      { tMs: 0, ratePerMin: 61 },
      { tMs: 1000, ratePerMin: 71 },
      { tMs: 4000, ratePerMin: 80 },
    ]);
    expect(oximeterTruth([{ tMs: 0, ratePerMin: 0 }], "m")).toBeNull();
  });

  test("rise in time and lie between the lowest and the highest reading, in whatever order those come", () => {
    const reading = fc.record({
      tMs: fc.integer({ min: 0, max: 60_000 }),
      ratePerMin: fc.integer({ min: 1, max: 250 }),
    });
    fc.assert(
      fc.property(fc.array(reading, { minLength: 1 }), (readings) => {
        const points = oximeterTruth(readings, "m")?.rate as { tMs: number; ratePerMin: number }[];
        const rates = readings.map(({ ratePerMin }) => ratePerMin);
        points.forEach(({ tMs, ratePerMin }, i) => {
          if (i > 0) expect(tMs).toBeGreaterThan(points[i - 1].tMs);
          expect(ratePerMin).toBeGreaterThanOrEqual(Math.min(...rates) - 1e-9);
          expect(ratePerMin).toBeLessThanOrEqual(Math.max(...rates) + 1e-9);
        });
      }),
    );
  });
});
