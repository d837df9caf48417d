import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { sineAt } from "../dsp/sine-fit.ts";
import { keyframeRhythm, roomDisturbance } from "../../src/pulse/disturbances.ts";

import { sampleTimesS, sine } from "./skin-traces.ts";

const N = 300;
const tS = sampleTimesS(N);
const tMs = tS.map((t) => 1000 * t);
const HIGHEST_HZ = 6;

const rhythmOf = (keyframesMs: readonly number[] | null, times = tMs) => keyframeRhythm(times, keyframesMs, HIGHEST_HZ);

/** Takes the rhythm of the keyframes out of `values`, which must be there. */
function removeRhythm(keyframesMs: readonly number[], values: Float64Array, times = tMs): void {
  const rhythm = rhythmOf(keyframesMs, times);
  if (!rhythm) throw new Error("no rhythm");
  rhythm.remove(values);
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
        removeRhythm(keyframes, rhythm);
        expect(largest(rhythm)).toBeLessThan(1e-8);
      }),
    );
  });

  test("leaves a pulse at another rate its amplitude and phase, the closer the longer the span", () => {
    const kept = (seconds: number, hz: number) => {
      const times = sampleTimesS(seconds * 30);
      const pulse = times.map(sine(hz, 1, 0.5));
      removeRhythm(
        Array.from({ length: seconds + 2 }, (_, i) => i * 1000 - 500),
        pulse,
        times.map((t) => 1000 * t),
      );
      return sineAt(pulse, times, hz);
    };
    for (const hz of [0.8, 1.37, 1.7, 2.3]) {
      expect(Math.abs(kept(10, hz).amplitude - 1)).toBeLessThan(0.05);
      expect(Math.abs(kept(10, hz).phase - 0.5)).toBeLessThan(0.05);
    }
    // 4 /min beside a line: two thirds of a cycle in 10 s, two cycles in 30 s.
    expect(kept(30, 1 + 4 / 60).amplitude).toBeGreaterThan(0.95);
    expect(kept(10, 1 + 4 / 60).amplitude).toBeLessThan(0.8);
  });

  test("is covered by sine and cosine of every harmonic up to 6 Hz, beside a constant", () => {
    expect(rhythmOf(every(1000))?.rank).toBe(1 + 2 * 6);
    expect(rhythmOf(every(480))?.rank).toBe(1 + 2 * 2);
    expect(rhythmOf(every(2000))?.rank).toBe(1 + 2 * 12);
    expect(rhythmOf(every(100))?.rank).toBe(1);
  });

  test("continues beyond the outer keyframes as it was beside them", () => {
    const rhythm = tS.map(sine(1, 1, 0.3));
    removeRhythm([4000, 5000, 6000], rhythm);
    expect(largest(rhythm)).toBeLessThan(1e-8);
  });

  test("is none with fewer than three keyframes, in an intra codec, or in groups too long for a rhythm", () => {
    for (const keyframesMs of [null, [], [1000, 2000], every(2600)]) expect(rhythmOf(keyframesMs)).toBeNull();
    expect(rhythmOf([1000, 2000, 3000])).not.toBeNull();
    expect(rhythmOf(every(2400))).not.toBeNull();
  });
});

describe("the room", () => {
  test("takes what its colours explain out of a signal and leaves the rest", () => {
    const lamp = tS.map((t) => Math.sin(11 * t) + 0.3 * t);
    const dusk = tS.map((t) => t * t);
    const room = roomDisturbance([lamp, dusk, new Float64Array(N)]);
    expect(room.rank).toBe(2);
    const pulse = tS.map(sine(1.1, 1));
    const seen = tS.map((_, i) => 5 * lamp[i] - 2 * dusk[i] + pulse[i]);
    room.remove(seen);
    expect(sineAt(seen, tS, 1.1).amplitude).toBeCloseTo(1, 1);
    expect(sineAt(seen, tS, 11 / (2 * Math.PI)).amplitude).toBeLessThan(0.05);
  });
});
