import type { TraceFrame } from "../../src/base/trace-frame.ts";
import { planTraceBuffer, type TraceBuffer } from "../../src/traces/trace-buffer.ts";

/** One frame with the given colour in each region; null stands for a region that is not usable. */
export function traceFrame(
  tMs: number,
  colours: readonly (readonly [number, number, number] | null)[],
  rest: Partial<Pick<TraceFrame, "keyframe" | "room" | "head">> = {},
): TraceFrame {
  return {
    tMs,
    durationMs: 1000 / 30,
    keyframe: false,
    room: null,
    head: null,
    ...rest,
    // What an unusable region holds means nothing: a value that would be seen.
    rgb: Float64Array.from(colours.flatMap((colour) => colour ?? [251, 252, 253])),
    usable: Uint8Array.from(colours.map((colour) => (colour ? 1 : 0))),
  };
}

/** A buffer of one region "a" that has seen the same value in R, G and B at each of the times. */
export function tracesOf(timesMs: readonly number[], value: (tMs: number) => number, capacity = 1024): TraceBuffer {
  const traces = planTraceBuffer(["a"], capacity);
  for (const tMs of timesMs) traces.push(traceFrame(tMs, [[value(tMs), value(tMs), value(tMs)]]));
  return traces;
}

export function readAll(traces: TraceBuffer, c = 1, region = 0): Float64Array {
  const out = new Float64Array(traces.length);
  traces.readRegion(region, c, 0, traces.length, out);
  return out;
}

/** Middle of each sample's cell, ms. */
export function sampleTimesMs(count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => ((i + 0.5) * 1000) / 30);
}
