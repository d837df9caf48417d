import { describe, expect, test } from "vitest";

import { bandPassAt } from "../dsp/band-pass-response.ts";
import { sineAt } from "../dsp/sine-fit.ts";
import { planTraceBuffer, type TraceBuffer } from "../../src/traces/trace-buffer.ts";
import { traceFrame } from "../traces/made-trace-frames.ts";
import { planPulseWave } from "../../src/pulse/pulse-wave.ts";
import { planTracePulses } from "../../src/pulse/trace-pulses.ts";
import type { WindowAnalysis } from "../../src/pulse/window-analysis.ts";

import { PULSE_VECTOR, type Rgb, SKIN, type SkinScene, sampleTimesS, sine, skinTraces } from "./skin-traces.ts";

/** The wave as the screen gets it, sample by sample while the frames come in. */
function waveOf(scene: SkinScene): number[] {
  let feed: ((traces: TraceBuffer) => void) | null = null;
  const wave: number[] = [];
  skinTraces(scene, (traces) => {
    feed ??= feeder(traces, wave);
    feed(traces);
  });
  return wave;
}

function feeder(traces: TraceBuffer, out: number[]) {
  const pulses = planTracePulses(traces, "colour", 512);
  const wave = planPulseWave(traces, pulses.waves);
  return Object.assign(() => pulses.advance((sample) => out.push(wave.push(sample))), { wave });
}

/** Only what the wave takes from an analysis. */
function weights(regions: readonly number[], shares: readonly number[]): WindowAnalysis {
  return { regions, pooled: { weights: Float64Array.from(shares) } } as unknown as WindowAnalysis;
}

/**
 * What the wave makes of a pulse at `hz`: colour relative to its mean over the 1.6 s that end there, then the band-pass from
 * 0.4 to 6 Hz; before both, frames at 30 /s are joined by lines and averaged over cells.
 */
function responseAt(hz: number): { gain: number; phase: number } {
  const angle = (2 * Math.PI * hz) / 30;
  let re = 1;
  let im = 0;
  for (let k = 0; k < 48; k++) {
    re -= Math.cos(angle * k) / 48;
    im += Math.sin(angle * k) / 48;
  }
  const cell = Math.sin(angle / 2) / (angle / 2);
  const band = bandPassAt(hz, 0.4, 6, 30);
  return { gain: Math.hypot(re, im) * cell ** 3 * band.gain, phase: Math.atan2(im, re) + band.phase };
}

const lastSine = (wave: readonly number[], hz: number, samples: number) =>
  sineAt(wave.slice(-samples), sampleTimesS(wave.length).subarray(wave.length - samples), hz);

describe("the pulse wave", () => {
  test("is 2 (G - B) of the pulse's relative amplitude in per mille, upside down, as its causal filters pass it", () => {
    for (const hz of [0.7, 1, 1.5, 2.5, 3.5]) {
      const seen = lastSine(waveOf({ seconds: 20, regions: 3, pulse: sine(hz, 0.004) }), hz, 480);
      const expected = responseAt(hz);
      const full = 1000 * 2 * (PULSE_VECTOR[1] - PULSE_VECTOR[2]) * 0.004;
      expect(seen.amplitude / full / expected.gain).toBeCloseTo(1, 1);
      // More light is less blood: a rise of the colour is a fall of the wave.
      const turn = (seen.phase - expected.phase) / Math.PI;
      expect(Math.abs(Math.abs(turn) - 1)).toBeLessThan(0.03);
    }
  });

  test("shows no crest later than 30 ms", () => {
    for (const hz of [0.7, 1, 1.5, 2.5, 3.5]) {
      const { phase } = lastSine(waveOf({ seconds: 20, regions: 1, pulse: sine(hz, 0.004) }), hz, 480);
      const lagCycles = -(phase > 0 ? phase - Math.PI : phase + Math.PI) / (2 * Math.PI);
      expect(lagCycles / hz).toBeLessThan(0.03);
    }
  });

  test("has a value for every sample and does not change with what comes later", () => {
    const scene: SkinScene = { seconds: 6, regions: 2, pulse: sine(1.2, 0.01), noise: 0.001 };
    const short = waveOf(scene);
    const long = waveOf({ ...scene, seconds: 9 });
    expect(short).toHaveLength(180);
    expect(long.slice(0, 180)).toEqual(short);
    expect(short.every(Number.isFinite)).toBe(true);
  });

  test("shows nothing of a change of light or of a slow drift of its colour", () => {
    const lit = waveOf({
      seconds: 12,
      light: (t) => {
        const change = 0.05 * Math.sin(9 * t);
        return [change, change, change];
      },
    });
    // Directions are numbers of 24 bits; a weak pulse is 0.5 per mille.
    expect(Math.max(...lit.map(Math.abs))).toBeLessThan(2e-3);
    const drifting = waveOf({ seconds: 12, light: (t) => [0, 0.001 * t, -0.001 * t] });
    const pulsing = waveOf({ seconds: 12, pulse: sine(1.2, 0.004) });
    expect(Math.max(...drifting.map(Math.abs))).toBeLessThan(Math.max(...pulsing.map(Math.abs)));
  });

  test("is flat while no region is seen", () => {
    const wave = waveOf({ seconds: 10, pulse: sine(1.2, 0.01), usable: (_, frame) => frame < 150 });
    expect(Math.max(...wave.slice(100, 140).map(Math.abs))).toBeGreaterThan(2);
    expect(Math.max(...wave.slice(240).map(Math.abs))).toBeLessThan(0.3);
    expect(waveOf({ seconds: 3, usable: () => false }).every((value) => Math.abs(value) === 0)).toBe(true);
  });

  test("follows the regions that the analysis trusts, within two seconds and without a step", () => {
    const traces = planTraceBuffer(["still", "beating"], 1024);
    const out: number[] = [];
    const feed = feeder(traces, out);
    for (let frame = 0; frame <= 20 * 30; frame++) {
      const t = frame / 30;
      const beat = SKIN.map(
        (mean, c) => mean * (1 + PULSE_VECTOR[c] * 0.008 * Math.sin(2 * Math.PI * 1.2 * t)),
      ) as unknown as Rgb;
      traces.push(traceFrame((frame * 1000) / 30, [SKIN, beat]));
      if (frame === 300) feed.wave.setWeights(weights([1], [1]));
      if (frame === 450) feed.wave.setWeights(weights([0], [1]));
      feed();
    }
    const amplitude = (from: number, to: number) =>
      sineAt(out.slice(from, to), sampleTimesS(to).subarray(from), 1.2).amplitude;
    const half = amplitude(150, 300);
    expect(amplitude(360, 450) / half).toBeGreaterThan(1.9);
    expect(amplitude(510, 600) / half).toBeLessThan(0.1);
    const steps = out.slice(151).map((value, i) => Math.abs(value - out[150 + i]));
    // The steepest step of the beating patch alone is 2 pi 1.2 / 30 of its amplitude.
    expect(Math.max(...steps)).toBeLessThan(1.1 * 2 * half * ((2 * Math.PI * 1.2) / 30));
  });

  test("leaves a region out where it is not seen", () => {
    const scene: SkinScene = { seconds: 12, regions: 3, pulse: sine(1.2, 0.006) };
    const whole = lastSine(waveOf(scene), 1.2, 200).amplitude;
    const partly = lastSine(waveOf({ ...scene, usable: (region) => region !== 1 }), 1.2, 200).amplitude;
    expect(partly / whole).toBeCloseTo(1, 2);
  });
});
