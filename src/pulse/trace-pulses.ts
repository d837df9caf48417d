import type { TraceBuffer } from "../traces/trace-buffer.ts";

import { type Pos, planPos } from "./pos.ts";
import { planPassThrough, type TraceKind } from "./projection.ts";

export interface TracePulses {
  /** One for each region of the traces, in their order; the newest sample of each is the newest that was taken over. */
  readonly pos: readonly Pos[];
  /**
   * Takes over what the traces have gained since the last call; `onSample` is called after each sample with its index. To be
   * called at least once in as many samples as the traces keep.
   */
  advance(onSample: (sample: number) => void): void;
}

/**
 * POS of every region, fed from the traces; `capacity`: samples that POS keeps. Where a region is not valid its last colour
 * stands in, so that it neither jumps nor pulses there; windows with too much of that are not used. Before a region was seen
 * for the first time its POS reads 0. Allocates once.
 */
export function planTracePulses(traces: TraceBuffer, kind: TraceKind, capacity: number): TracePulses {
  const pos = traces.regions.map(() =>
    kind === "waveform" ? planPassThrough(capacity) : planPos(traces.fsHz, capacity),
  );
  const colours = traces.regions.map((): [number, number, number] => [0, 0, 0]);
  const seen = new Uint8Array(traces.regions.length);
  const one = new Float64Array(1);
  let next = 0;
  return {
    pos,
    advance(onSample) {
      for (; next < traces.length; next++) {
        for (let region = 0; region < pos.length; region++) {
          const colour = colours[region];
          if (traces.isValid(region, next)) {
            seen[region] = 1;
            for (let c = 0; c < 3; c++) {
              traces.readRegion(region, c, next, next + 1, one);
              colour[c] = one[0];
            }
          }
          // A colour made up for the time before would be a jump in the first windows.
          if (seen[region]) pos[region].push(colour[0], colour[1], colour[2]);
        }
        onSample(next);
      }
    },
  };
}
