import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { planOrthonormalBasis } from "../../src/dsp/orthonormal-basis.ts";
import { sineAt } from "../dsp/sine-fit.ts";
import { addKeyframeRhythm, disturbanceBasis } from "../../src/pulse/disturbances.ts";

import { sampleTimesS, sine } from "./skin-traces.ts";

const N = 300;
const tS = sampleTimesS(N);
const tMs = tS.map((t) => 1000 * t);
const HIGHEST_HZ = 6;

function rhythmBasis(keyframesMs: readonly number[]) {
  const basis = planOrthonormalBasis(N);
  addKeyframeRhythm(basis, tMs, keyframesMs, HIGHEST_HZ);
  return basis;
}

const every = (periodMs: number, fromMs = -500) =>
  Array.from({ length: Math.ceil(12_000 / periodMs) }, (_, i) => fromMs + i * periodMs);
const largest = (values: Float64Array) => values.reduce((max, value) => Math.max(max, Math.abs(value)), 0);

/** Share of the way from the keyframe before to the one after, where keyframes surround the time. */
function phaseAt(t: number, keyframesMs: readonly number[]): number {
  const next = keyframesMs.findIndex((keyframe) => keyframe > t);
  return (t - keyframesMs[next - 1]) / (keyframesMs[next] - keyframesMs[next - 1]);
}

describe("the keyframe rhythm", () => {
  test("is taken out entirely, whatever its shape in the harmonics up to 6 Hz, from groups of unequal length", () => {
    const groups = fc.array(fc.integer({ min: 350, max: 1300 }), { minLength: 35, maxLength: 35 });
    const shape = fc.array(
      fc.tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: 0, max: 6, noNaN: true })),
      {
        minLength: 1,
        maxLength: 2,
      },
    );
    fc.assert(
      fc.property(groups, shape, (lengths, harmonics) => {
        let t = -400;
        const keyframes = [t];
        for (const length of lengths) {
          t += length;
          keyframes.push(t);
          if (t > 10_500) break;
        }
        const rhythm = tMs.map((time) =>
          harmonics.reduce(
            (sum, [amplitude, phase], h) =>
              sum + amplitude * Math.cos(2 * Math.PI * (h + 1) * phaseAt(time, keyframes) + phase),
            0,
          ),
        );
        rhythmBasis(keyframes).remove(rhythm);
        expect(largest(rhythm)).toBeLessThan(1e-8);
      }),
    );
  });

  test("leaves a pulse at another rate its amplitude and phase", () => {
    for (const hz of [0.8, 1.37, 1.7, 2.3]) {
      const pulse = tS.map(sine(hz, 1, 0.5));
      rhythmBasis(every(1000)).remove(pulse);
      const seen = sineAt(pulse, tS, hz);
      expect(seen.amplitude).toBeGreaterThan(0.95);
      expect(seen.amplitude).toBeLessThan(1.05);
      expect(Math.abs(seen.phase - 0.5)).toBeLessThan(0.05);
    }
  });

  test("is covered up to 6 Hz, or eight harmonics of a slow one", () => {
    expect(rhythmBasis(every(1000)).rank).toBe(2 * 6);
    expect(rhythmBasis(every(480)).rank).toBe(2 * 2);
    expect(rhythmBasis(every(2000)).rank).toBe(2 * 8);
    expect(rhythmBasis(every(100)).rank).toBe(0);
  });

  test("continues beyond the outer keyframes as it was beside them", () => {
    const rhythm = tS.map(sine(1, 1, 0.3));
    rhythmBasis([4000, 5000, 6000]).remove(rhythm);
    expect(largest(rhythm)).toBeLessThan(1e-8);
  });

  test("is none with fewer than three keyframes", () => {
    expect(rhythmBasis([]).rank).toBe(0);
    expect(rhythmBasis([1000, 2000]).rank).toBe(0);
    expect(rhythmBasis([1000, 2000, 3000]).rank).toBe(12);
  });
});

describe("a basis of disturbances", () => {
  test("takes out what it was given and leaves the rest", () => {
    const lamp = tS.map((t) => Math.sin(11 * t) + 0.3 * t);
    const basis = disturbanceBasis(N, [lamp, new Float64Array(N)]);
    expect(basis.rank).toBe(1);
    const pulse = tS.map(sine(1.1, 1));
    const seen = tS.map((_, i) => 5 * lamp[i] + pulse[i]);
    basis.remove(seen);
    expect(sineAt(seen, tS, 1.1).amplitude).toBeCloseTo(1, 1);
    expect(sineAt(seen, tS, 11 / (2 * Math.PI)).amplitude).toBeLessThan(0.05);
  });

  test("of nothing is empty", () => {
    expect(disturbanceBasis(N, []).rank).toBe(0);
  });
});
