import type { TraceBuffer } from "../traces/trace-buffer.ts";
import { type Pos, planPos } from "./pos.ts";

export interface TracePulses {
  readonly pos: readonly Pos[];
  /** Takes over what the traces have gained since the last call; `onSample` is called after each sample. */
  advance(onSample: (sample: number) => void): void;
}

/**
 * POS of every region, fed from the traces. Where a region is not valid its last colour stands in, so that it neither jumps
 * nor pulses there; windows with too much of that are not used.
 */
export function planTracePulses(traces: TraceBuffer, capacity: number): TracePulses {
  const pos = traces.regions.map(() => planPos(traces.fsHz, capacity));
  const colours = traces.regions.map(() => [1, 1, 1]);
  const one = new Float64Array(1);
  let next = 0;
  return {
    pos,
    advance(onSample) {
      for (; next < traces.length; next++) {
        for (let region = 0; region < pos.length; region++) {
          const colour = colours[region];
          if (traces.isValid(region, next)) {
            for (let c = 0; c < 3; c++) {
              traces.readRegion(region, c, next, next + 1, one);
              colour[c] = one[0];
            }
          }
          pos[region].push(colour[0], colour[1], colour[2]);
        }
        onSample(next);
      }
    },
  };
}
