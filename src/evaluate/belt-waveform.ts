import { ratesOfIntervals } from "./interval-rates.ts";
import { planLinePower } from "./line-power.ts";
import { movingMean, resampled } from "./resampled-wave.ts";
import type { RatePoint, RateTruth } from "./truth.ts";

/** Rate to which a belt's wave is brought first: breaths are wider than its samples. */
const WORK_HZ = 8;
/** Length within which the count of breaths and the spectrum must agree, s, and by how much, /min. */
const WINDOW_S = 30;
const AGREEMENT_PER_MIN = 2;
/** Rates that are looked for, /min. */
const SLOWEST = 4;
const FASTEST = 60;
const STEP = 0.5;
/** Slower movement than this is drift, s; faster than this is the heart or noise, s. */
const DRIFT_S = 16;
const NOISE_S = 0.6;
/** A breath has to swing this share of the usual swing to both sides: what is smaller is a pause's tremor. */
const SWING_SHARE = 0.25;

const METHOD =
  "breaths counted on the belt: from one inhalation to the next, mean per second, where the 30 s around have their strongest line within 2 /min of it; else unknown";

/**
 * Breathing rates of a belt's waveform `samples` at `fsHz`, the first at time 0, per second; null where none can be told. It does
 * not matter whether the wave rises or falls with inhalation. Samples that are no finite number count as the one before.
 */
export function beltTruth(samples: ArrayLike<number>, fsHz: number): RateTruth | null {
  const raw = resampled(samples, fsHz, WORK_HZ);
  // What drifts is taken off twice, so that the mean's own ripple goes too.
  const slow = movingMean(movingMean(raw, DRIFT_S * WORK_HZ), DRIFT_S * WORK_HZ);
  const wave = movingMean(raw, NOISE_S * WORK_HZ).map((value, i) => value - slow[i]);
  const startsS = breathStartsS(wave);
  if (startsS.length < 3) return null;
  const intervalsMs = startsS.slice(1).map((start, i) => 1000 * (start - startsS[i]));
  const points = ratesOfIntervals(intervalsMs, 1000 * startsS[0]).filter((point) => bearsOut(wave, startsS, point));
  return points.length === 0 ? null : { rate: points, tolerancePerMin: null, windowS: null, method: METHOD };
}

/** Where the wave rises through its middle, after it fell well below and before it rises well above. */
function breathStartsS(wave: Float64Array): number[] {
  const swing = SWING_SHARE * Math.SQRT2 * Math.sqrt(wave.reduce((sum, value) => sum + value * value, 0) / wave.length);
  const starts: number[] = [];
  let crossing: number | null = null;
  let low = false;
  for (let i = 1; i < wave.length; i++) {
    if (wave[i] <= -swing) {
      low = true;
      crossing = null;
    }
    if (low && crossing === null && wave[i - 1] < 0 && wave[i] >= 0) crossing = i - wave[i] / (wave[i] - wave[i - 1]);
    if (wave[i] < swing || crossing === null) continue;
    starts.push(crossing / WORK_HZ);
    crossing = null;
    low = false;
  }
  return starts;
}

/** True where the strongest line of the time around a point is at the rate of the breaths counted in it. */
function bearsOut(wave: Float64Array, startsS: readonly number[], { tMs }: RatePoint): boolean {
  const lengthS = Math.min(WINDOW_S, wave.length / WORK_HZ);
  const fromS = Math.max(0, Math.min(tMs / 1000 - lengthS / 2, wave.length / WORK_HZ - lengthS));
  const inside = startsS.filter((start) => start >= fromS && start <= fromS + lengthS);
  if (inside.length < 2) return false;
  const counted = (60 * (inside.length - 1)) / (inside[inside.length - 1] - inside[0]);
  const window = wave.subarray(Math.round(fromS * WORK_HZ), Math.round((fromS + lengthS) * WORK_HZ));
  const powerAt = planLinePower(window, WORK_HZ);
  let strongest = { ratePerMin: SLOWEST, power: 0 };
  for (let ratePerMin = SLOWEST; ratePerMin <= FASTEST; ratePerMin += STEP) {
    const power = powerAt(ratePerMin);
    if (power > strongest.power) strongest = { ratePerMin, power };
  }
  return Math.abs(strongest.ratePerMin - counted) <= AGREEMENT_PER_MIN;
}
