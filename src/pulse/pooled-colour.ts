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
    regions.forEach((region, k) => {
      traces.readRegion(region, c, from, end, values);
      const mean = values.reduce((total, value) => total + value, 0) / n;
      for (let i = 0; i < n; i++) sum[i] += (weights[k] * values[i]) / Math.max(mean, Number.MIN_VALUE);
    });
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
    const mean = values.reduce((total, value) => total + value, 0) / n;
    return values.map((value) => value / Math.max(mean, Number.MIN_VALUE));
  };
  return [channel(0), channel(1), channel(2)];
}
