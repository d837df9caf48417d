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
      const weight = weights[k];
      const mean = meanLevel(values);
      // The quotient of the two would overflow for black, whose mean is the least number there is.
      for (let i = 0; i < n; i++) sum[i] += (weight * values[i]) / mean;
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

/** Mean, above 0 so that black stays black. */
function meanLevel(values: Float64Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i];
  return Math.max(total / values.length, Number.MIN_VALUE);
}
