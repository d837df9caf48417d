import { planRegionKernel } from "../dsp/kernel/kernel-choice.ts";
import type { RegionKernel } from "../dsp/kernel/region-kernel.ts";
import type { RegionPlan } from "../dsp/kernel/region-plan.ts";
import { BAND_HZ } from "../pulse/band.ts";
import { detrendLambda } from "../pulse/detrending.ts";
import { POS_WINDOW_S } from "../pulse/pos.ts";
import { MAX_RATE_BPM, MIN_RATE_BPM } from "../pulse/rate-grid.ts";
import { planRegionWaves } from "../pulse/region-waves.ts";

/** Regions from colours to a rate, a sample at a time, together or one alone. */
export interface RegionUpdate {
  readonly regions: number;
  /** Adds one sample of mean R, G, B (0..255, above 0) of every region: [3 * regions]. */
  push(rgb: readonly number[]): void;
  /** Rate of the first region's strongest peak over the newest samples, /min; null before there are enough, or without a peak. */
  rateBpm(): number | null;
}

/** What the product's kernel is planned for, over windows of up to `capacity` samples. */
export function pulsePlan(fsHz: number, regions: number, capacity: number, fftSize: number): RegionPlan {
  return {
    regions,
    fsHz,
    capacity,
    fftSize,
    projectionWindow: Math.round(POS_WINDOW_S * fsHz),
    detrendLambda: detrendLambda(fsHz),
    bandHz: BAND_HZ,
    peakHz: [MIN_RATE_BPM / 60, MAX_RATE_BPM / 60],
  };
}

/** The product's kernel over the newest `n` samples: POS, detrending, Hann, FFT, peak, refinement, signal to noise. */
export function planKernelUpdate(
  plan: RegionPlan,
  n: number,
  planRegions: (plan: RegionPlan) => RegionKernel = planRegionKernel,
): RegionUpdate {
  const kernel = planRegions(plan);
  const seen = new Uint8Array(plan.regions).fill(1);
  return {
    regions: plan.regions,
    push: (rgb) => kernel.push(rgb, seen),
    rateBpm() {
      if (kernel.length < n) return null;
      kernel.update(n);
      const hz = kernel.peakHz(0);
      return hz === null ? null : hz * 60;
    },
  };
}

/** What the pulse's window analysis asks of the kernel: a wave and a spectrum of every region, copied out; no rate yet. */
export function planAnalysisUpdate(fsHz: number, regions: number, n: number): RegionUpdate {
  const waves = planRegionWaves("colour", regions, fsHz, n);
  const all = Array.from({ length: regions }, (_, region) => region);
  const seen = new Uint8Array(regions).fill(1);
  const colours = new Float64Array(3 * regions);
  return {
    regions,
    push(rgb) {
      colours.set(rgb);
      waves.push(colours, seen);
    },
    rateBpm() {
      waves.spectra(all, waves.read(all, n));
      return null;
    },
  };
}
