import { hannWindow } from "../dsp/hann-window.ts";

import { spreadOf } from "./spread.ts";
import type { RatePoint, RateTruth } from "./truth.ts";

/** Rate to which a waveform is brought first: beats are wider than its samples. */
const WORK_HZ = 32;
/** Window of a rate, s, centred on its time. */
const WINDOW_S = 10;
/** Rates that are looked for, /min. */
const SLOWEST = 30;
const FASTEST = 240;
/** Beats and spectrum must agree within this, /min, or within this share of the rate. */
const AGREEMENT = 3;
const AGREEMENT_SHARE = 0.05;
/** Lengths of the two moving means, s: about a systolic peak and about a beat (Elgendi, PLoS ONE 2013 8(10):e76585). */
const PEAK_S = 0.111;
const BEAT_S = 0.667;
const OFFSET_SHARE = 0.02;
/** Slower movement than this is drift, s; faster than this is noise, s. */
const DRIFT_S = 1.2;
const NOISE_S = 0.07;

export const WAVEFORM_METHOD =
  "rate of the contact waveform: median interval of its systolic peaks in 10 s, where the peak of the spectrum agrees within 3 /min or 5 %; else unknown";

/**
 * Rates of a contact waveform `samples` at `fsHz`, the first at time 0: each second, over the 10 s around it.
 *
 * The median interval between systolic peaks is taken where the strongest line of the spectrum says the same; elsewhere the
 * truth is unknown and has no point. Samples that are no finite number count as the one before.
 */
export function waveformTruth(samples: ArrayLike<number>, fsHz: number): RateTruth | null {
  const wave = withoutDrift(resampled(samples, fsHz));
  const peaks = systolicPeaks(wave);
  const windowSize = WINDOW_S * WORK_HZ;
  const points: RatePoint[] = [];
  for (let start = 0; start + windowSize <= wave.length; start += WORK_HZ) {
    const ofBeats = beatRate(peaks.filter((peak) => peak >= start && peak < start + windowSize));
    const ofSpectrum = spectralRate(wave.subarray(start, start + windowSize));
    if (ofBeats === null || Math.abs(ofBeats - ofSpectrum) > Math.max(AGREEMENT, AGREEMENT_SHARE * ofBeats)) continue;
    points.push({ tMs: 1000 * (start / WORK_HZ + WINDOW_S / 2), ratePerMin: ofBeats });
  }
  if (points.length === 0) return null;
  return { rate: points, tolerancePerMin: null, windowS: WINDOW_S, method: WAVEFORM_METHOD };
}

/** Means over the time of each new sample where that is longer than the old ones, else linear between them. */
function resampled(samples: ArrayLike<number>, fsHz: number): Float64Array {
  const sums = new Float64Array(samples.length + 1);
  let last = 0;
  for (let i = 0; i < samples.length; i++) {
    if (Number.isFinite(samples[i])) last = samples[i];
    sums[i + 1] = sums[i] + last;
  }
  const step = fsHz / WORK_HZ;
  const integralTo = (at: number) => {
    const whole = Math.min(Math.floor(at), samples.length - 1);
    return sums[whole] + (at - whole) * (sums[whole + 1] - sums[whole]);
  };
  const count = Math.floor(samples.length / step);
  return Float64Array.from({ length: count }, (_, i) => (integralTo((i + 1) * step) - integralTo(i * step)) / step);
}

function withoutDrift(wave: Float64Array): Float64Array {
  const drift = movingMean(movingMean(wave, DRIFT_S), DRIFT_S);
  const smooth = movingMean(wave, NOISE_S);
  return smooth.map((value, i) => value - drift[i]);
}

/** Sample numbers of the peaks of the blocks in which the squared wave stands above that of the beat around it. */
function systolicPeaks(wave: Float64Array): number[] {
  const squared = wave.map((value) => (value > 0 ? value * value : 0));
  const short = movingMean(squared, PEAK_S);
  const long = movingMean(squared, BEAT_S);
  const offset = (OFFSET_SHARE * squared.reduce((sum, value) => sum + value, 0)) / Math.max(1, squared.length);
  const leastWidth = Math.round(PEAK_S * WORK_HZ);
  const peaks: number[] = [];
  for (let i = 0; i < wave.length; i++) {
    if (!(short[i] > long[i] + offset)) continue;
    let end = i;
    while (end < wave.length && short[end] > long[end] + offset) end += 1;
    let peak = i;
    for (let j = i; j < end; j++) if (wave[j] > wave[peak]) peak = j;
    if (end - i >= leastWidth) peaks.push(refined(wave, peak));
    i = end;
  }
  return peaks;
}

/** The vertex of the parabola through a peak and its neighbours. */
function refined(wave: Float64Array, peak: number): number {
  if (peak === 0 || peak === wave.length - 1) return peak;
  const [before, at, after] = [wave[peak - 1], wave[peak], wave[peak + 1]];
  const bend = before - 2 * at + after;
  return bend < 0 ? peak + (0.5 * (before - after)) / bend : peak;
}

function beatRate(peaks: readonly number[]): number | null {
  if (peaks.length < 4) return null;
  const intervals = peaks.slice(1).map((peak, i) => peak - peaks[i]);
  return (60 * WORK_HZ) / spreadOf(intervals).median;
}

/** The rate of the strongest line, /min, in steps of 0.5 (direct Fourier sums under a Hann window). */
function spectralRate(window: Float64Array): number {
  const taper = hannWindow(window.length);
  let best = SLOWEST;
  let most = -1;
  for (let rate = SLOWEST; rate <= FASTEST; rate += 0.5) {
    const step = (2 * Math.PI * rate) / 60 / WORK_HZ;
    let re = 0;
    let im = 0;
    for (let i = 0; i < window.length; i++) {
      re += taper[i] * window[i] * Math.cos(step * i);
      im -= taper[i] * window[i] * Math.sin(step * i);
    }
    const power = re * re + im * im;
    if (power > most) {
      most = power;
      best = rate;
    }
  }
  return best;
}

function movingMean(values: Float64Array, lengthS: number): Float64Array {
  const half = Math.max(0, Math.round((lengthS * WORK_HZ - 1) / 2));
  const sums = new Float64Array(values.length + 1);
  for (let i = 0; i < values.length; i++) sums[i + 1] = sums[i] + values[i];
  return values.map((_, i) => {
    const from = Math.max(0, i - half);
    const to = Math.min(values.length, i + half + 1);
    return (sums[to] - sums[from]) / (to - from);
  });
}
