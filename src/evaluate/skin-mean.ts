import type { TraceFrame } from "../base/trace-frame.ts";
import { planTraceBuffer, TRACE_RATE_HZ } from "../traces/trace-buffer.ts";

import type { RecordedTraces } from "./recorded-traces.ts";

/** The mean of all regions of a recording on Afar's uniform clock: what a method without regions of its own is given. */
export interface SkinMean {
  readonly fsHz: number;
  /** R, G, B, 0..255; Float64Array [samples] each. Where no region was seen the last colour stands, 0 before the first. */
  readonly channels: readonly [Float64Array, Float64Array, Float64Array];
  /** Share 0..1 of the samples [from, end) in which skin was seen. */
  validShare(from: number, end: number): number;
}

/** Takes the plain mean of the usable regions of every frame. Allocates. */
export function skinMean({ frames, endMs }: RecordedTraces): SkinMean {
  const capacity = Math.ceil((endMs / 1000) * TRACE_RATE_HZ) + 1;
  const buffer = planTraceBuffer(["skin"], capacity);
  for (const frame of frames) buffer.push(meanFrame(frame));
  const channel = (c: number) => {
    const out = new Float64Array(buffer.length);
    buffer.readRegion(0, c, 0, buffer.length, out);
    return out;
  };
  return {
    fsHz: buffer.fsHz,
    channels: [channel(0), channel(1), channel(2)],
    validShare: (from, end) => (end > from ? buffer.countValid(0, from, end) / (end - from) : 0),
  };
}

function meanFrame(frame: TraceFrame): TraceFrame {
  const rgb = new Float64Array(3);
  let regions = 0;
  for (let region = 0; region < frame.usable.length; region++) {
    if (!frame.usable[region]) continue;
    for (let c = 0; c < 3; c++) rgb[c] += frame.rgb[region * 3 + c];
    regions++;
  }
  for (let c = 0; c < 3; c++) rgb[c] /= Math.max(regions, 1);
  const { tMs, durationMs, keyframe } = frame;
  return { tMs, durationMs, keyframe, rgb, usable: Uint8Array.of(regions > 0 ? 1 : 0), room: null, head: null };
}
