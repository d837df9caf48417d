import { planBandPass } from "../dsp/one-pole.ts";
import type { TraceBuffer } from "../traces/trace-buffer.ts";

import type { RegionWaves } from "./region-waves.ts";
import type { WindowAnalysis } from "./window-analysis.ts";

export interface PulseWave {
  /**
   * Value of the wave at a sample of the traces, just after POS has seen that sample; call once per sample, in order. Where no
   * region is valid the wave runs out to 0. Whether it may be shown is for the caller to know.
   */
  push(sample: number): number;
  /** New weights of the regions, taken over within a second so that the wave does not jump. */
  setWeights(analysis: WindowAnalysis): void;
}

/** Below the slowest heart; slower drift is not pulse. */
const LOW_HZ = 0.4;
/** Keeps the dicrotic notch of a slow heart, drops the noise above. */
const HIGH_HZ = 6;
const WEIGHT_TIME_CONSTANT_S = 0.5;

/**
 * The pulse wave for the screen: causal, never rewritten. Each sample is projected with the direction that POS has found in
 * the 1.6 s that end there, pooled over the regions and band-passed forwards in time.
 *
 * Unit: per mille of the skin's mean colour; up is more blood (less light). A crest is at most 30 ms late. Allocates once.
 */
export function planPulseWave(traces: TraceBuffer, waves: RegionWaves): PulseWave {
  const filter = planBandPass(traces.fsHz, LOW_HZ, HIGH_HZ);
  const share = 1 - Math.exp(-1 / (WEIGHT_TIME_CONSTANT_S * traces.fsHz));
  const target = new Float64Array(traces.regions.length).fill(1 / traces.regions.length);
  const weights = target.slice();
  const direction = new Float64Array(3);
  return {
    push(sample) {
      let value = 0;
      let used = 0;
      for (let region = 0; region < weights.length; region++) {
        weights[region] += share * (target[region] - weights[region]);
        if (!traces.isValid(region, sample)) continue;
        waves.readDirection(region, direction);
        let projected = 0;
        for (let c = 0; c < 3; c++) projected += direction[c] * traces.regionAt(region, c, sample);
        value += weights[region] * projected;
        used += weights[region];
      }
      return -1000 * filter.step(used > 0 ? value / used : 0);
    },
    setWeights({ regions, pooled }) {
      target.fill(0);
      for (let i = 0; i < regions.length; i++) target[regions[i]] = pooled.weights[i];
    },
  };
}
