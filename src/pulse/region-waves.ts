import { planRegionKernel } from "../dsp/kernel/kernel-choice.ts";

import { BAND_HZ, FFT_SIZE } from "./band.ts";
import { detrendLambda } from "./detrending.ts";
import { POS_WINDOW_S } from "./pos.ts";
import { planPassThrough, type TraceKind } from "./projection.ts";
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
  /** Newest `n` samples of some regions' waves, detrended: Float64Array [n] for each. Up is more light. Allocates them. */
  read(regions: readonly number[], n: number): Float64Array[];
  /** Spectra of such waves under a Hann window: interleaved re, im, Float64Array [2 * bins] for each. Allocates them. */
  spectra(regions: readonly number[], waves: readonly Float64Array[]): Float64Array[];
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
  const kernel = planRegionKernel({
    regions,
    fsHz,
    capacity,
    fftSize: FFT_SIZE,
    projectionWindow: Math.round(POS_WINDOW_S * fsHz),
    detrendLambda: detrendLambda(fsHz),
    bandHz: BAND_HZ,
    peakHz: [MIN_RATE_BPM / 60, MAX_RATE_BPM / 60],
  });
  return {
    binHz: kernel.binHz,
    bins: kernel.bins,
    push: kernel.push,
    readDirection: kernel.readDirection,
    read(chosen, n) {
      kernel.updateWaves(n);
      return chosen.map((region) => {
        const wave = new Float64Array(n);
        kernel.readWave(region, wave);
        return wave;
      });
    },
    spectra(chosen, waves) {
      chosen.forEach((region, i) => {
        kernel.writeWave(region, waves[i]);
      });
      kernel.updateSpectra(waves[0].length);
      return chosen.map((region) => {
        const spectrum = new Float64Array(2 * kernel.bins);
        kernel.readSpectrum(region, spectrum);
        return spectrum;
      });
    },
    rounding: () => COLOUR_ROUNDING,
  };
}

/** Rounding of a recorded waveform, relative to its largest value. */
const WAVEFORM_ROUNDING = 1e-9;

/** A waveform has whatever scale its recorder gave it, and may stand far from 0: numbers of 53 bits. */
function planRecordedWaves(regions: number, fsHz: number, capacity: number): RegionWaves {
  const samples = Array.from({ length: regions }, () => planPassThrough(capacity));
  const { binHz, bins, detrend, spectrumOf } = planWaveSpectrum(fsHz);
  const asRecorded = (region: number, n: number) => {
    const wave = new Float64Array(n);
    samples[region].read(n, wave);
    return wave;
  };
  return {
    binHz,
    bins,
    push(rgb, seen) {
      for (let region = 0; region < regions; region++) if (seen[region]) samples[region].push(rgb[3 * region], 0, 0);
    },
    readDirection: (region, out) => out.set(samples[region].newestProjection()),
    read: (chosen, n) =>
      chosen.map((region) => {
        const wave = asRecorded(region, n);
        detrend(wave);
        return wave;
      }),
    spectra: (_, waves) => waves.map(spectrumOf),
    rounding: (chosen, n) =>
      WAVEFORM_ROUNDING *
      Math.max(...chosen.map((region) => asRecorded(region, n).reduce((most, x) => Math.max(most, Math.abs(x)), 0))),
  };
}
