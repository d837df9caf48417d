import { planRegionKernel } from "../dsp/kernel/kernel-choice.ts";
import type { RegionKernel } from "../dsp/kernel/region-kernel.ts";
import type { RegionPlan } from "../dsp/kernel/region-plan.ts";
import { roomDisturbance } from "../pulse/disturbances.ts";
import { KEPT_SAMPLES } from "../pulse/pulse-estimator.ts";
import { planRegionWaves, pulseKernelPlan } from "../pulse/region-waves.ts";

/** Regions from colours to a rate, a sample at a time, together or one alone. */
export interface RegionUpdate {
  readonly regions: number;
  /** Adds one sample of mean R, G, B (0..255, above 0) of every region: [3 * regions]. */
  push(rgb: readonly number[]): void;
  /** Rate of the first region's strongest peak over the newest samples, /min; null before there are enough, or without a peak. */
  rateBpm(): number | null;
}

/** What the product plans its kernel for, at its own or another number of points, and for longer windows than it has. */
export function pulsePlan(fsHz: number, regions: number, n: number, fftSize: number): RegionPlan {
  return pulseKernelPlan(regions, fsHz, Math.max(KEPT_SAMPLES, n), fftSize);
}

/**
 * The kernel over the newest `n` samples: all that the product takes from it for a window under a light that is not seen, and the peak,
 * refined, with its signal to noise, which the product reads from the pooled regions and the other chains from one.
 */
export function planKernelUpdate(
  plan: RegionPlan,
  n: number,
  planRegions: (plan: RegionPlan) => RegionKernel = planRegionKernel,
): RegionUpdate {
  const kernel = planRegions(plan);
  const seen = new Uint8Array(plan.regions).fill(1);
  const weights = new Float64Array(plan.regions).fill(1 / plan.regions);
  return {
    regions: plan.regions,
    push: (rgb) => kernel.push(rgb, seen),
    rateBpm() {
      if (kernel.length < n) return null;
      kernel.update(n, null);
      kernel.mixWaves(weights);
      kernel.findPeaks();
      const hz = kernel.peakHz(0);
      return hz === null ? null : hz * 60;
    },
  };
}

/**
 * What the pulse's window analysis calls for a window of `n` samples: waves and spectra of all regions without the light of a room, and
 * the waves pooled; no rate yet.
 */
export function planAnalysisUpdate(fsHz: number, regions: number, n: number): RegionUpdate {
  const waves = planRegionWaves("colour", regions, fsHz, KEPT_SAMPLES);
  const all = Array.from({ length: regions }, (_, region) => region);
  const weights = new Float64Array(regions).fill(1 / regions);
  const seen = new Uint8Array(regions).fill(1);
  const colours = new Float64Array(3 * regions);
  const room = roomDisturbance([1, 2, 3].map((k) => Float64Array.from({ length: n }, (_, i) => Math.sin(0.1 * k * i))));
  return {
    regions,
    push(rgb) {
      colours.set(rgb);
      waves.push(colours, seen);
    },
    rateBpm() {
      waves.update(n, room);
      waves.mix(all, weights);
      return null;
    },
  };
}
