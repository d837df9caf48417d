import { invert } from "./inverse";
import {
  CELL,
  CELL_ROW,
  columns,
  errorXs,
  errorYs,
  INVERSE,
  LOOK,
  left,
  light,
  MEAN,
  NUMBER,
  PIXELS,
  SIDE,
  SLOPES_X,
  SLOPES_Y,
  TEMPLATE,
  templates,
  textures,
  top,
  VECTOR,
  width,
} from "./plan";
import { sumOf } from "./vector-sum";

/**
 * Takes a cell of the picture as its new appearance; one whose brightness varies by less than `leastTexture` is left at that.
 * The priors are what is added to the normal matrix for displacement and contrast.
 */
export function take(cell: i32, leastTexture: f32, placePrior: f64, contrastPrior: f64): void {
  const template = templates + <usize>cell * TEMPLATE;
  const number = <usize>cell * NUMBER;
  const bytes = <usize>width * NUMBER;
  const x = left + (cell % columns) * SIDE;
  const y = top + (cell / columns) * SIDE;
  const from = light + <usize>y * bytes + <usize>x * NUMBER;

  let total = f32x4.splat(0);
  for (let row: usize = 0, at = from; row < CELL; row += CELL_ROW, at += bytes) {
    total = f32x4.add(total, f32x4.add(v128.load(at), v128.load(at, 16)));
  }
  const mean = sumOf(total) / PIXELS;
  const means = f32x4.splat(<f32>mean);
  let squares = f32x4.splat(0);
  for (let row: usize = 0, at = from; row < CELL; row += CELL_ROW, at += bytes) {
    const first = f32x4.sub(v128.load(at), means);
    const second = f32x4.sub(v128.load(at, 16), means);
    squares = f32x4.add(squares, f32x4.add(f32x4.mul(first, first), f32x4.mul(second, second)));
    v128.store(template + LOOK + row, first);
    v128.store(template + LOOK + row, second, 16);
  }
  const texture = <f32>(sumOf(squares) / PIXELS);
  store<f32>(textures + number, texture);
  if (texture < leastTexture) return;

  store<f64>(template + MEAN, <f64>(<f32>mean));
  for (let row: usize = 0, at = from; row < CELL; row += CELL_ROW, at += bytes) {
    v128.store(template + SLOPES_X + row, slope(at, NUMBER));
    v128.store(template + SLOPES_X + row, slope(at + VECTOR, NUMBER), 16);
    v128.store(template + SLOPES_Y + row, slope(at, bytes));
    v128.store(template + SLOPES_Y + row, slope(at + VECTOR, bytes), 16);
  }
  writeNormal(template, placePrior, contrastPrior);
  store<f32>(errorXs + number, <f32>load<f64>(template + INVERSE));
  store<f32>(errorYs + number, <f32>load<f64>(template + INVERSE, 40));
}

/** First derivative of four pixels over five points, exact for polynomials of fourth degree. */
function slope(at: usize, step: usize): v128 {
  const near = f32x4.sub(v128.load(at + step), v128.load(at - step));
  const far = f32x4.sub(v128.load(at + 2 * step), v128.load(at - 2 * step));
  return f32x4.mul(f32x4.sub(f32x4.mul(f32x4.splat(8), near), far), f32x4.splat(<f32>1 / 12));
}

/** Writes the inverse of the normal matrix over slope x, slope y, look and 1. */
function writeNormal(template: usize, placePrior: f64, contrastPrior: f64): void {
  let xx = f32x4.splat(0);
  let xy = xx;
  let xl = xx;
  let yy = xx;
  let yl = xx;
  let ll = xx;
  let x1 = xx;
  let y1 = xx;
  let l1 = xx;
  for (let at = template, end = template + CELL; at < end; at += VECTOR) {
    const x = v128.load(at, SLOPES_X);
    const y = v128.load(at, SLOPES_Y);
    const look = v128.load(at, LOOK);
    xx = f32x4.add(xx, f32x4.mul(x, x));
    xy = f32x4.add(xy, f32x4.mul(x, y));
    xl = f32x4.add(xl, f32x4.mul(x, look));
    yy = f32x4.add(yy, f32x4.mul(y, y));
    yl = f32x4.add(yl, f32x4.mul(y, look));
    ll = f32x4.add(ll, f32x4.mul(look, look));
    x1 = f32x4.add(x1, x);
    y1 = f32x4.add(y1, y);
    l1 = f32x4.add(l1, look);
  }
  const to = template + INVERSE;
  store<f64>(to, sumOf(xx) + placePrior);
  store<f64>(to, sumOf(yy) + placePrior, 40);
  store<f64>(to, sumOf(ll) + contrastPrior, 80);
  store<f64>(to, PIXELS, 120);
  storeBoth(to, 0, 1, sumOf(xy));
  storeBoth(to, 0, 2, sumOf(xl));
  storeBoth(to, 0, 3, sumOf(x1));
  storeBoth(to, 1, 2, sumOf(yl));
  storeBoth(to, 1, 3, sumOf(y1));
  storeBoth(to, 2, 3, sumOf(l1));
  invert(to);
}

function storeBoth(to: usize, row: usize, column: usize, value: f64): void {
  store<f64>(to + 32 * row + 8 * column, value);
  store<f64>(to + 32 * column + 8 * row, value);
}
