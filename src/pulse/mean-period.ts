import type { SlopeView } from "./beat-search.ts";

/** All periods of a window laid over one another; index i is i samples after the beat. */
export interface MeanPeriod {
  /** Float64Array [samples]: mean slope of the blood's rise, in the wave's unit per sample; NaN where too few periods are seen. */
  readonly slope: Float64Array;
  /** Float64Array [samples]: variance of that mean, from how far the periods differ; NaN as above. */
  readonly variance: Float64Array;
}

/** Fewer periods leave too much noise in their mean, and are too few to be alike. */
const FEWEST_PERIODS = 3;

/** The mean over `samples` from each of the beats on, which stand in samples of the view's wave. `sign`: which way it goes with blood. */
export function meanPeriod(
  { filter, slope }: SlopeView,
  sign: 1 | -1,
  beats: Float64Array,
  samples: number,
): MeanPeriod {
  const mean = new Float64Array(samples).fill(Number.NaN);
  const variance = new Float64Array(samples).fill(Number.NaN);
  const end = slope.length - filter.margin - 1;
  for (let offset = 0; offset < samples; offset++) {
    let sum = 0;
    let squares = 0;
    let count = 0;
    for (const beat of beats) {
      const at = beat + offset;
      if (at < filter.margin || at >= end) continue;
      const i = Math.floor(at);
      const value = sign * (slope[i] + (slope[i + 1] - slope[i]) * (at - i));
      sum += value;
      squares += value ** 2;
      count++;
    }
    if (count < FEWEST_PERIODS) continue;
    mean[offset] = sum / count;
    variance[offset] = Math.max(0, squares - sum ** 2 / count) / (count - 1) / count;
  }
  return { slope: mean, variance };
}

/** Standard error of the mean slope over samples [from, to), infinite where none of them is known. */
export function standardError({ variance }: MeanPeriod, from: number, to: number): number {
  let sum = 0;
  let count = 0;
  for (let i = from; i < Math.min(to, variance.length); i++) {
    if (Number.isNaN(variance[i])) continue;
    sum += variance[i];
    count++;
  }
  return count === 0 ? Number.POSITIVE_INFINITY : Math.sqrt(sum / count);
}
