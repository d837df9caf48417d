import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { sineAt } from "../dsp/sine-fit.ts";
import { POS_WINDOW_S } from "../../src/pulse/projection.ts";
import { PULSE_VECTOR, type Rgb, SKIN, sampleTimesS, sine } from "../pulse/skin-traces.ts";
import { planPos } from "../../src/evaluate/incremental-pos.ts";

const FS_HZ = 30;

/** Algorithm 1 of Wang et al. 2017 as published, but for a mean instead of a sum over the windows that overlap. */
function publishedPos(colours: readonly Rgb[], window: number): number[] {
  const sum = new Array<number>(colours.length).fill(0);
  const windows = new Array<number>(colours.length).fill(0);
  const std = (values: readonly number[]) => {
    const mean = values.reduce((total, x) => total + x, 0) / values.length;
    return Math.sqrt(values.reduce((total, x) => total + (x - mean) ** 2, 0) / values.length);
  };
  for (let last = window - 1; last < colours.length; last++) {
    const part = colours.slice(last - window + 1, last + 1);
    const mean = [0, 1, 2].map((c) => part.reduce((total, colour) => total + colour[c], 0) / window);
    const s1 = part.map(([, g, b]) => g / mean[1] - b / mean[2]);
    const s2 = part.map(([r, g, b]) => (-2 * r) / mean[0] + g / mean[1] + b / mean[2]);
    const alpha = std(s1) / std(s2);
    const h = s1.map((value, i) => value + alpha * s2[i]);
    const meanH = h.reduce((total, x) => total + x, 0) / window;
    h.forEach((value, i) => {
      sum[last - window + 1 + i] += value - meanH;
      windows[last - window + 1 + i]++;
    });
  }
  return sum.map((value, i) => value / windows[i]);
}

function posOf(colours: readonly Rgb[], fsHz = FS_HZ, capacity = 512) {
  const pos = planPos(fsHz, capacity);
  for (const [r, g, b] of colours) pos.push(r, g, b);
  return pos;
}

function read(pos: ReturnType<typeof posOf>, n: number): Float64Array {
  const out = new Float64Array(n);
  pos.read(n, out);
  return out;
}

const colour = fc.tuple(
  fc.double({ min: 60, max: 200, noNaN: true }),
  fc.double({ min: 60, max: 200, noNaN: true }),
  fc.double({ min: 60, max: 200, noNaN: true }),
);
const largestDifference = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((max, value, i) => Math.max(max, Math.abs(value - b[i])), 0);

/** Skin under steady light with a pulse and a change of light. */
function skin(seconds: number, pulse: (tS: number) => number, light: (tS: number) => number = () => 0): Rgb[] {
  return Array.from(
    sampleTimesS(seconds * FS_HZ),
    (t) => SKIN.map((mean, c) => mean * (1 + PULSE_VECTOR[c] * pulse(t)) * (1 + light(t))) as unknown as Rgb,
  );
}

describe("incremental POS", () => {
  test("equals the published overlap-add loop wherever windows are complete, up to the newest sample", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(10, 20, 30),
        fc.array(colour, { minLength: 110, maxLength: 140 }),
        (fsHz, colours) => {
          const window = Math.round(POS_WINDOW_S * fsHz);
          const n = colours.length - (window - 1);
          const expected = publishedPos(colours, window).slice(window - 1);
          expect(largestDifference(read(posOf(colours, fsHz), n), expected)).toBeLessThan(1e-9);
        },
      ),
      { numRuns: 40 },
    );
  });

  test("reads the same newest samples however many are asked for, and long after its memory has wrapped", () => {
    const colours = skin(40, sine(1.3, 0.01), sine(0.3, 0.05));
    const long = posOf(colours, FS_HZ, 128);
    const whole = read(long, 128);
    expect(largestDifference(read(long, 40), whole.subarray(88))).toBeLessThan(1e-12);
    expect(largestDifference(whole, publishedPos(colours, 48).slice(-128))).toBeLessThan(1e-9);
  });

  test("is the same for twice the light, and for light of any colour", () => {
    const factor = fc.double({ min: 0.2, max: 4, noNaN: true });
    const colours = skin(5, sine(1.1, 0.01), sine(0.4, 0.03));
    const plain = read(posOf(colours), 100);
    fc.assert(
      fc.property(factor, factor, factor, (red, green, blue) => {
        const lit = colours.map(([r, g, b]): Rgb => [red * r, green * g, blue * b]);
        expect(largestDifference(read(posOf(lit), 100), plain)).toBeLessThan(1e-9);
      }),
      { numRuns: 20 },
    );
    expect(Math.max(...plain)).toBeGreaterThan(0.003);
  });

  test("gives a pulse 2 (G - B) of its relative amplitude, in phase, whatever the light does meanwhile", () => {
    const [, green, blue] = PULSE_VECTOR;
    const amplitude = 0.005;
    for (const light of [() => 0, sine(0.5, 0.03)]) {
      const values = read(posOf(skin(20, sine(1.5, amplitude, 0.7), light), FS_HZ, 700), 450);
      const seen = sineAt(values, sampleTimesS(600).subarray(150), 1.5);
      expect(seen.amplitude / (2 * (green - blue) * amplitude)).toBeCloseTo(1, 1);
      expect(seen.phase).toBeCloseTo(0.7, 1);
    }
  });

  test("sees nothing where only the light changes", () => {
    const values = read(
      posOf(
        skin(
          10,
          () => 0,
          (t) => 0.2 * Math.sin(7 * t) + 0.02 * t,
        ),
      ),
      200,
    );
    expect(Math.max(...values.map(Math.abs))).toBeLessThan(1e-9);
  });

  test("projects along a plane in which the mean colour of its window is nothing", () => {
    const colours = skin(4, sine(1.2, 0.02), sine(0.7, 0.04));
    const projection = posOf(colours).newestProjection();
    const window = colours.slice(-48);
    const dot = [0, 1, 2].reduce(
      (sum, c) => sum + projection[c] * window.reduce((all, rgb) => all + rgb[c] / 48, 0),
      0,
    );
    expect(dot).toBeCloseTo(0, 12);
    expect(projection[1]).toBeGreaterThan(0);
  });

  test("is silent until its first window is full", () => {
    expect([...read(posOf(skin(1.5, sine(2, 0.1))), 45)]).toEqual(new Array(45).fill(0));
    expect(posOf(skin(1.5, sine(2, 0.1))).newestProjection()).toEqual([0, 0, 0]);
  });

  test("gives numbers, and 0 where all is black, for a channel without any light", () => {
    const colours = skin(4, sine(1.2, 0.02));
    for (const dark of [[0], [1], [2], [0, 1, 2]]) {
      const pos = posOf(colours.map((rgb) => rgb.map((value, c) => (dark.includes(c) ? 0 : value)) as unknown as Rgb));
      const values = [...read(pos, 120), ...pos.newestProjection()];
      expect(values.every(Number.isFinite)).toBe(true);
      if (dark.length === 3) expect([...read(pos, 120)].every((value) => value === 0)).toBe(true);
    }
  });

  test("reads 0 for the time before its first sample", () => {
    const pos = posOf(skin(2, sine(1.2, 0.01)));
    expect([...read(pos, 100).subarray(0, 40)]).toEqual(new Array(40).fill(0));
  });
});
