import { planLinePower } from "./line-power.ts";
import { movingMean, resampled } from "./resampled-wave.ts";
import { spreadOf } from "./spread.ts";
import type { RatePoint, RateTruth } from "./truth.ts";

/** Rate to which a waveform is brought first: beats are wider than its samples. */
const WORK_HZ = 32;
/** Window of a rate, s, centred on its time. */
const WINDOW_S = 10;
/** Rates that are looked for, /min. */
const SLOWEST = 30;
const FASTEST = 240;
/** Half width of a line, /min: the main lobe of a Hann window of 10 s reaches this far. */
const LINE_HALF_WIDTH = 6;
/** Share of the strongest line's power that makes a line count. */
const LINE_SHARE = 0.25;
/** A peak lower than this share of the highest one within `NEIGHBOUR_S` is a dicrotic wave. */
const PEAK_SHARE = 0.55;
const NEIGHBOUR_S = 1;
/** Intervals that differ from the median by more than this share are set aside; more than a quarter of such is no pulse. */
const INTERVAL_SPREAD = 0.3;
const LEAST_PLAIN = 0.75;
const LEAST_PEAKS = 4;
/** Lengths of the two moving means, s: about a systolic peak and about a beat (Elgendi, PLoS ONE 2013 8(10):e76585). */
const PEAK_S = 0.111;
const BEAT_S = 0.667;
const OFFSET_SHARE = 0.02;
/** Slower movement than this is drift, s; faster than this is noise, s. */
const DRIFT_S = 1.2;
const NOISE_S = 0.07;

const WAVEFORM_METHOD =
  "rate of the contact waveform: mean interval of its systolic peaks in 10 s, where the spectrum has a line there and none at half of it; else unknown";

/**
 * Rates of a contact waveform `samples` at `fsHz`, the first at time 0: each second, over the 10 s around it.
 *
 * The mean interval between systolic peaks is taken where the spectrum has a strong line at its rate and none at half of
 * it; elsewhere the truth is unknown and has no point. Samples that are no finite number count as the one before.
 */
export function waveformTruth(samples: ArrayLike<number>, fsHz: number): RateTruth | null {
  const wave = withoutDrift(resampled(samples, fsHz, WORK_HZ));
  const peaks = systolicPeaks(wave);
  const windowSize = WINDOW_S * WORK_HZ;
  const points: RatePoint[] = [];
  for (let start = 0; start + windowSize <= wave.length; start += WORK_HZ) {
    const ofBeats = beatRate(peaks.filter((peak) => peak >= start && peak < start + windowSize));
    if (ofBeats === null || !bearsOut(wave.subarray(start, start + windowSize), ofBeats)) continue;
    points.push({ tMs: 1000 * (start / WORK_HZ + WINDOW_S / 2), ratePerMin: ofBeats });
  }
  if (points.length === 0) return null;
  return { rate: points, tolerancePerMin: null, windowS: WINDOW_S, method: WAVEFORM_METHOD };
}

function withoutDrift(wave: Float64Array): Float64Array {
  const drift = movingMean(movingMean(wave, DRIFT_S * WORK_HZ), DRIFT_S * WORK_HZ);
  const smooth = movingMean(wave, NOISE_S * WORK_HZ);
  return smooth.map((value, i) => value - drift[i]);
}

/** Sample numbers of the peaks of the blocks in which the squared wave stands above that of the beat around it. */
function systolicPeaks(wave: Float64Array): number[] {
  const squared = wave.map((value) => (value > 0 ? value * value : 0));
  const short = movingMean(squared, PEAK_S * WORK_HZ);
  const long = movingMean(squared, BEAT_S * WORK_HZ);
  const offset = (OFFSET_SHARE * squared.reduce((sum, value) => sum + value, 0)) / Math.max(1, squared.length);
  const leastWidth = Math.round(PEAK_S * WORK_HZ);
  const peaks: number[] = [];
  for (let i = 0; i < wave.length; i++) {
    if (!(short[i] > long[i] + offset)) continue;
    let end = i;
    while (end < wave.length && short[end] > long[end] + offset) end += 1;
    let peak = i;
    for (let j = i; j < end; j++) if (wave[j] > wave[peak]) peak = j;
    if (end - i >= leastWidth) peaks.push(peak);
    i = end;
  }
  return peaks
    .filter((peak) => wave[peak] >= PEAK_SHARE * highestAround(wave, peak))
    .map((peak) => refined(wave, peak));
}

function highestAround(wave: Float64Array, peak: number): number {
  const reach = NEIGHBOUR_S * WORK_HZ;
  return wave.subarray(Math.max(0, peak - reach), peak + reach + 1).reduce((most, value) => Math.max(most, value));
}

/** The vertex of the parabola through a peak and its neighbours. */
function refined(wave: Float64Array, peak: number): number {
  if (peak === 0 || peak === wave.length - 1) return peak;
  const [before, at, after] = [wave[peak - 1], wave[peak], wave[peak + 1]];
  const bend = before - 2 * at + after;
  return bend < 0 ? peak + (0.5 * (before - after)) / bend : peak;
}

/** 60 s over the mean interval, without those that a missed or a doubled beat explains; null where those are many. */
function beatRate(peaks: readonly number[]): number | null {
  if (peaks.length < LEAST_PEAKS) return null;
  const intervals = peaks.slice(1).map((peak, i) => peak - peaks[i]);
  const { median } = spreadOf(intervals);
  const plain = intervals.filter((interval) => Math.abs(interval - median) <= INTERVAL_SPREAD * median);
  if (plain.length < LEAST_PLAIN * intervals.length) return null;
  return (60 * WORK_HZ * plain.length) / plain.reduce((sum, interval) => sum + interval, 0);
}

/** True where the spectrum has a strong line at a rate and none at half of it, as it would if every beat counted twice. */
function bearsOut(window: Float64Array, ratePerMin: number): boolean {
  const powerAt = planLinePower(window, WORK_HZ);
  let strongest = 0;
  let atRate = 0;
  let atHalf = 0;
  for (let rate = SLOWEST / 2; rate <= FASTEST; rate += 1) {
    const power = powerAt(rate);
    strongest = Math.max(strongest, power);
    if (Math.abs(rate - ratePerMin) <= LINE_HALF_WIDTH) atRate = Math.max(atRate, power);
    if (Math.abs(rate - ratePerMin / 2) <= LINE_HALF_WIDTH) atHalf = Math.max(atHalf, power);
  }
  return atRate >= LINE_SHARE * strongest && atHalf < LINE_SHARE * strongest;
}
