import { bands, forward, LANES, middle, taper, tapered, waves } from "./plan";

/** Bytes of one row of the factored system: its first and second band and the reciprocal of its pivot. */
const ROW: usize = 12;

/**
 * Takes the smooth trend out of a group's waves, in place, and writes them tapered to `tapered`.
 *
 * The system is eliminated from both ends at once: it is the same read backwards, and two chains of dependent steps take as
 * long as one. In the middle two or three unknowns are left, whose inverse was planned.
 */
export function detrend(base: usize, n: i32): void {
  const wave = base + waves;
  const half = (n - 2) >> 1;
  const end = wave + <usize>(n - 1) * LANES;
  let l1 = f32x4.splat(0);
  let l2 = l1;
  let before = l1;
  let last = l1;
  let mirroredBefore = l1;
  let mirroredLast = l1;
  let row = bands;
  let out = forward;
  // l2 of the row before the last, which is used one step later than l1.
  let waiting = l1;
  for (let i = 0; i < half; i++) {
    const offset = <usize>i * LANES;
    const value = f32x4.sub(f32x4.sub(v128.load(wave + offset), f32x4.mul(l2, before)), f32x4.mul(l1, last));
    const mirrored = f32x4.sub(
      f32x4.sub(v128.load(end - offset), f32x4.mul(l2, mirroredBefore)),
      f32x4.mul(l1, mirroredLast),
    );
    v128.store(out, value);
    v128.store(out, mirrored, 16);
    out += 2 * LANES;
    before = last;
    last = value;
    mirroredBefore = mirroredLast;
    mirroredLast = mirrored;
    l2 = waiting;
    waiting = v128.load32_splat(row, 4);
    l1 = v128.load32_splat(row);
    row += ROW;
  }
  const at = wave + <usize>half * LANES;
  const count = n - 2 * half;
  // Right sides of the middle rows: what either end leaves of them.
  let r0 = f32x4.sub(f32x4.sub(v128.load(at), f32x4.mul(l2, before)), f32x4.mul(l1, last));
  let r1 = f32x4.sub(v128.load(at, 16), f32x4.mul(waiting, last));
  let r2 = f32x4.splat(0);
  const mirroredNear = f32x4.add(f32x4.mul(l2, mirroredBefore), f32x4.mul(l1, mirroredLast));
  const mirroredFar = f32x4.mul(waiting, mirroredLast);
  if (count === 2) {
    r1 = f32x4.sub(r1, mirroredNear);
    r0 = f32x4.sub(r0, mirroredFar);
  } else {
    r2 = f32x4.sub(v128.load(at, 32), mirroredNear);
    r1 = f32x4.sub(r1, mirroredFar);
  }
  const t0 = ofMiddle(0, r0, r1, r2);
  const t1 = ofMiddle(12, r0, r1, r2);
  const t2 = ofMiddle(24, r0, r1, r2);
  finish(wave, half, t0);
  finish(wave, half + 1, t1);
  if (count === 3) finish(wave, half + 2, t2);

  // From here on `last` and `before` are the trend at the one and the two rows nearer to the middle.
  last = t0;
  before = t1;
  mirroredLast = count === 2 ? t1 : t2;
  mirroredBefore = count === 2 ? t0 : t1;
  const window = taper;
  const outEnd = tapered + <usize>(n - 1) * LANES;
  for (let i = half - 1; i >= 0; i--) {
    out -= 2 * LANES;
    row -= ROW;
    l1 = v128.load32_splat(row);
    l2 = v128.load32_splat(row, 4);
    const pivot = v128.load32_splat(row, 8);
    const value = f32x4.sub(f32x4.sub(f32x4.mul(v128.load(out), pivot), f32x4.mul(l2, before)), f32x4.mul(l1, last));
    const mirrored = f32x4.sub(
      f32x4.sub(f32x4.mul(v128.load(out, 16), pivot), f32x4.mul(l2, mirroredBefore)),
      f32x4.mul(l1, mirroredLast),
    );
    const offset = <usize>i * LANES;
    const detrended = f32x4.sub(v128.load(wave + offset), value);
    const other = f32x4.sub(v128.load(end - offset), mirrored);
    v128.store(wave + offset, detrended);
    v128.store(end - offset, other);
    v128.store(tapered + offset, f32x4.mul(detrended, v128.load32_splat(window + <usize>i * 4)));
    v128.store(outEnd - offset, f32x4.mul(other, v128.load32_splat(window + <usize>(n - 1 - i) * 4)));
    before = last;
    last = value;
    mirroredBefore = mirroredLast;
    mirroredLast = mirrored;
  }
}

/** Takes a group's waves as they are and writes them tapered. */
export function applyTaper(base: usize, n: i32): void {
  const wave = base + waves;
  for (let i = 0; i < n; i++) {
    const offset = <usize>i * LANES;
    v128.store(tapered + offset, f32x4.mul(v128.load(wave + offset), v128.load32_splat(taper + <usize>i * 4)));
  }
}

function ofMiddle(row: usize, r0: v128, r1: v128, r2: v128): v128 {
  return f32x4.add(
    f32x4.add(f32x4.mul(r0, v128.load32_splat(middle + row)), f32x4.mul(r1, v128.load32_splat(middle + row, 4))),
    f32x4.mul(r2, v128.load32_splat(middle + row, 8)),
  );
}

function finish(wave: usize, i: i32, trend: v128): void {
  const offset = <usize>i * LANES;
  const detrended = f32x4.sub(v128.load(wave + offset), trend);
  v128.store(wave + offset, detrended);
  v128.store(tapered + offset, f32x4.mul(detrended, v128.load32_splat(taper + <usize>i * 4)));
}
