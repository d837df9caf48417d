import { describe, expect, test } from "vitest";

import { planNormal } from "../dsp/seeded-noise.ts";
import { sineAt } from "../dsp/sine-fit.ts";
import { powerRatios, ratioAt } from "../../src/pulse/power-ratio.ts";
import type { TraceKind } from "../../src/pulse/projection.ts";
import { planTracePulses } from "../../src/pulse/trace-pulses.ts";
import { planWindowAnalyser, type WindowAnalysis } from "../../src/pulse/window-analysis.ts";

import { PULSE_VECTOR, type Rgb, type SkinScene, sampleTimesS, sine, skinTraces } from "./skin-traces.ts";

function powerRatio(analysis: WindowAnalysis, hz: number): number {
  return ratioAt(powerRatios(analysis), analysis.binHz, hz) ?? 0;
}

const N = 300;

function analysed(scene: SkinScene, n = N, kind: TraceKind = "colour"): WindowAnalysis | null {
  const traces = skinTraces(scene);
  const pulses = planTracePulses(traces, kind, 1024);
  pulses.advance(() => undefined);
  return planWindowAnalyser(traces, pulses.waves, kind).analyse(n);
}

/** Of a scene that must give an analysis. */
function analysisOf(scene: SkinScene, n = N): WindowAnalysis {
  const analysis = analysed(scene, n);
  if (!analysis) throw new Error("no region was valid");
  return analysis;
}

/** Frequency of the strongest bin between 0.5 and 4 Hz. */
function strongestHz(power: Float64Array, binHz: number): number {
  let best = Math.ceil(0.5 / binHz);
  for (let i = best; i * binHz <= 4; i++) if (power[i] > power[best]) best = i;
  return best * binHz;
}

/** Power of CHROM, which there is for colours. */
function chromOf({ chromPower }: WindowAnalysis): Float64Array {
  if (!chromPower) throw new Error("no CHROM");
  return chromPower;
}

function ratios(analysis: WindowAnalysis): number[] {
  const all: number[] = [];
  for (let hz = 0.5; hz < 4; hz += 0.05) all.push(powerRatio(analysis, hz));
  return all;
}
const powerAt = (analysis: WindowAnalysis, hz: number) => analysis.pooled.power[Math.round(hz / analysis.binHz)];
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1];
const SEEDS = [1, 2, 3, 4, 5, 6];
const NOISE = 0.003;
const pulseAt = (hz: number): SkinScene => ({ seconds: 12, pulse: sine(hz, 0.004), noise: NOISE });

