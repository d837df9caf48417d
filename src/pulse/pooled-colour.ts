import type { TraceBuffer } from "../traces/trace-buffer.ts";

/** R, G, B over a window, each relative to its own mean; Float64Array [n] each. */
export type RelativeColour = readonly [Float64Array, Float64Array, Float64Array];

/** Weighted mean colour of the regions, each relative to its own mean. */
export function pooledColour(
  traces: TraceBuffer,
  regions: readonly number[],
  weights: Float64Array,
  from: number,
  end: number,
): RelativeColour {
  const n = end - from;
  const values = new Float64Array(n);
  const channel = (c: number) => {
    const sum = new Float64Array(n);
    for (let k = 0; k < regions.length; k++) {
      traces.readRegion(regions[k], c, from, end, values);
      const scale = weights[k] / meanLevel(values);
      for (let i = 0; i < n; i++) sum[i] += scale * values[i];
    }
    return sum;
  };
  return [channel(0), channel(1), channel(2)];
}

/** Colour of the room relative to its mean, R, G, B; null where it was not seen throughout. */
export function roomColour(traces: TraceBuffer, from: number, end: number): RelativeColour | null {
  if (!traces.roomValid(from, end)) return null;
  const n = end - from;
  const channel = (c: number) => {
    const values = new Float64Array(n);
    traces.readRoom(c, from, end, values);
    const mean = meanLevel(values);
    for (let i = 0; i < n; i++) values[i] /= mean;
    return values;
  };
  return [channel(0), channel(1), channel(2)];
}

/** A channel that is black throughout has no relative change; its reciprocal must stay a number that 0 times it is 0. */
const LEAST_MEAN = 1e-300;

function meanLevel(values: Float64Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i];
  return Math.max(total / values.length, LEAST_MEAN);
}
