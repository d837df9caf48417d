import { linearOfSrgb } from "../../src/phantom/optics.ts";
import type { PhantomFrame } from "../../src/phantom/phantom.ts";
import type { Portrait } from "../../src/phantom/portrait.ts";
import { readPortrait } from "../../src/phantom/portrait-file.ts";
import type { Scenario } from "../../src/phantom/scenario.ts";
import { parseScenario } from "../../src/phantom/scenario-parser.ts";

export const PORTRAIT: Portrait = readPortrait();

/** A small picture in which nothing happens but what the test adds. */
const STILL = {
  about: "test",
  durationS: 4,
  video: { widthPx: 320, heightPx: 240 },
  scene: { faceWidthPx: 110 },
  light: { driftPercent: 0, gradientPercent: 0 },
};

type Part = Record<string, unknown>;

/** A scenario from parts laid over the still one, section by section. */
export function scenarioOf(parts: Part): Scenario {
  const merged: Part = { ...STILL };
  for (const [key, value] of Object.entries(parts)) {
    const under = merged[key];
    const both = typeof value === "object" && !Array.isArray(value) && typeof under === "object";
    merged[key] = both ? { ...under, ...value } : value;
  }
  return parseScenario(JSON.stringify(merged), "test.json");
}

/** A pulse that is regular, arrives everywhere at once and moves nothing. */
export const PLAIN_PULSE = { rsaPercent: 0, lfPercent: 0, jitterPercent: 0, transitMs: 0, nodPx: 0 };

/** Decoded light of every 1/16 of a step, from -64 to 320. */
const DECODED = Float64Array.from({ length: 384 * 16 }, (_, i) => linearOfSrgb(Math.max(0, i / 16 - 64)));
const decoded = (step: number) => DECODED[Math.round(16 * (step + 64))];

/** Mean linear red, green, blue of the pixels with `mask` above 0; Uint8Array or Float32Array [heightPx, widthPx]. */
export function meanLight(frame: PhantomFrame, widthPx: number, mask: ArrayLike<number>): [number, number, number] {
  const sum: [number, number, number] = [0, 0, 0];
  let count = 0;
  for (let i = 0; i < mask.length; i++) {
    if (!(mask[i] > 0)) continue;
    const x = i % widthPx;
    const y = (i - x) / widthPx;
    const c = (y >> 1) * (widthPx >> 1) + (x >> 1);
    const luma = 1.164384 * (frame.y[i] - 16);
    const u = frame.u[c] - 128;
    const v = frame.v[c] - 128;
    sum[0] += decoded(luma + 1.596027 * v);
    sum[1] += decoded(luma - 0.391762 * u - 0.812968 * v);
    sum[2] += decoded(luma + 2.017232 * u);
    count++;
  }
  return [sum[0] / count, sum[1] / count, sum[2] / count];
}

/** Slope of the straight line y = a + slope * x that fits best. */
export function slopeOf(x: readonly number[], y: readonly number[]): number {
  const meanX = mean(x);
  const meanY = mean(y);
  let xy = 0;
  let xx = 0;
  x.forEach((value, i) => {
    xy += (value - meanX) * (y[i] - meanY);
    xx += (value - meanX) ** 2;
  });
  return xy / xx;
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function deviation(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
}

/** Amplitude and phase (radians) of a cosine of `hz` in samples at `tS`. */
export function sinusoid(
  values: readonly number[],
  tS: readonly number[],
  hz: number,
): { size: number; phase: number } {
  const middle = mean(values);
  let re = 0;
  let im = 0;
  values.forEach((value, i) => {
    re += (value - middle) * Math.cos(2 * Math.PI * hz * tS[i]);
    im -= (value - middle) * Math.sin(2 * Math.PI * hz * tS[i]);
  });
  return { size: (2 * Math.hypot(re, im)) / values.length, phase: Math.atan2(im, re) };
}