describe("the analysis of a window", () => {
  test("shows a pulse at its rate, far above the noise, to POS and to CHROM", () => {
    for (const hz of [0.75, 1.2, 2, 3.1]) {
      const analysis = analysisOf(pulseAt(hz));
      expect(Math.abs(strongestHz(analysis.pooled.power, analysis.binHz) - hz)).toBeLessThan(2 / 60);
      expect(Math.abs(strongestHz(chromOf(analysis), analysis.binHz) - hz)).toBeLessThan(2 / 60);
      expect(powerRatio(analysis, hz)).toBeGreaterThan(10);
    }
  });

  test("expects about the power that noise alone has, and finds nothing far above it", () => {
    const middle = SEEDS.map((seed) => median(ratios(analysisOf({ seconds: 12, noise: NOISE, seed }))));
    for (const ratio of middle) {
      // The median of exponential noise is 0.7 of its mean, and neighbours are taken to share half of theirs.
      expect(ratio).toBeGreaterThan(0.1);
      expect(ratio).toBeLessThan(1.2);
    }
    const highest = SEEDS.map((seed) => Math.max(...ratios(analysisOf({ seconds: 12, noise: NOISE, seed }))));
    expect(Math.max(...highest)).toBeLessThan(10);
  });

  test("takes slow wander that all patches share for drift, not for a slow heart", () => {
    for (const seed of SEEDS) {
      const normal = planNormal(seed);
      let wander = 0;
      const light = (_: number, region: number): Rgb => {
        if (region === 0) wander += 0.001 * normal();
        return [0, wander, 0.2 * wander];
      };
      const all = ratios(analysisOf({ seconds: 12, noise: NOISE, seed, light }));
      expect(Math.max(...all.slice(0, 20))).toBeLessThan(12);
    }
  });

  test("takes a rhythm that the patches do not keep together for chance", () => {
    const beat =
      (phaseStep: number) =>
      (t: number, region: number): Rgb => {
        const value = 0.004 * Math.sin(2 * Math.PI * 1.5 * t + phaseStep * region);
        return [0, value, 0.2 * value];
      };
    // Turned by an eighth of a cycle from patch to patch, six patches still share a quarter of their amplitude.
    const together = analysisOf({ seconds: 12, noise: 0.001, light: beat(0) });
    const apart = analysisOf({ seconds: 12, noise: 0.001, light: beat(Math.PI / 4) });
    expect(powerRatio(together, 1.5)).toBeGreaterThan(20);
    expect(powerRatio(apart, 1.5)).toBeLessThan(3);
    expect(powerAt(apart, 1.5)).toBeGreaterThan(20 * powerAt(apart, 2.5));
  });

  test("is the same under twice the light", () => {
    const plain = analysisOf(pulseAt(1.2));
    const bright = analysisOf({ ...pulseAt(1.2), brightness: 2 });
    plain.pooled.power.forEach((value, i) => {
      expect(Math.abs(bright.pooled.power[i] - value)).toBeLessThan(1e-9 * powerAt(plain, 1.2));
    });
    expect(powerRatio(bright, 1.2) / powerRatio(plain, 1.2)).toBeCloseTo(1, 6);
  });

  test("takes out what the room shows too, and keeps the pulse beside it", () => {
    // A colour that POS takes for blood.
    const lamp = (t: number): Rgb => [0.002 * Math.sin(10 * t), 0.01 * Math.sin(10 * t), 0.004 * Math.sin(10 * t)];
    const scene: SkinScene = { ...pulseAt(1.1), light: lamp };
    const lampHz = 10 / (2 * Math.PI);
    const blind = analysisOf(scene);
    const withRoom = analysisOf({ ...scene, room: lamp });
    expect(powerAt(withRoom, lampHz) / powerAt(blind, lampHz)).toBeLessThan(0.01);
    expect(powerAt(withRoom, 1.1) / powerAt(blind, 1.1)).toBeCloseTo(1, 1);
    expect(Math.abs(strongestHz(chromOf(withRoom), withRoom.binHz) - 1.1)).toBeLessThan(2 / 60);
  });

  test("takes the keyframes' rhythm out and leaves the pulse its power", () => {
    const jump = (t: number): Rgb => {
      const phase = t - Math.floor(t);
      return [0, 0.008 * Math.exp(-4 * phase), 0.002 * Math.exp(-4 * phase)];
    };
    const scene: SkinScene = { ...pulseAt(1.37), light: jump };
    const blind = analysisOf(scene);
    const told = analysisOf({ ...scene, keyframeEvery: 30 });
    for (const hz of [1, 2]) expect(powerAt(told, hz) / powerAt(blind, hz)).toBeLessThan(0.02);
    const alone = analysisOf(pulseAt(1.37));
    expect(powerAt(told, 1.37) / powerAt(alone, 1.37)).toBeGreaterThan(0.85);
    expect(powerAt(told, 1.37) / powerAt(alone, 1.37)).toBeLessThan(1.15);
  });

  test("keeps both witnesses where a region is lost for a few frames", () => {
    const lost = analysisOf({ ...pulseAt(1.2), usable: (region, frame) => region !== 2 || frame < 200 || frame > 205 });
    const whole = analysisOf(pulseAt(1.2));
    expect(lost.regions).toEqual([0, 1, 2, 3, 4, 5]);
    expect(Math.abs(strongestHz(chromOf(lost), lost.binHz) - 1.2)).toBeLessThan(2 / 60);
    expect(chromOf(lost)[Math.round(1.2 / lost.binHz)] / chromOf(whole)[Math.round(1.2 / whole.binHz)]).toBeCloseTo(
      1,
      0,
    );
    expect(powerRatio(lost, 1.2)).toBeGreaterThan(0.5 * powerRatio(whole, 1.2));
  });

  test("leaves out a region that was not seen in a twentieth of the window, and is none without any", () => {
    const partly = analysisOf({ ...pulseAt(1.2), usable: (region, frame) => region > 1 || frame % 15 !== 0 });
    expect(partly.regions).toEqual([2, 3, 4, 5]);
    expect(partly.spectra).toHaveLength(4);
    expect(partly.pooled.weights).toHaveLength(4);
    expect(analysed({ ...pulseAt(1.2), usable: () => false })).toBeNull();
  });

  test("expects noise to be twice what it is, of one patch of six that is in sight as of all", () => {
    for (const seen of [1, 2, 3, 6]) {
      const means = SEEDS.map((seed) => {
        const usable = (region: number) => region < seen;
        const all = ratios(analysisOf({ seconds: 12, noise: NOISE, regions: 6, usable, seed }));
        return all.reduce((sum, ratio) => sum + ratio, 0) / all.length;
      });
      expect(median(means)).toBeGreaterThan(0.3);
      expect(median(means)).toBeLessThan(0.75);
    }
  });

  test("reads a finished waveform as it is, with no second witness", () => {
    const analysis = analysed({ seconds: 12, regions: 1, light: (t) => [sine(1.3, 0.02)(t), 0, 0] }, N, "waveform");
    expect(Math.abs(strongestHz(analysis!.pooled.power, analysis!.binHz) - 1.3)).toBeLessThan(2 / 60);
    expect(analysis!.chromPower).toBeNull();
  });

  test("keeps the pooled wave in phase with the light on the skin, and the place of its end", () => {
    const hz = 1.2;
    const analysis = analysisOf({ ...pulseAt(hz), noise: 0.0005 });
    expect(analysis.wave).toHaveLength(N);
    expect(analysis.endSample).toBe(360);
    // POS gives 2 (G - B) of the relative amplitude.
    const { amplitude, phase } = sineAt(analysis.wave, sampleTimesS(360).subarray(60), hz);
    expect(amplitude / (2 * (PULSE_VECTOR[1] - PULSE_VECTOR[2]) * 0.004)).toBeCloseTo(1, 1);
    expect(phase).toBeCloseTo(0, 1);
  });

  test("says over how long it looked and where its bins lie", () => {
    const analysis = analysisOf(pulseAt(1.2), 200);
    expect(analysis.windowS).toBeCloseTo(200 / 30, 9);
    const hzOfLast = (analysis.pooled.power.length - 1) * analysis.binHz;
    expect(hzOfLast).toBeGreaterThanOrEqual(6);
    expect(hzOfLast).toBeLessThan(6 + analysis.binHz);
    for (const all of [analysis.noise, chromOf(analysis)]) expect(all).toHaveLength(analysis.pooled.power.length);
    expect(Array.from(analysis.noise).every((value) => Number.isFinite(value) && value > 0)).toBe(true);
  });
});
