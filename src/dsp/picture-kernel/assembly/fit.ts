import { sample } from "./interpolation";
import {
  CELL,
  cells,
  columns,
  contrasts,
  INVERSE,
  LOOK,
  left,
  MEAN,
  NUMBER,
  PIXELS,
  patch,
  residuals,
  SIDE,
  SLOPES_X,
  SLOPES_Y,
  sought,
  TEMPLATE,
  templates,
  top,
  VECTOR,
  xs,
  ys,
} from "./plan";
import { sumOf } from "./vector-sum";

const UNKNOWNS = 4;

/** What the last step found. */
let stepX: f64 = 0;
let stepY: f64 = 0;
let contrast: f64 = 0;
let residual: f64 = 0;

/**
 * Finds every cell that is sought near where it was, by at most `mostSteps` steps of Gauss and Newton until one is shorter than
 * `goodStep`, and says in `sought` which were found; where a cell leaves the picture all stays as it was.
 */
export function find(goodStep: f64, mostSteps: i32, leastResidual: f64): void {
  for (let cell = 0; cell < cells; cell++) {
    if (load<u8>(sought + <usize>cell))
      store<u8>(sought + <usize>cell, findCell(cell, goodStep, mostSteps, leastResidual));
  }
}

function findCell(cell: i32, goodStep: f64, mostSteps: i32, leastResidual: f64): bool {
  const number = <usize>cell * NUMBER;
  const template = templates + <usize>cell * TEMPLATE;
  const homeX = left + (cell % columns) * SIDE;
  const homeY = top + (cell / columns) * SIDE;
  let x = <f64>load<f32>(xs + number);
  let y = <f64>load<f32>(ys + number);
  for (let k = 0; k < mostSteps; k++) {
    if (!sample(homeX + x, homeY + y)) return false;
    step(template);
    const length = sqrt(stepX * stepX + stepY * stepY);
    // A step of more than a pixel is beyond what the slopes know.
    const share = length > 1 ? 1 / length : 1;
    x -= share * stepX;
    y -= share * stepY;
    if (length < goodStep) break;
  }
  store<f32>(xs + number, <f32>x);
  store<f32>(ys + number, <f32>y);
  store<f32>(contrasts + number, <f32>contrast);
  store<f32>(residuals + number, <f32>max(residual, leastResidual));
  return true;
}

/** One step of least squares from what lies in `patch`. */
function step(template: usize): void {
  const mean = f32x4.splat(<f32>load<f64>(template, MEAN));
  let alongX = f32x4.splat(0);
  let alongY = alongX;
  let alongLook = alongX;
  let brightness = alongX;
  let squares = alongX;
  for (let at: usize = 0; at < CELL; at += VECTOR) {
    const look = v128.load(template + at, LOOK);
    const change = f32x4.sub(f32x4.sub(v128.load(patch + at), mean), look);
    alongX = f32x4.add(alongX, f32x4.mul(change, v128.load(template + at, SLOPES_X)));
    alongY = f32x4.add(alongY, f32x4.mul(change, v128.load(template + at, SLOPES_Y)));
    alongLook = f32x4.add(alongLook, f32x4.mul(change, look));
    brightness = f32x4.add(brightness, change);
    squares = f32x4.add(squares, f32x4.mul(change, change));
  }
  const a = sumOf(alongX);
  const b = sumOf(alongY);
  const c = sumOf(alongLook);
  const d = sumOf(brightness);
  const inverse = template + INVERSE;
  stepX = product(inverse, a, b, c, d);
  stepY = product(inverse + 32, a, b, c, d);
  const more = product(inverse + 64, a, b, c, d);
  const offset = product(inverse + 96, a, b, c, d);
  contrast = 1 + more;
  residual = (sumOf(squares) - (stepX * a + stepY * b + more * c + offset * d)) / (PIXELS - UNKNOWNS);
}

function product(row: usize, a: f64, b: f64, c: f64, d: f64): f64 {
  return load<f64>(row) * a + load<f64>(row, 8) * b + load<f64>(row, 16) * c + load<f64>(row, 24) * d;
}
