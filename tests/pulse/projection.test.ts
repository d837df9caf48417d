import { describe, expect, test } from "vitest";

import { bandPassAt } from "../dsp/band-pass-response.ts";
import { sineAt } from "../dsp/sine-fit.ts";
import { planTraceBuffer } from "../../src/traces/trace-buffer.ts";
import { traceFrame } from "../traces/made-trace-frames.ts";
import { planPassThrough } from "../../src/pulse/projection.ts";
import { planPulseWave } from "../../src/pulse/pulse-wave.ts";
import { planTracePulses } from "../../src/pulse/trace-pulses.ts";

import { sampleTimesS, sine } from "./skin-traces.ts";

describe("a recorded waveform", () => {
  test("passes through as it is, the newest last", () => {
    const through = planPassThrough(20);
    const values = Array.from({ length: 70 }, (_, i) => Math.cos(i));
    for (const value of values) through.push(value, 0, 0);
    const out = new Float64Array(20);
    through.read(20, out);
    expect([...out]).toEqual(values.slice(-20));
  });

  test("reaches the screen upright, in its own unit, as the band-pass passes it", () => {
    const traces = planTraceBuffer(["bvp"], 1024);
    const pulses = planTracePulses(traces, "waveform", 1024);
    const wave = planPulseWave(traces, pulses.waves);
    const beat = sine(1.5, 3, 0.4);
    const out: number[] = [];
    for (let frame = 0; frame <= 600; frame++) {
      const value = 50 + beat(frame / 30);
      traces.push(traceFrame((frame * 1000) / 30, [[value, value, value]]));
      pulses.advance((sample) => out.push(wave.push(sample)));
    }
    const seen = sineAt(out.slice(120), sampleTimesS(600).subarray(120), 1.5);
    const expected = bandPassAt(1.5, 0.4, 6, 30);
    expect(seen.amplitude).toBeCloseTo(3 * expected.gain, 1);
    expect(seen.phase).toBeCloseTo(0.4 + expected.phase, 2);
  });
});
