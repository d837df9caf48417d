import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { planSmoothnessDetrend } from "../../src/dsp/smoothness-detrend.ts";
import { sineAt } from "../dsp/sine-fit.ts";
import { planChrom } from "../../src/pulse/chrom.ts";

import { PULSE_VECTOR, SKIN, sampleTimesS, sine } from "./skin-traces.ts";

const N = 300;
const times = sampleTimesS(N);
type Channels = [Float64Array, Float64Array, Float64Array];

function skin(pulse: (tS: number) => number, light: (tS: number) => number): Channels {
  return SKIN.map((mean, c) => times.map((t) => mean * (1 + PULSE_VECTOR[c] * pulse(t)) * (1 + light(t)))) as Channels;
}

const keepMean = () => undefined;
const detrend = (values: Float64Array) => planSmoothnessDetrend(values.length, 24).apply(values);

function chromOf(rgb: Channels, remove: (values: Float64Array) => void = keepMean): Float64Array {
  const out = new Float64Array(rgb[0].length);
  planChrom(remove)(rgb, out);
  return out;
}

const largest = (values: Float64Array) => values.reduce((max, value) => Math.max(max, Math.abs(value)), 0);

describe("CHROM", () => {
  test("is 3R - 2G - std(X)/std(Y) (1.5R + G - 1.5B) of the normalised colours", () => {
    const channel = fc.array(fc.double({ min: 50, max: 200, noNaN: true }), { minLength: 24, maxLength: 24 });
    fc.assert(
      fc.property(channel, channel, channel, (r, g, b) => {
        const mean = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;
        const std = (values: readonly number[]) => Math.sqrt(mean(values.map((x) => (x - mean(values)) ** 2)));
        const [rn, gn, bn] = [r, g, b].map((values) => values.map((x) => x / mean(values)));
        const x = rn.map((value, i) => 3 * value - 2 * gn[i]);
        const y = rn.map((value, i) => 1.5 * value + gn[i] - 1.5 * bn[i]);
        const alpha = std(x) / std(y);
        const raw = x.map((value, i) => value - alpha * y[i]);
        const seen = chromOf([Float64Array.from(r), Float64Array.from(g), Float64Array.from(b)]);
        expect(largest(seen.map((value, i) => value - (raw[i] - mean(raw))))).toBeLessThan(1e-9);
      }),
    );
  });

  test("gives a pulse 4G - 6R of its relative amplitude, upside down, and none of its phase away", () => {
    const [red, green] = PULSE_VECTOR;
    const seen = sineAt(chromOf(skin(sine(1.4, 0.005, 0.9), () => 0)), times, 1.4);
    expect(seen.amplitude).toBeCloseTo(0.005 * (4 * green - 6 * red), 4);
    expect(Math.abs(seen.phase - 0.9)).toBeCloseTo(Math.PI, 2);
  });

  test("sees nothing where only the light changes", () => {
    const flicker = skin(
      () => 0,
      (t) => 0.2 * Math.sin(8 * t) + 0.02 * t,
    );
    expect(largest(chromOf(flicker))).toBeLessThan(1e-12);
    expect(largest(chromOf(flicker, detrend))).toBeLessThan(1e-12);
  });

  test("is the same for light of any strength and colour", () => {
    const factor = fc.double({ min: 0.2, max: 4, noNaN: true });
    const colours = skin(sine(1.2, 0.01), sine(0.3, 0.05));
    const plain = chromOf(colours, detrend);
    expect(largest(plain)).toBeGreaterThan(0.005);
    fc.assert(
      fc.property(factor, factor, factor, (...factors) => {
        const lit = colours.map((channel, c) => channel.map((value) => factors[c] * value)) as Channels;
        const seen = chromOf(lit, detrend);
        expect(largest(seen.map((value, i) => value - plain[i]))).toBeLessThan(1e-9);
      }),
      { numRuns: 20 },
    );
  });

  test("leaves slow drift to the detrending and the colours as they were", () => {
    const rgb = skin(sine(1.2, 0.01), () => 0);
    for (let i = 0; i < N; i++) rgb[0][i] *= 1 + (0.1 * i) / N;
    const before = rgb.map((channel) => channel.slice());
    const seen = sineAt(chromOf(rgb, detrend), times, 1.2);
    expect(seen.amplitude).toBeCloseTo(0.01 * (4 * PULSE_VECTOR[1] - 6 * PULSE_VECTOR[0]), 2);
    expect(rgb).toEqual(before);
  });

  test("is 0 for constant colours and for black", () => {
    const constant = (value: number) => new Float64Array(N).fill(value);
    expect(largest(chromOf([constant(150), constant(100), constant(80)]))).toBeLessThan(1e-12);
    expect(largest(chromOf([constant(0), constant(0), constant(0)]))).toBe(0);
  });
});
