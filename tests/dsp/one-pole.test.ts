import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { planBandPass } from "../../src/dsp/one-pole.ts";

import { bandPassAt } from "./band-pass-response.ts";
import { sineAt } from "./sine-fit.ts";

const FS_HZ = 30;

/** What the filter makes of a sine of amplitude 1 and phase 0, once settled. */
function measured(hz: number): { amplitude: number; phase: number } {
  const filter = planBandPass(FS_HZ, 0.4, 6);
  const t = Float64Array.from({ length: 1800 }, (_, i) => i / FS_HZ);
  const out = t.map((s) => filter.step(Math.sin(2 * Math.PI * hz * s)));
  return sineAt(out.subarray(600), t.subarray(600), hz);
}

describe("the causal band-pass", () => {
  test("answers each frequency as its transfer function says", () => {
    for (const hz of [0.1, 0.4, 1, 2, 4, 6, 10]) {
      const seen = measured(hz);
      const { gain, phase } = bandPassAt(hz, 0.4, 6, FS_HZ);
      expect(seen.amplitude).toBeCloseTo(gain, 4);
      expect(seen.phase).toBeCloseTo(phase, 4);
    }
  });

  test("puts no crest between its corners more than 27 ms late, and no modulation from 25 to 240 /min more than 250 ms", () => {
    for (let hz = 25 / 60; hz <= 4; hz += 0.2) {
      const [phase, below, above] = [hz, hz - 0.02, hz + 0.02].map((at) => measured(at).phase);
      expect(-phase / (2 * Math.PI * hz)).toBeLessThan(0.027);
      expect(-(above - below) / (2 * Math.PI * 0.04)).toBeLessThan(0.25);
    }
  });

  test("is linear", () => {
    const signal = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 20, maxLength: 20 });
    fc.assert(
      fc.property(signal, signal, fc.double({ min: -5, max: 5, noNaN: true }), (a, b, share) => {
        const run = (values: readonly number[]) => {
          const filter = planBandPass(FS_HZ, 0.4, 6);
          return values.map((value) => filter.step(value));
        };
        const mixed = run(a.map((value, i) => value + share * b[i]));
        const [outA, outB] = [run(a), run(b)];
        mixed.forEach((value, i) => {
          expect(value).toBeCloseTo(outA[i] + share * outB[i], 10);
        });
      }),
    );
  });

  test("takes its first value as the baseline: a constant never shows", () => {
    const filter = planBandPass(FS_HZ, 0.4, 6);
    expect(Array.from({ length: 10 }, () => filter.step(128))).toEqual(new Array(10).fill(0));
  });

  test("starts anew after a reset", () => {
    const values = [3, 1, 4, 1, 5, 9, 2, 6];
    const filter = planBandPass(FS_HZ, 0.4, 6);
    const first = values.map((value) => filter.step(value));
    filter.reset();
    expect(values.map((value) => filter.step(value))).toEqual(first);
  });
});
