/** Steep rises of the pulse wave, oldest first; any of them may be a beat, a dicrotic wave or noise. */
export interface Upstrokes {
  /** Sample (with fraction) of the steepest point of each. */
  readonly at: readonly number[];
  /** Its slope, in the wave's unit per sample; above 0. */
  readonly height: readonly number[];
}

/** Weaker than this share of a usual beat's slope nothing is looked at. */
const LEAST_SHARE = 0.12;
/**
 * Share of a usual beat's slope from which an upstroke rather is a beat: a dicrotic wave rises at most a third as steeply as
 * the systolic one once both are seen through the same band.
 */
export const BEAT_FROM_SHARE = 0.45;
/** The same where weak early beats are known to come again and again. */
export const EARLY_BEAT_FROM_SHARE = 0.15;
/** Spread of the natural logarithm of beats' slopes: breathing, and filling times that differ. */
const BEAT_SPREAD = 0.5;
/** Spread of the shares of dicrotic waves in a wave without noise. */
const ECHO_SPREAD = 0.1;
/** Intervals next to the rate asked for cost little... */
const INTERVAL_SPREAD = 0.22;
/** ...and no single one more than this: an arrhythmia is to be seen, not smoothed away. */
const INTERVAL_COST_MOST = 3;
/** No heart beats again within this share of its interval, nor within this time (240 /min, a third early). */
const SHORTEST_SHARE = 0.3;
const SHORTEST_S = 0.17;

/** Positive maxima of `sign` times a slope wave within [from, to), by the parabola through three samples. */
export function findUpstrokes(slope: Float64Array, sign: 1 | -1, from: number, to: number): Upstrokes {
  const at: number[] = [];
  const height: number[] = [];
  for (let i = Math.max(from, 1); i < Math.min(to, slope.length - 1); i++) {
    const left = sign * slope[i - 1];
    const here = sign * slope[i];
    const right = sign * slope[i + 1];
    if (here <= 0 || here < left || here <= right) continue;
    const curve = left - 2 * here + right;
    const shift = (0.5 * (left - right)) / curve;
    at.push(i + shift);
    height.push(here - 0.25 * (left - right) * shift);
  }
  return { at, height };
}

/** Slope of a usual beat: the median of as many of the steepest upstrokes as beats are expected; 0 when there are none. */
export function usualHeight({ height }: Upstrokes, expected: number): number {
  const steepest = [...height].sort((a, b) => b - a).slice(0, Math.max(1, Math.round(expected)));
  return steepest[steepest.length >> 1] ?? 0;
}

export interface PathPlan {
  /** Interval at the rate that is sure, samples. */
  readonly interval: number;
  readonly fsHz: number;
  /** Slope of a usual beat. */
  readonly usual: number;
  /** Standard deviation of the noise in the slope wave as a share of it. */
  readonly noiseShare: number;
  /** Share of it from which an upstroke rather is a beat. */
  readonly beatFrom: number;
  /** Index of the upstroke at which the path has to begin; null: near the beginning. */
  readonly start: number | null;
  /** Last sample that could hold an upstroke. */
  readonly end: number;
}

/**
 * The most probable sequence of beats among the upstrokes: indices, rising. Each beat speaks for itself by its slope and for
 * its neighbours by the interval between them; solved exactly by dynamic programming over pairs.
 */
export function mostProbableBeats({ at, height }: Upstrokes, plan: PathPlan): number[] {
  const { interval, usual, start } = plan;
  const count = at.length;
  const best = new Float64Array(count).fill(Number.NEGATIVE_INFINITY);
  const before = new Int32Array(count).fill(-1);
  const shortest = Math.max(SHORTEST_SHARE * interval, SHORTEST_S * plan.fsHz);
  let last = -1;
  let lastScore = Number.NEGATIVE_INFINITY;
  for (let i = start ?? 0; i < count; i++) {
    const share = height[i] / usual;
    if (share < LEAST_SHARE && i !== start) continue;
    const gain = beatEvidence(share, plan);
    if (start === null ? at[i] - at[0] <= 1.5 * interval : i === start) {
      best[i] = gain - (start === null ? lateCost((at[i] - at[0]) / interval) : 0);
    }
    for (let j = i - 1; j >= (start ?? 0); j--) {
      if (best[j] === Number.NEGATIVE_INFINITY || at[i] - at[j] < shortest) continue;
      const score = best[j] + gain - intervalCost((at[i] - at[j]) / interval);
      if (score > best[i]) {
        best[i] = score;
        before[i] = j;
      }
    }
    const score = best[i] - lateCost((plan.end - at[i]) / interval);
    if (score > lastScore) {
      lastScore = score;
      last = i;
    }
  }
  const path: number[] = [];
  for (let i = last; i >= 0; i = before[i]) path.push(i);
  return path.reverse();
}

/** ln of how much likelier a slope of this share of the usual is a beat's than an echo's or noise's. */
function beatEvidence(share: number, { noiseShare, beatFrom }: PathPlan): number {
  const spread = ECHO_SPREAD ** 2 + noiseShare ** 2;
  const asBeat = (x: number) => -0.5 * (Math.log(x) / BEAT_SPREAD) ** 2;
  return asBeat(Math.max(share, 1e-3)) - asBeat(beatFrom) + (0.5 * (share ** 2 - beatFrom ** 2)) / spread;
}

function intervalCost(ratio: number): number {
  return Math.min(INTERVAL_COST_MOST, 0.5 * (Math.log(ratio) / INTERVAL_SPREAD) ** 2);
}

/** Up to one interval without a beat is usual at either end. */
function lateCost(ratio: number): number {
  return ratio <= 1 ? 0 : intervalCost(ratio);
}
