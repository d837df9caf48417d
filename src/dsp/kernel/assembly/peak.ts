import { binRadians, firstBin, firstPeakBin, LANES, lastBin, lastPeakBin, powers, results, tapered } from "./plan";

/**
 * Finds the highest peak of each region, refines its place by `newtonSteps` on the exact transform of the tapered wave, and
 * sums what lies in its lobe, in that of its double and beside them.
 *
 * Results: angle in radians a sample (0: no peak), power at the angle, power in the lobe, in both lobes, beside them.
 * `lobe`: half width of a lobe, radians.
 */
export function findPeak(base: usize, n: i32, newtonSteps: i32, lobe: f32): void {
  const power = base + powers;
  const zero = f32x4.splat(0);
  let left = v128.load(power + <usize>(firstPeakBin - 1) * LANES);
  let middle = v128.load(power + <usize>firstPeakBin * LANES);
  let bestLeft = zero;
  let best = zero;
  let bestRight = zero;
  let bin = zero;
  for (let k = firstPeakBin; k <= lastPeakBin; k++) {
    const right = v128.load(power + <usize>(k + 1) * LANES);
    const higher = v128.and(v128.and(f32x4.gt(middle, left), f32x4.ge(middle, right)), f32x4.gt(middle, best));
    bestLeft = v128.bitselect(left, bestLeft, higher);
    best = v128.bitselect(middle, best, higher);
    bestRight = v128.bitselect(right, bestRight, higher);
    bin = v128.bitselect(f32x4.splat(<f32>k), bin, higher);
    left = middle;
    middle = right;
  }
  const found = f32x4.gt(best, zero);
  const l = eighthRoot(bestLeft);
  const m = eighthRoot(best);
  const r = eighthRoot(bestRight);
  const curvature = f32x4.sub(f32x4.add(l, r), f32x4.add(m, m));
  const offset = f32x4.div(f32x4.mul(f32x4.splat(0.5), f32x4.sub(l, r)), curvature);
  const curved = f32x4.lt(curvature, zero);
  let angle = f32x4.mul(f32x4.splat(binRadians), f32x4.add(bin, v128.and(offset, curved)));
  for (let step = 0; step < newtonSteps; step++) angle = refine(base, n, angle);
  angle = v128.and(angle, found);
  v128.store(base + results, angle);
  if (newtonSteps === 0) v128.store(base + results, best, 16);
  sumLobes(base, angle, lobe);
}

/** A parabola through the eighth root of power finds a Hann window's top best (after Werner and Germain, 2016). */
function eighthRoot(power: v128): v128 {
  return f32x4.sqrt(f32x4.sqrt(f32x4.sqrt(power)));
}

/**
 * One Newton step towards the top of |X|^2, X the transform of the tapered wave at `angle`, with time counted from the middle
 * of the window: samples as far before it as after it share their sine and cosine.
 */
