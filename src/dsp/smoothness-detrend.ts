/**
 * Removes slow drift after the smoothness priors of Tarvainen, Ranta-aho and Karjalainen (IEEE TBME 2002):
 * y - (I + lambda^2 D2' D2)^-1 y, with D2 the second difference.
 *
 * The system is pentadiagonal and the same for every call, so it is factored once (L D L') and solved in O(n).
 */
export interface Detrender {
  readonly n: number;
  /** Writes the detrended `values` (Float64Array [n], any unit, no missing ones) back in place. Allocates nothing. */
  apply(values: Float64Array): void;
}

/**
 * Plans detrending for `n` samples. `lambda`: smoothing parameter, at least 0; away from the ends a frequency w (radians
 * per sample) keeps 1 - 1 / (1 + lambda^2 (2 sin(w / 2))^4) of its amplitude, half of it at fsHz / (2 pi sqrt(lambda)), and
 * a straight line nothing. Allocates once. Throws RangeError for fewer than 5 samples.
 */
export function planSmoothnessDetrend(n: number, lambda: number): Detrender {
  const { diagonal, first, second } = factorSmoothness(n, lambda);
  const trend = new Float64Array(n);
  return {
    n,
    apply(values) {
      solve(diagonal, first, second, values, trend);
      for (let i = 0; i < n; i++) values[i] -= trend[i];
    },
  };
}

/** L D L' of the system: D, and the two bands of the unit L below its diagonal. */
export interface SmoothnessFactors {
  /** Float64Array [n] each; the bands are 0 beyond their ends. */
  readonly diagonal: Float64Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/** Factors the system of planSmoothnessDetrend, from its first row to its last. Allocates. */
export function factorSmoothness(n: number, lambda: number): SmoothnessFactors {
  if (n < 5) throw new RangeError(`detrending needs at least 5 samples, not ${n}`);
  const weight = lambda * lambda;
  const diagonal = new Float64Array(n);
  const first = new Float64Array(n);
  const second = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const edge = Math.min(i, n - 1 - i);
    diagonal[i] = 1 + weight * (edge === 0 ? 1 : edge === 1 ? 5 : 6);
    if (i < n - 1) first[i] = weight * (i === 0 || i === n - 2 ? -2 : -4);
    if (i < n - 2) second[i] = weight;
  }
  factor(diagonal, first, second);
  return { diagonal, first, second };
}

/** Replaces the bands of A by those of L D L': `diagonal` holds D, `first` and `second` the bands of the unit L. */
function factor(diagonal: Float64Array, first: Float64Array, second: Float64Array): void {
  const n = diagonal.length;
  for (let i = 0; i < n; i++) {
    const l1 = i > 0 ? first[i - 1] : 0;
    const l2 = i > 1 ? second[i - 2] : 0;
    diagonal[i] -= (i > 0 ? l1 * l1 * diagonal[i - 1] : 0) + (i > 1 ? l2 * l2 * diagonal[i - 2] : 0);
    if (i < n - 1) first[i] = (first[i] - (i > 0 ? second[i - 1] * l1 * diagonal[i - 1] : 0)) / diagonal[i];
    if (i < n - 2) second[i] /= diagonal[i];
  }
}

function solve(
  diagonal: Float64Array,
  first: Float64Array,
  second: Float64Array,
  right: Float64Array,
  out: Float64Array,
): void {
  const n = diagonal.length;
  let before = 0;
  let last = 0;
  for (let i = 0; i < n; i++) {
    const value = right[i] - (i > 0 ? first[i - 1] : 0) * last - (i > 1 ? second[i - 2] : 0) * before;
    out[i] = value;
    before = last;
    last = value;
  }
  before = 0;
  last = 0;
  for (let i = n - 1; i >= 0; i--) {
    // The bands are 0 beyond their ends.
    const value = out[i] / diagonal[i] - first[i] * last - second[i] * before;
    out[i] = value;
    before = last;
    last = value;
  }
}
