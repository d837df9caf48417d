import { planRegionKernel } from "../dsp/kernel/kernel-choice.ts";
import type { RegionPlan } from "../dsp/kernel/region-plan.ts";
import type { OrthonormalBasis } from "../dsp/orthonormal-basis.ts";

import { BAND_HZ, REGION_FFT_SIZE } from "./band.ts";
import { detrendLambda } from "./detrending.ts";
import { mixVectors } from "./pooling.ts";
import { POS_WINDOW_S, planPassThrough, type TraceKind } from "./projection.ts";
import { MAX_RATE_BPM, MIN_RATE_BPM } from "./rate-grid.ts";
import { planWaveSpectrum } from "./wave-spectrum.ts";

/** One wave for each region, from their colours or as it was recorded, and their spectra. */
export interface RegionWaves {
  /** Hz of bin i of the spectra is i * binHz. */
  readonly binHz: number;
  readonly bins: number;
  /** Adds one sample of all regions, R, G, B of each, [3 * regions]; `seen`: 1 from the first sample on at which a region was seen. */
  push(rgb: Float64Array, seen: Uint8Array): void;
  /** Writes how a region's newest sample is projected to `out`, Float64Array [3]. */
  readDirection(region: number, out: Float64Array): void;
  /** Copies the newest samples of a region's wave, detrended, as many as `out` holds. Up is more light. */
  read(regions: readonly number[], outs: readonly Float64Array[]): void;
  /**
   * Makes the waves of the newest `n` samples of all regions, detrended and without what lies in `disturbance` (of `n` samples, at
   * most three vectors), and their spectra under a Hann window. Allocates nothing but, once for each length, the window.
   */
  update(n: number, disturbance: OrthonormalBasis | null): void;
  /** The same from given waves of the regions instead: Float64Array [n] for each. */
  updateFrom(regions: readonly number[], waves: readonly Float64Array[], disturbance: OrthonormalBasis | null): void;
  /** A region's spectrum: interleaved re, im, Float64Array [2 * bins]; overwritten by the next update. Allocates nothing. */
  spectrum(region: number): Float64Array;
  /** Sum of the updated waves of some regions by weight: Float64Array [n]. Allocates it. */
  mix(regions: readonly number[], weights: Float64Array): Float64Array;
  /** Amplitude of what may be mere rounding in the newest `n` samples of the waves: a constant is no signal without noise. */
  rounding(regions: readonly number[], n: number): number;
}

/** Plans the waves of so many regions; `capacity`: samples that are kept. Allocates once. */
export function planRegionWaves(kind: TraceKind, regions: number, fsHz: number, capacity: number): RegionWaves {
  return kind === "waveform" ? planRecordedWaves(regions, fsHz, capacity) : planPosWaves(regions, fsHz, capacity);
}

/** Colours are projected relative to their mean, by numbers of 24 bits. */
const COLOUR_ROUNDING = 1e-7;

function planPosWaves(regions: number, fsHz: number, capacity: number): RegionWaves {
  const kernel = planRegionKernel(pulseKernelPlan(regions, fsHz, capacity, REGION_FFT_SIZE));
  const all = new Float64Array(regions);
  return {
    binHz: kernel.binHz,
    bins: kernel.bins,
    push: kernel.push,
    readDirection: kernel.readDirection,
    read(chosen, outs) {
      if (chosen.length === 0) return;
      kernel.updateWaves(outs[0].length);
      chosen.forEach((region, i) => {
        kernel.readWave(region, outs[i]);
      });
    },
    update: (n, disturbance) => kernel.update(n, disturbance?.vectors ?? null),
    updateFrom(chosen, waves, disturbance) {
      chosen.forEach((region, i) => {
        kernel.writeWave(region, waves[i]);
      });
      kernel.updateSpectra(waves[0].length, disturbance?.vectors ?? null);
    },
    spectrum: kernel.spectrum,
    mix(chosen, weights) {
      all.fill(0);
      for (let i = 0; i < chosen.length; i++) all[chosen[i]] = weights[i];
      return kernel.mixWaves(all).slice();
    },
    rounding: () => COLOUR_ROUNDING,
  };
}

/** What the kernel of the pulse's regions is planned for. */
export function pulseKernelPlan(regions: number, fsHz: number, capacity: number, fftSize: number): RegionPlan {
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

/** Rounding of a recorded waveform, relative to its largest value. */
const WAVEFORM_ROUNDING = 1e-9;

/** A waveform has whatever scale its recorder gave it, and may stand far from 0: numbers of 53 bits. */
function planRecordedWaves(regions: number, fsHz: number, capacity: number): RegionWaves {
  const samples = Array.from({ length: regions }, () => planPassThrough(capacity));
  const { binHz, bins, detrend, spectrumOf } = planWaveSpectrum(fsHz, REGION_FFT_SIZE);
  const updated: Float64Array[] = samples.map(() => new Float64Array(0));
  const spectra: Float64Array[] = samples.map(() => new Float64Array(2 * bins));
  const asRecorded = (region: number, n: number) => {
    const wave = new Float64Array(n);
    samples[region].read(n, wave);
    return wave;
  };
  function updateRegion(region: number, wave: Float64Array, disturbance: OrthonormalBasis | null): void {
    disturbance?.remove(wave);
    updated[region] = wave;
    spectra[region] = spectrumOf(wave);
  }
  return {
    binHz,
    bins,
    push(rgb, seen) {
      for (let region = 0; region < regions; region++) if (seen[region]) samples[region].push(rgb[3 * region], 0, 0);
    },
    readDirection: (region, out) => out.set(samples[region].newestProjection()),
    read(chosen, outs) {
      chosen.forEach((region, i) => {
        samples[region].read(outs[i].length, outs[i]);
        detrend(outs[i]);
      });
    },
    update(n, disturbance) {
      for (let region = 0; region < regions; region++) {
        const wave = asRecorded(region, n);
        detrend(wave);
        updateRegion(region, wave, disturbance);
      }
    },
    updateFrom(chosen, waves, disturbance) {
      for (const [i, region] of chosen.entries()) updateRegion(region, waves[i].slice(), disturbance);
    },
    spectrum: (region) => spectra[region],
    mix: (chosen, weights) =>
      mixVectors(
        chosen.map((region) => updated[region]),
        weights,
      ),
    rounding: (chosen, n) =>
      WAVEFORM_ROUNDING *
      Math.max(...chosen.map((region) => asRecorded(region, n).reduce((most, x) => Math.max(most, Math.abs(x)), 0))),
  };
}