function refine(base: usize, n: i32, angle: v128): v128 {
  const half = f32x4.mul(angle, f32x4.splat(0.5));
  const h2 = f32x4.mul(half, half);
  const sinHalf = f32x4.mul(half, series(h2, -1.0 / 6, 1.0 / 120, -1.0 / 5040, 1.0 / 362880, -1.0 / 39916800));
  const cosHalf = series(h2, -0.5, 1.0 / 24, -1.0 / 720, 1.0 / 40320, -1.0 / 3628800);
  const two = f32x4.splat(2);
  const sinStep = f32x4.mul(two, f32x4.mul(sinHalf, cosHalf));
  const cosStep = f32x4.sub(f32x4.splat(1), f32x4.mul(two, f32x4.mul(sinHalf, sinHalf)));
  const odd = (n & 1) === 1;
  let cos = odd ? cosStep : cosHalf;
  let sin = odd ? sinStep : sinHalf;
  let t: f32 = odd ? 1 : 0.5;
  let before = tapered + <usize>((n >> 1) - 1) * LANES;
  let after = tapered + <usize>((n + 1) >> 1) * LANES;
  // X = even - i odd; their first and second derivatives by the angle.
  const zero = f32x4.splat(0);
  let even = odd ? v128.load(tapered + <usize>(n >> 1) * LANES) : zero;
  let odd0 = zero;
  let even1 = zero;
  let odd1 = zero;
  let even2 = zero;
  let odd2 = zero;
  for (; before >= tapered; before -= LANES) {
    const sum = f32x4.add(v128.load(after), v128.load(before));
    const difference = f32x4.sub(v128.load(after), v128.load(before));
    const time = f32x4.splat(t);
    const a = f32x4.mul(sum, cos);
    const b = f32x4.mul(difference, sin);
    even = f32x4.add(even, a);
    odd0 = f32x4.add(odd0, b);
    even1 = f32x4.add(even1, f32x4.mul(time, f32x4.mul(sum, sin)));
    odd1 = f32x4.add(odd1, f32x4.mul(time, f32x4.mul(difference, cos)));
    const square = f32x4.splat(t * t);
    even2 = f32x4.add(even2, f32x4.mul(square, a));
    odd2 = f32x4.add(odd2, f32x4.mul(square, b));
    const turned = f32x4.sub(f32x4.mul(cos, cosStep), f32x4.mul(sin, sinStep));
    sin = f32x4.add(f32x4.mul(sin, cosStep), f32x4.mul(cos, sinStep));
    cos = turned;
    t += 1;
    after += LANES;
  }
  // Signs: even1 is minus the derivative, even2 and odd2 are minus the second ones.
  const slope = f32x4.sub(f32x4.mul(odd0, odd1), f32x4.mul(even, even1));
  const bend = f32x4.sub(
    f32x4.add(f32x4.mul(even1, even1), f32x4.mul(odd1, odd1)),
    f32x4.add(f32x4.mul(even, even2), f32x4.mul(odd0, odd2)),
  );
  const most = f32x4.splat(binRadians);
  const step = f32x4.min(f32x4.max(f32x4.div(slope, bend), f32x4.neg(most)), most);
  const topped = v128.and(step, f32x4.lt(bend, zero));
  // To second order, as the step itself.
  const atTop = f32x4.sub(f32x4.add(f32x4.mul(even, even), f32x4.mul(odd0, odd0)), f32x4.mul(slope, topped));
  v128.store(base + results, f32x4.mul(f32x4.splat(4), atTop), 16);
  return f32x4.sub(angle, topped);
}

/** 1 + a x + b x^2 + ... */
function series(x: v128, a: f32, b: f32, c: f32, d: f32, e: f32): v128 {
  let sum = f32x4.add(f32x4.splat(d), f32x4.mul(x, f32x4.splat(e)));
  sum = f32x4.add(f32x4.splat(c), f32x4.mul(x, sum));
  sum = f32x4.add(f32x4.splat(b), f32x4.mul(x, sum));
  sum = f32x4.add(f32x4.splat(a), f32x4.mul(x, sum));
  return f32x4.add(f32x4.splat(1), f32x4.mul(x, sum));
}

function sumLobes(base: usize, angle: v128, lobe: f32): void {
  const reach = f32x4.splat(lobe);
  const double = f32x4.add(angle, angle);
  let first = f32x4.splat(0);
  let both = first;
  let rest = first;
  for (let k = firstBin; k <= lastBin; k++) {
    const power = v128.load(base + powers + <usize>k * LANES);
    const at = f32x4.splat(<f32>k * binRadians);
    const near = f32x4.le(f32x4.abs(f32x4.sub(at, angle)), reach);
    const either = v128.or(near, f32x4.le(f32x4.abs(f32x4.sub(at, double)), reach));
    first = f32x4.add(first, v128.and(power, near));
    both = f32x4.add(both, v128.and(power, either));
    rest = f32x4.add(rest, v128.andnot(power, either));
  }
  v128.store(base + results, first, 32);
  v128.store(base + results, both, 48);
  v128.store(base + results, rest, 64);
}
