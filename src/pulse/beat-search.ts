import { type GaussianSlope, planGaussianSlope } from "../dsp/gaussian-slope.ts";

import { type TimingErrors, timingErrors } from "./beat-timing.ts";
import { findUpstrokes, mostProbableBeats, usualHeight } from "./upstroke-path.ts";

/** Beats of one window as one band shows them; samples are those of the window. */
export interface FoundBeats {
  /** Sample (with fraction) of each beat's steepest rise, rising. */
  readonly at: Float64Array;
  /** Standard error of each, samples; infinite where nothing tells it. */
  readonly error: Float64Array;
  /** Slope of each upstroke; 1 is usual. */
  readonly size: Float64Array;
  /** Median of the errors. */
  readonly typicalError: number;
  /** Whether the beats begin with the one that was asked for. */
  readonly goesOn: boolean;
}

/** One wave seen through one Gaussian's slope. */
export interface SlopeView {
  readonly filter: GaussianSlope;
  /** Float64Array [n]; 0 at the margins. */
  readonly slope: Float64Array;
}

/** Plans of kernels are kept for widths these many samples apart. */
const SIGMA_STEP_SAMPLES = 0.1;
/** Share of noise in the slope wave before anything is known of it. */
const FIRST_NOISE_SHARE = 0.2;
/** Below this share of both neighbours' slopes a beat is of the weak kind; kinds are told apart from three of them on. */
const WEAK_SHARE = 0.7;
const FEWEST_WEAK = 3;
/** A beat counts as the one found before when both are less than this share of an interval apart. */
export const SAME_SHARE = 0.15;

/** Plans views of waves; kernels are kept, the slope is the caller's to overwrite. */
export function planSlopeViews(): (wave: Float64Array, sigmaSamples: number) => SlopeView {
  const filters = new Map<number, GaussianSlope>();
  return (wave, sigmaSamples) => {
    const steps = Math.round(sigmaSamples / SIGMA_STEP_SAMPLES);
    let filter = filters.get(steps);
    if (!filter) {
      filter = planGaussianSlope(steps * SIGMA_STEP_SAMPLES);
      filters.set(steps, filter);
    }
    const slope = new Float64Array(wave.length);
    filter.apply(wave, slope);
    return { filter, slope };
  };
}

/** Slope of the usual steepest rise (sign 1) or fall (-1) at a rate of one beat in `interval` samples; 0 when there is none. */
export function usualSlope({ filter, slope }: SlopeView, sign: 1 | -1, interval: number): number {
  const inside = slope.length - 2 * filter.margin;
  return usualHeight(findUpstrokes(slope, sign, filter.margin, slope.length - filter.margin), inside / interval);
}

/**
 * The most probable beats in a view. `interval`: at the rate that is sure, samples. `last`: sample of the last beat that is
 * final, from which they go on; null: from the window's beginning. `beatFrom`: see PathPlan. Null where nothing rises. Allocates.
 */
export function searchBeats(
  { filter, slope }: SlopeView,
  sign: 1 | -1,
  interval: number,
  fsHz: number,
  last: number | null,
  beatFrom: number,
): FoundBeats | null {
  const from = filter.margin;
  const end = slope.length - filter.margin;
  const upstrokes = findUpstrokes(slope, sign, from, end);
  const usual = usualHeight(upstrokes, (end - from) / interval);
  if (usual <= 0) return null;
  const start = last === null ? null : nearest(upstrokes.at, last, SAME_SHARE * interval);
  const plan = { interval, fsHz, usual, start, end, beatFrom };
  const errorsOf = (path: readonly number[]): TimingErrors => {
    const weak = path.filter((_, i) => isWeak(upstrokes.height, path, i));
    if (weak.length < FEWEST_WEAK) return timingErrors(slope, sign, upstrokes, path, interval, filter.sigmaSamples);
    return timingErrorsOfTwoKinds(path, weak, (kind) =>
      timingErrors(slope, sign, upstrokes, kind, interval, filter.sigmaSamples),
    );
  };
  const first = mostProbableBeats(upstrokes, { ...plan, noiseShare: FIRST_NOISE_SHARE });
  const path = mostProbableBeats(upstrokes, { ...plan, noiseShare: errorsOf(first).noiseShare });
  const error = errorsOf(path).samples;
  return {
    at: Float64Array.from(path, (k) => upstrokes.at[k]),
    error,
    size: Float64Array.from(path, (k) => upstrokes.height[k] / usual),
    typicalError: error.slice().sort()[error.length >> 1] ?? Number.POSITIVE_INFINITY,
    goesOn: start !== null,
  };
}

/** Early beats ride on the falling limb of the one before: they are like each other, not like the others. */
function timingErrorsOfTwoKinds(
  path: readonly number[],
  weak: readonly number[],
  errorsOf: (kind: readonly number[]) => TimingErrors,
): TimingErrors {
  const strong = path.filter((k) => !weak.includes(k));
  const [ofWeak, ofStrong] = [errorsOf(weak), errorsOf(strong)];
  return {
    samples: Float64Array.from(path, (k) =>
      weak.includes(k) ? ofWeak.samples[weak.indexOf(k)] : ofStrong.samples[strong.indexOf(k)],
    ),
    noiseShare: ofStrong.noiseShare,
  };
}

/** Whether a beat of the path is much weaker than both of its neighbours. */
function isWeak(height: readonly number[], path: readonly number[], i: number): boolean {
  if (i === 0 || i + 1 === path.length) return false;
  return height[path[i]] < WEAK_SHARE * Math.min(height[path[i - 1]], height[path[i + 1]]);
}

/** Index of the value nearest to `to`, null when none is within `reach`. */
function nearest(values: readonly number[], to: number, reach: number): number | null {
  let best: number | null = null;
  for (let i = 0; i < values.length; i++) {
    if (Math.abs(values[i] - to) <= (best === null ? reach : Math.abs(values[best] - to))) best = i;
  }
  return best;
}
