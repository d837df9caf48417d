import type { TraceBuffer } from "../traces/trace-buffer.ts";

import type { TraceKind } from "./projection.ts";
import { planRegionWaves, type RegionWaves } from "./region-waves.ts";

export interface TracePulses {
  /** Of the regions of the traces, in their order; the newest sample is the newest that was taken over. */
  readonly waves: RegionWaves;
  /**
   * Takes over what the traces have gained since the last call; `onSample` is called after each sample with its index. To be
   * called at least once in as many samples as the traces keep.
   */
  advance(onSample: (sample: number) => void): void;
}

/**
 * Pulses of every region, fed from the traces; `capacity`: samples that are kept. Where a region is not valid its last colour
 * stands in, so that it neither jumps nor pulses there; windows with too much of that are not used. Before a region was seen
 * for the first time its wave is 0. Allocates once.
 */
export function planTracePulses(traces: TraceBuffer, kind: TraceKind, capacity: number): TracePulses {
  const regions = traces.regions.length;
  const waves = planRegionWaves(kind, regions, traces.fsHz, capacity);
  const colours = new Float64Array(3 * regions);
  // A colour made up for the time before a region was seen would be a jump in the first windows.
  const seen = new Uint8Array(regions);
  const one = new Float64Array(1);
  let next = 0;
  return {
    waves,
    advance(onSample) {
      for (; next < traces.length; next++) {
        for (let region = 0; region < regions; region++) {
          if (!traces.isValid(region, next)) continue;
          seen[region] = 1;
          for (let c = 0; c < 3; c++) {
            traces.readRegion(region, c, next, next + 1, one);
            colours[3 * region + c] = one[0];
          }
        }
        waves.push(colours, seen);
        onSample(next);
      }
    },
  };
}
