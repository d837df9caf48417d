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
  const left = power[best - 1] ** 0.125;
  const middle = power[best] ** 0.125;
  const right = power[best + 1] ** 0.125;
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
    const n = values.length;
    const odd = n % 2 === 1;
    const stepCos = Math.cos(at);
    const stepSin = Math.sin(at);
    // Samples as far before the middle as after it share their sine and cosine, and each turns on from the last.
    let t = odd ? 1 : 0.5;
    let cos = odd ? stepCos : Math.cos(0.5 * at);
    let sin = odd ? stepSin : Math.sin(0.5 * at);
    let even0 = odd ? values[n >> 1] : 0;
    let odd0 = 0;
    let even1 = 0;
    let odd1 = 0;
    let even2 = 0;
    let odd2 = 0;
    for (let before = (n >> 1) - 1, after = (n + 1) >> 1; before >= 0; before--, after++) {
      const sum = values[after] + values[before];
      const difference = values[after] - values[before];
      const a = sum * cos;
      const b = difference * sin;
      even0 += a;
      odd0 += b;
      even1 += t * sum * sin;
      odd1 += t * difference * cos;
      even2 += t * t * a;
      odd2 += t * t * b;
      const turned = cos * stepCos - sin * stepSin;
      sin = sin * stepCos + cos * stepSin;
      cos = turned;
      t++;
    }
    const slope = odd0 * odd1 - even0 * even1;
    const bend = even1 * even1 + odd1 * odd1 - even0 * even2 - odd0 * odd2;
    const move = bend < 0 ? Math.min(Math.max(slope / bend, -most), most) : 0;
    at -= move;
    // To second order, as the step itself.
    power = even0 * even0 + odd0 * odd0 - slope * move;
  }
  return { angle: at, power };
}
