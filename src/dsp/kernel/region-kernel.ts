import type { RegionPlan } from "./region-plan.ts";

/** Regions of skin from colours to waves, spectra and peaks, together. */
export interface RegionKernel {
  readonly plan: RegionPlan;
  /** Hz from one bin to the next. */
  readonly binHz: number;
  /** Bins of each spectrum, from 0 Hz to the end of the band. */
  readonly bins: number;
  /** Number of samples pushed. */
  readonly length: number;
  /**
   * Adds one sample of all regions: `rgb`, mean R, G, B of each (0..255), [3 * regions]; `seen` [regions]: 1 from the first
   * sample on at which a region was seen. Before that its colour is taken for black, and its wave is 0 until its projection's window is
   * full. Allocates nothing.
   */
  push(rgb: ArrayLike<number>, seen: ArrayLike<number>): void;
  /**
   * Waves of the newest `n` samples, detrended and without what lies along `disturbances` (orthonormal, at most three, Float64Array [n]
   * each), and their spectra under a Hann window. Allocates nothing but, once for each length, the window. Throws RangeError
   * where `n` is below the projection's window, above the capacity or above what was pushed.
   */
  update(n: number, disturbances: readonly Float64Array[] | null): void;
  /** The same step by step: the waves of the newest `n` samples, detrended, ... */
  updateWaves(n: number): void;
  /** ... and the spectra of the waves of `n` samples as they now are, without the disturbances, which are taken out of the waves too. */
  updateSpectra(n: number, disturbances: readonly Float64Array[] | null): void;
  /** Finds the peaks of the newest spectra; those before stay until then. Allocates nothing in SIMD. */
  findPeaks(): void;
  /**
   * Sum of the waves by the weights of all regions, Float64Array [regions]: Float64Array [n], of the kernel's memory and
   * overwritten by the next call.
   */
  mixWaves(weights: Float64Array): Float64Array;
  /** A region's spectrum: Float64Array [2 * bins], interleaved re, im, unscaled; of the kernel's memory and overwritten by the next. */
  spectrum(region: number): Float64Array;
  /** Copies a region's wave, Float64Array [n], relative colour change; down is more blood, the newest 1.6 s are not final. */
  readWave(region: number, out: Float64Array): void;
  /** Puts a wave in its place, at most as many samples as the capacity. */
  writeWave(region: number, values: Float64Array): void;
  /** Copies the direction of the newest sample: zeros until a window is full. */
  readDirection(region: number, out: Float64Array): void;
  /** Peak that was found last, refined on the exact transform, Hz; null where no bin stands above its neighbours. */
  peakHz(region: number): number | null;
  /** Power at the peak, as the square of the spectrum; 0 without one. */
  peakPower(region: number): number;
  /** Power in the lobes of the peak and of its double against the rest of the band, dB (after de Haan and Jeanne, 2013); 0 without power. */
  snrDb(region: number): number;
  /** Share of the band's power in the lobe of the peak, 0..1; 0 without power. */
  lobeShare(region: number): number;
}
