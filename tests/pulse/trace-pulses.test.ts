import { describe, expect, test } from "vitest";

import { planSmoothnessDetrend } from "../../src/dsp/smoothness-detrend.ts";
import { planTraceBuffer, type TraceBuffer } from "../../src/traces/trace-buffer.ts";
import { detrendLambda } from "../../src/pulse/detrending.ts";
import { planTracePulses, type TracePulses } from "../../src/pulse/trace-pulses.ts";
import { planPos } from "../../src/evaluate/incremental-pos.ts";

import { type SkinScene, sine, skinTraces } from "./skin-traces.ts";

const CAPACITY = 512;
/** The waves come from numbers of 24 bits. */
const ROUNDING = 1e-6;

/** Newest wave of a region, detrended. */
function waveOf({ waves }: TracePulses, region: number, n: number): Float64Array {
  const wave = new Float64Array(n);
  waves.read([region], [wave]);
  return wave;
}

/** The same of POS by itself, fed with a region's colours from a sample on. */
function expectedWave(traces: TraceBuffer, region: number, from: number, n: number): Float64Array {
  const pos = planPos(traces.fsHz, CAPACITY);
  for (let i = from; i < traces.length; i++) pos.push(...colourAt(traces, region, i));
  const out = new Float64Array(n);
  pos.read(n, out);
  planSmoothnessDetrend(n, detrendLambda(traces.fsHz)).apply(out);
  return out;
}

/** Pulses of each region after the whole scene, taken over in one go. */
function pulsesOf(scene: SkinScene) {
  const traces = skinTraces(scene);
  const pulses = planTracePulses(traces, "colour", CAPACITY);
  pulses.advance(() => undefined);
  return { traces, pulses };
}

function colourAt(traces: TraceBuffer, region: number, sample: number): [number, number, number] {
  const one = new Float64Array(1);
  return [0, 1, 2].map((c) => {
    traces.readRegion(region, c, sample, sample + 1, one);
    return one[0];
  }) as [number, number, number];
}

const SCENE: SkinScene = { seconds: 8, regions: 2, pulse: sine(1.2, 0.01), noise: 0.002 };
const largestDifference = (a: Float64Array, b: Float64Array) =>
  a.reduce((max, value, i) => Math.max(max, Math.abs(value - b[i])), 0);

describe("the pulses of the traces", () => {
  test("are POS of each region's own colours", () => {
    const { traces, pulses } = pulsesOf(SCENE);
    for (const region of [0, 1]) {
      const expected = expectedWave(traces, region, 0, 200);
      expect(largestDifference(waveOf(pulses, region, 200), expected)).toBeLessThan(ROUNDING);
    }
    expect(largestDifference(waveOf(pulses, 0, 200), waveOf(pulses, 1, 200))).toBeGreaterThan(1e-4);
  });

  test("announce each new sample once, in order, whenever the traces have grown", () => {
    const traces = planTraceBuffer(["a"], 64);
    const pulses = planTracePulses(traces, "colour", CAPACITY);
    const seen: number[] = [];
    pulses.advance((sample) => seen.push(sample));
    expect(seen).toEqual([]);
    for (const tMs of [0, 50, 210, 400]) {
      traces.push({
        tMs,
        durationMs: 40,
        keyframe: false,
        rgb: Float64Array.of(9, 9, 9),
        usable: Uint8Array.of(1),
        room: null,
        head: null,
      });
      pulses.advance((sample) => seen.push(sample));
    }
    expect(seen).toEqual(Array.from({ length: 12 }, (_, i) => i));
  });

  test("are the same when taken over sample by sample", () => {
    let pulses: TracePulses | null = null;
    skinTraces(SCENE, (traces) => {
      pulses ??= planTracePulses(traces, "colour", CAPACITY);
      pulses.advance(() => undefined);
    });
    expect(waveOf(pulses!, 1, 200)).toEqual(waveOf(pulsesOf(SCENE).pulses, 1, 200));
  });

  test("do not jump where a region is lost for some frames under steady light", () => {
    const steady: SkinScene = { seconds: 8, regions: 1 };
    const { traces, pulses } = pulsesOf({ ...steady, usable: (_, frame) => frame < 100 || frame > 110 });
    expect(traces.isValid(0, 105)).toBe(false);
    expect(waveOf(pulses, 0, 200).every((value) => Math.abs(value) < ROUNDING)).toBe(true);
  });

  test("of a region that appears late are those of a recording that begins with it", () => {
    const { traces, pulses } = pulsesOf({ ...SCENE, regions: 1, usable: (_, frame) => frame >= 90 });
    expect(traces.isValid(0, 89)).toBe(false);
    expect(traces.isValid(0, 90)).toBe(true);
    expect(largestDifference(waveOf(pulses, 0, 150), expectedWave(traces, 0, 90, 150))).toBeLessThan(ROUNDING);
    expect(largestDifference(waveOf(pulses, 0, 240), expectedWave(traces, 0, 90, 240))).toBeLessThan(ROUNDING);
  });
});
