import type { Upstrokes } from "./upstroke-path.ts";

export interface TimingErrors {
  /** Standard error of each beat's time, samples; infinite where there is nothing to compare with. */
  readonly samples: Float64Array;
  /** Standard deviation of what differs from beat to beat, as a share of a usual beat's slope. */
  readonly noiseShare: number;
}

/** Part of the interval to each side of the upstroke that is compared: the upstroke with its foot and crest. */
const REACH_SHARE = 0.25;
/** What a beat's own surroundings say counts like this many beats of the window: a quarter second holds few free samples. */
const OWN_WEIGHT = 0.5;
const FEWEST_BEATS = 3;

/**
 * How well the beats of a window are timed: noise is what the slope wave around each beat has beyond the mean beat, scaled to
 * fit; it shifts a maximum by its own slope over the maximum's curvature. Noise that passed the Gaussian's slope (white
 * before it) has a slope of sqrt(3/2) / sigma times its size.
 */
export function timingErrors(
  slope: Float64Array,
  { at, height }: Upstrokes,
  path: readonly number[],
  interval: number,
  sigma: number,
): TimingErrors {
  const samples = new Float64Array(path.length).fill(Number.POSITIVE_INFINITY);
  const reach = Math.max(2, Math.round(REACH_SHARE * interval));
  const inside = path.filter((k) => at[k] - reach >= 0 && at[k] + reach + 1 < slope.length);
  if (inside.length < FEWEST_BEATS) return { samples, noiseShare: 0 };
  const length = 2 * reach + 1;
  const mean = new Float64Array(length);
  let meanHeight = 0;
  for (const k of inside) {
    for (let i = 0; i < length; i++) mean[i] += between(slope, at[k] - reach + i) / inside.length;
    meanHeight += height[k] / inside.length;
  }
  let energy = 0;
  for (const value of mean) energy += value * value;
  const squares = inside.map((k) => {
    let fit = 0;
    for (let i = 0; i < length; i++) fit += mean[i] * between(slope, at[k] - reach + i);
    fit /= energy;
    let sum = 0;
    for (let i = 0; i < length; i++) sum += (between(slope, at[k] - reach + i) - fit * mean[i]) ** 2;
    return sum / length;
  });
  // The mean beat holds a share of each beat's own noise, and the scale another.
  const common = squares.reduce((sum, value) => sum + value, 0) / Math.max(1, inside.length - 1.5);
  const curve = mean[reach - 1] - 2 * mean[reach] + mean[reach + 1];
  for (let k = 0; k < path.length; k++) {
    const own = squares[inside.indexOf(path[k])] ?? common;
    const noise = Math.sqrt((common + OWN_WEIGHT * own) / (1 + OWN_WEIGHT));
    const steepness = (-curve * height[path[k]]) / meanHeight;
    if (steepness > 0) samples[k] = (Math.sqrt(1.5) * noise) / (sigma * steepness);
  }
  return { samples, noiseShare: Math.sqrt(common) / meanHeight };
}

function between(values: Float64Array, at: number): number {
  const i = Math.floor(at);
  return values[i] + (values[i + 1] - values[i]) * (at - i);
}
