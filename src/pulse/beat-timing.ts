import type { Upstrokes } from "./upstroke-path.ts";

export interface TimingErrors {
  /** Standard error of each beat's time, samples; infinite where there is nothing to compare with. */
  readonly samples: Float64Array;
  /** Standard deviation of what differs from beat to beat, as a share of a usual beat's slope. */
  readonly noiseShare: number;
}

/** Part of the interval to each side of the upstroke that is compared: the upstroke with its foot and crest... */
const REACH_SHARE = 0.15;
/** ...and of the Gaussian's width, below which there would be nothing but the maximum itself. */
const REACH_SIGMAS = 1.5;
/** What a beat's own surroundings say counts like this many beats of the window: a quarter second holds few free samples. */
const OWN_WEIGHT = 0.5;
/** Share of the noise's power that scaling each beat and placing it on its own maximum leave: they spend one or two of three free values. */
const NOISE_LEFT = 0.5;
const FEWEST_BEATS = 3;
/**
 * Noise changes the curvature too, by a share of sqrt(5/2) of the shift in sigmas; a curvature that varies by a share r makes
 * the mean square of its reciprocal larger by 1 + 3 r^2.
 */
const CURVE_NOISE = 7.5;

/**
 * How well the beats of a window are timed: noise is what the slope wave around each beat has beyond the mean beat, scaled to
 * fit; it shifts a maximum by its own slope over the maximum's curvature. Noise that passed the Gaussian's slope (white
 * before it) has a slope of sqrt(3/2) / sigma times its size, and 1.8 sigma between free values.
 */
export function timingErrors(
  slope: Float64Array,
  sign: 1 | -1,
  { at, height }: Upstrokes,
  path: readonly number[],
  interval: number,
  sigma: number,
): TimingErrors {
  const samples = new Float64Array(path.length).fill(Number.POSITIVE_INFINITY);
  const reach = Math.max(2, Math.round(Math.max(REACH_SHARE * interval, REACH_SIGMAS * sigma)));
  const length = 2 * reach + 1;
  const inside = path.filter((k) => at[k] >= reach && at[k] + reach + 1 < slope.length);
  if (inside.length < FEWEST_BEATS) return { samples, noiseShare: 0 };
  // One row a beat.
  const segments = new Float64Array(inside.length * length);
  const mean = new Float64Array(length);
  for (let row = 0, j = 0; row < inside.length; row++) {
    const from = at[inside[row]] - reach;
    for (let i = 0; i < length; i++, j++) {
      segments[j] = sign * between(slope, from + i);
      mean[i] += segments[j] / inside.length;
    }
  }
  const energy = product(mean, mean);
  const left = NOISE_LEFT * (1 - 1 / inside.length);
  const own = new Float64Array(path.length).fill(Number.NaN);
  const squares: number[] = [];
  for (let row = 0, k = 0; row < inside.length; row++, k++) {
    const segment = segments.subarray(row * length, (row + 1) * length);
    const scale = product(segment, mean) / energy;
    let sum = 0;
    for (let i = 0; i < length; i++) sum += (segment[i] - scale * mean[i]) ** 2;
    while (path[k] !== inside[row]) k++;
    own[k] = sum / length / left;
    squares.push(own[k]);
  }
  const common = squares.reduce((sum, value) => sum + value, 0) / squares.length;
  const meanHeight = inside.reduce((sum, k) => sum + height[k], 0) / inside.length;
  const curve = (2 * mean[reach] - mean[reach - 1] - mean[reach + 1]) / meanHeight;
  for (let k = 0; k < path.length; k++) {
    const square = Number.isNaN(own[k]) ? common : own[k];
    const noise = Math.sqrt((common + OWN_WEIGHT * square) / (1 + OWN_WEIGHT));
    const linear = (Math.sqrt(1.5) * noise) / (sigma * curve * height[path[k]]);
    if (curve > 0) samples[k] = linear * Math.sqrt(1 + CURVE_NOISE * (linear / sigma) ** 2);
  }
  return { samples, noiseShare: Math.sqrt(common) / meanHeight };
}

function product(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function between(values: Float64Array, at: number): number {
  const i = Math.floor(at);
  return values[i] + (values[i + 1] - values[i]) * (at - i);
}
