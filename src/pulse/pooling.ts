import { spectrumPower } from "../dsp/spectrum-power.ts";

/** Interleaved re, im of one region's spectrum. */
export type ComplexSpectrum = Float64Array;

export interface Pooled {
  /** Float64Array [regions]: weight of each region, above 0, summing to 1; equal below 3 regions. */
  readonly weights: Float64Array;
  /** Float64Array [2 * bins]: the weighted mean of the regions' spectra. */
  readonly spectrum: ComplexSpectrum;
  /** Float64Array [bins]: power of the pooled spectrum. */
  readonly power: Float64Array;
  /**
   * Float64Array [bins]: what the pooled power would be if the regions had nothing in common and neighbours shared half of
   * their noise; null below 3 regions, which cannot tell.
   */
  readonly incoherentPower: Float64Array | null;
}

/** No region may weigh more than this times the median region: one patch alone is no witness. */
const MAX_WEIGHT_OVER_MEDIAN = 3;
const ROUNDS = 4;
/** Neighbouring patches share noise of compression and of landmarks: they count as about half as many. */
const CORRELATION_OF_NEIGHBOURS = 2;

/**
 * Pools the regions' spectra by quality: each weighs by the inverse of the power in which it differs from the pooled pulse,
 * found by a few rounds of reweighting from equal weights.
 *
 * The pulse is one and the same in all patches of the face but for transit times of some tens of milliseconds; noise of the
 * sensor, of compression, of hair or of a moving edge is not. What differs between the patches at a frequency therefore
 * tells how much of the pooled power there is chance.
 *
 * `spectra`: one Float64Array [2 * bins] for each region, at least one, all of one length and unit; only read. `smoothing`:
 * bins to either side over which the incoherent power is averaged, at least 0. Allocates the result.
 */
export function poolSpectra(spectra: readonly ComplexSpectrum[], smoothing: number): Pooled {
  const regions = spectra.length;
  const length = spectra[0].length;
  let weights = new Float64Array(regions).fill(1 / regions);
  const pooled = new Float64Array(length);
  for (let round = 0; ; round++) {
    mix(spectra, weights, pooled);
    if (round === ROUNDS || regions < 3) break;
    weights = reweigh(spectra, pooled);
  }
  const power = spectrumPower(pooled);
  return { weights, spectrum: pooled, power, incoherentPower: incoherent(spectra, pooled, weights, smoothing) };
}

/** Weighted mean of vectors of equal length, spectra or waves. Allocates it. */
export function mixVectors(vectors: readonly Float64Array[], weights: Float64Array): Float64Array {
  const out = new Float64Array(vectors[0].length);
  mix(vectors, weights, out);
  return out;
}

function mix(spectra: readonly ComplexSpectrum[], weights: Float64Array, out: Float64Array): void {
  out.fill(0);
  const regions = spectra.length;
  // Two at a time, so that the sum is written half as often.
  for (let k = 0; k + 1 < regions; k += 2) {
    const one = spectra[k];
    const other = spectra[k + 1];
    const weight = weights[k];
    const otherWeight = weights[k + 1];
    for (let i = 0; i < out.length; i++) out[i] += weight * one[i] + otherWeight * other[i];
  }
  if (regions % 2 === 0) return;
  const last = spectra[regions - 1];
  const weight = weights[regions - 1];
  for (let i = 0; i < out.length; i++) out[i] += weight * last[i];
}

function reweigh(spectra: readonly ComplexSpectrum[], pooled: ComplexSpectrum): Float64Array<ArrayBuffer> {
  const weights = new Float64Array(spectra.length);
  for (let k = 0; k < spectra.length; k++) {
    const spectrum = spectra[k];
    // Two sums at a time: a single one would wait for itself at every term.
    let real = 0;
    let imaginary = 0;
    for (let i = 0; i < pooled.length; i += 2) {
      const re = spectrum[i] - pooled[i];
      const im = spectrum[i + 1] - pooled[i + 1];
      real += re * re;
      imaginary += im * im;
    }
    weights[k] = 1 / (real + imaginary + 1e-300);
  }
  const sorted = weights.toSorted();
  const most = MAX_WEIGHT_OVER_MEDIAN * sorted[sorted.length >> 1];
  let sum = 0;
  for (let k = 0; k < weights.length; k++) {
    weights[k] = Math.min(weights[k], most);
    sum += weights[k];
  }
  for (let k = 0; k < weights.length; k++) weights[k] /= sum;
  return weights;
}

function incoherent(
  spectra: readonly ComplexSpectrum[],
  pooled: ComplexSpectrum,
  weights: Float64Array,
  smoothing: number,
): Float64Array | null {
  if (spectra.length < 3) return null;
  const bins = pooled.length / 2;
  const raw = new Float64Array(bins);
  for (let k = 0; k < spectra.length; k++) {
    const share = (weights[k] * weights[k]) / (1 - weights[k]);
    const spectrum = spectra[k];
    for (let i = 0; i < bins; i++) {
      const re = spectrum[2 * i] - pooled[2 * i];
      const im = spectrum[2 * i + 1] - pooled[2 * i + 1];
      raw[i] += share * (re * re + im * im);
    }
  }
  const out = new Float64Array(bins);
  for (let i = 0; i < bins; i++) {
    const from = Math.max(0, i - smoothing);
    const to = Math.min(bins - 1, i + smoothing);
    let sum = 0;
    for (let j = from; j <= to; j++) sum += raw[j];
    out[i] = (CORRELATION_OF_NEIGHBOURS * sum) / (to - from + 1);
  }
  return out;
}
