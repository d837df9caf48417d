import { describe, expect, test } from "vitest";

import { planTraceBuffer, type TraceBuffer } from "../../src/traces/trace-buffer.ts";
import { planPos } from "../../src/pulse/pos.ts";
import { planTracePulses } from "../../src/pulse/trace-pulses.ts";

import { type SkinScene, sine, skinTraces } from "./skin-traces.ts";

const CAPACITY = 512;

function readPos(pos: { read(n: number, out: Float64Array): void }, n: number): Float64Array {
  const out = new Float64Array(n);
  pos.read(n, out);
  return out;
}

/** POS of each region after the whole scene, taken over in one go. */
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
      const expected = planPos(traces.fsHz, CAPACITY);
      for (let i = 0; i < traces.length; i++) expected.push(...colourAt(traces, region, i));
      expect(readPos(pulses.pos[region], 200)).toEqual(readPos(expected, 200));
    }
    expect(largestDifference(readPos(pulses.pos[0], 200), readPos(pulses.pos[1], 200))).toBeGreaterThan(1e-4);
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
    let pulses: ReturnType<typeof planTracePulses> | null = null;
    skinTraces(SCENE, (traces) => {
      pulses ??= planTracePulses(traces, "colour", CAPACITY);
      pulses.advance(() => undefined);
    });
    expect(readPos(pulses!.pos[1], 200)).toEqual(readPos(pulsesOf(SCENE).pulses.pos[1], 200));
  });

  test("do not jump where a region is lost for some frames under steady light", () => {
    const steady: SkinScene = { seconds: 8, regions: 1 };
    const { traces, pulses } = pulsesOf({ ...steady, usable: (_, frame) => frame < 100 || frame > 110 });
    expect(traces.isValid(0, 105)).toBe(false);
    expect(readPos(pulses.pos[0], 200).every((value) => Math.abs(value) < 1e-9)).toBe(true);
  });

  test("of a region that appears late are those of a recording that begins with it", () => {
    const { traces, pulses } = pulsesOf({ ...SCENE, regions: 1, usable: (_, frame) => frame >= 90 });
    const expected = planPos(traces.fsHz, CAPACITY);
    for (let i = 90; i < traces.length; i++) expected.push(...colourAt(traces, 0, i));
    expect(traces.isValid(0, 89)).toBe(false);
    expect(traces.isValid(0, 90)).toBe(true);
    expect(readPos(pulses.pos[0], 150)).toEqual(readPos(expected, 150));
    expect([...readPos(pulses.pos[0], 240).subarray(0, 90)]).toEqual(new Array(90).fill(0));
  });
});
