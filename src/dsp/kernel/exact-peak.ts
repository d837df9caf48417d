/** Place of a top, radians a sample, and the power there. */
export interface ExactPeak {
  readonly angle: number;
  readonly power: number;
}

/**
 * The highest bin between `first` and `last` that no neighbour tops, with the fraction of a parabola through the eighth roots of power;
 * null where there is none. Power scaled by about a quarter of its amplitude places a Hann window's top best (Werner and
 * Germain, Applied Sciences 2016).
 *
 * `power`: Float64Array, from bin `first - 1` to `last + 1` at least; only read.
 */
export function coarsePeak(power: Float64Array, first: number, last: number): number | null {
  let best: number | null = null;
  for (let k = first; k <= last; k++) {
    if (!(power[k] > power[k - 1] && power[k] >= power[k + 1])) continue;
    if (best === null || power[k] > power[best]) best = k;
  }
  if (best === null) return null;
  const [left, middle, right] = [-1, 0, 1].map((step) => power[best + step] ** 0.125);
  const curvature = left + right - 2 * middle;
  return curvature < 0 ? best + (0.5 * (left - right)) / curvature : best;
}

/**
 * Newton steps from `angle` towards the top of |X|^2, X the transform of `values` at an angle, each at most `most` long; time
 * counts from the middle of the window. Where the power is not curved downwards it stays. Allocates the result.
 */
export function refinePeak(values: Float64Array, angle: number, steps: number, most: number): ExactPeak {
  let at = angle;
  let power = 0;
  for (let step = 0; step < steps; step++) {
    const middle = (values.length - 1) / 2;
    let [re, im, re1, im1, re2, im2] = [0, 0, 0, 0, 0, 0];
    for (let i = 0; i < values.length; i++) {
      const t = i - middle;
      const a = values[i] * Math.cos(at * t);
      const b = -values[i] * Math.sin(at * t);
      re += a;
      im += b;
      re1 += t * b;
      im1 -= t * a;
      re2 -= t * t * a;
      im2 -= t * t * b;
    }
    const slope = re * re1 + im * im1;
    const bend = re1 * re1 + im1 * im1 + re * re2 + im * im2;
    const move = bend < 0 ? Math.min(Math.max(slope / bend, -most), most) : 0;
    at -= move;
    // To second order, as the step itself.
    power = re * re + im * im - slope * move;
  }
  return { angle: at, power };
}
