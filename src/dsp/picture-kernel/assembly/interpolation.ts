import { CELL_ROW, height, light, NUMBER, patch, SIDE, VECTOR, width } from "./plan";

/** Bytes of the surroundings that a cell's interpolation reads: 13 rows, two before it and three after it. */
const PATCH_END: usize = 13 * CELL_ROW;

/** Weights of the six points at -2..3 for the place that was weighed last. */
let w0: f32 = 0;
let w1: f32 = 0;
let w2: f32 = 0;
let w3: f32 = 0;
let w4: f32 = 0;
let w5: f32 = 0;

/** Weights of Lagrange's polynomial through six points at -2..3. */
function weigh(share: f64): void {
  const a = share + 2;
  const b = share + 1;
  const c = share;
  const d = share - 1;
  const e = share - 2;
  const f = share - 3;
  const ab = a * b;
  const cd = c * d;
  const ef = e * f;
  w0 = <f32>(b * cd * ef * (-1.0 / 120));
  w1 = <f32>(a * cd * ef * (1.0 / 24));
  w2 = <f32>(ab * d * ef * (-1.0 / 12));
  w3 = <f32>(ab * c * ef * (1.0 / 12));
  w4 = <f32>(ab * cd * f * (-1.0 / 24));
  w5 = <f32>(ab * cd * e * (1.0 / 120));
}

/** Writes the cell at a fractional place to `patch`, float32 [8][8], interpolated along both axes; false outside of the picture. */
export function sample(x: f64, y: f64): bool {
  const ix = floor(x);
  const iy = floor(y);
  if (!(ix >= 2 && iy >= 2 && ix + SIDE + 2 < width && iy + SIDE + 2 < height)) return false;
  const bytes = <usize>width * NUMBER;
  interpolateAcross(light + <usize>(<i32>iy - 2) * bytes + <usize>(<i32>ix - 2) * NUMBER, bytes, x - ix);
  interpolateDown(y - iy);
  return true;
}

function interpolateAcross(from: usize, bytes: usize, share: f64): void {
  weigh(share);
  const v0 = f32x4.splat(w0);
  const v1 = f32x4.splat(w1);
  const v2 = f32x4.splat(w2);
  const v3 = f32x4.splat(w3);
  const v4 = f32x4.splat(w4);
  const v5 = f32x4.splat(w5);
  for (let to = patch, end = patch + PATCH_END; to < end; to += CELL_ROW, from += bytes) {
    let left = f32x4.mul(v0, v128.load(from));
    let right = f32x4.mul(v0, v128.load(from, 16));
    left = f32x4.add(left, f32x4.mul(v1, v128.load(from, 4)));
    right = f32x4.add(right, f32x4.mul(v1, v128.load(from, 20)));
    left = f32x4.add(left, f32x4.mul(v2, v128.load(from, 8)));
    right = f32x4.add(right, f32x4.mul(v2, v128.load(from, 24)));
    left = f32x4.add(left, f32x4.mul(v3, v128.load(from, 12)));
    right = f32x4.add(right, f32x4.mul(v3, v128.load(from, 28)));
    left = f32x4.add(left, f32x4.mul(v4, v128.load(from, 16)));
    right = f32x4.add(right, f32x4.mul(v4, v128.load(from, 32)));
    left = f32x4.add(left, f32x4.mul(v5, v128.load(from, 20)));
    right = f32x4.add(right, f32x4.mul(v5, v128.load(from, 36)));
    v128.store(to, left);
    v128.store(to, right, 16);
  }
}

/** In place: what a row becomes is not read again by those below it. */
function interpolateDown(share: f64): void {
  weigh(share);
  const v0 = f32x4.splat(w0);
  const v1 = f32x4.splat(w1);
  const v2 = f32x4.splat(w2);
  const v3 = f32x4.splat(w3);
  const v4 = f32x4.splat(w4);
  const v5 = f32x4.splat(w5);
  for (let at = patch, end = patch + <usize>SIDE * CELL_ROW; at < end; at += VECTOR) {
    let sum = f32x4.add(f32x4.mul(v0, v128.load(at)), f32x4.mul(v1, v128.load(at, 32)));
    sum = f32x4.add(sum, f32x4.mul(v2, v128.load(at, 64)));
    sum = f32x4.add(sum, f32x4.mul(v3, v128.load(at, 96)));
    sum = f32x4.add(sum, f32x4.mul(v4, v128.load(at, 128)));
    sum = f32x4.add(sum, f32x4.mul(v5, v128.load(at, 160)));
    v128.store(at, sum);
  }
}
