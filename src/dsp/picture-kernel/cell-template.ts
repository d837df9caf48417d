import { CELL_SIDE } from "./cell-grid.ts";
import { CONTRAST_PRIOR, GOOD_STEP, MIN_TEXTURE, MOST_STEPS, NOISE_FLOOR, PLACE_PRIOR } from "./cell-tracker.ts";

/** Points of the interpolation along an axis: two before, the one at the place, three after. */
const TAPS = 6;
/** The picture around a cell that interpolation reads. */
const PATCH_SIDE = CELL_SIDE + TAPS - 1;
const PIXELS = CELL_SIDE * CELL_SIDE;
/** Unknowns of the fit: displacement x, y, change of contrast, change of brightness. */
const UNKNOWNS = 4;

/** The picture that cells lie in. */
export interface CellPicture {
  /** Float32Array [width * height] row-major: brightness, 0..255. */
  readonly light: Float32Array;
  readonly width: number;
  readonly height: number;
}

/** One cell's appearance at a time, and the fit of a later picture to it; see CellTracker. */
export interface CellTemplate {
  /** Variance of brightness over the cell, grey levels squared. */
  readonly texture: number;
  /** Variances of the displacement along x and y per unit of pixel noise variance, reduced pixels squared. */
  readonly errorX: number;
  readonly errorY: number;
  /** Takes the cell at (left, top) of the picture as the new appearance. The cell lies 2 px or more inside. */
  take(picture: CellPicture, left: number, top: number): void;
  /**
   * Finds the cell near (left + fit.x, top + fit.y) and improves `fit`; false, and `fit` as it was, when it leaves the picture.
   * Allocates nothing.
   */
  find(picture: CellPicture, left: number, top: number, fit: CellFit): boolean;
}

/** Where a cell was found, in pixels of the reduced picture from where its template was taken. */
export interface CellFit {
  x: number;
  y: number;
  /** Contrast over that of the template. */
  contrast: number;
  /** Variance of what displacement and light leave unexplained, grey levels squared. */
  residual: number;
}

const patch = new Float64Array(PATCH_SIDE * CELL_SIDE);
const right = new Float64Array(UNKNOWNS);
const matrix = new Float64Array(UNKNOWNS * UNKNOWNS);

/** Plans a template; it is empty until the first `take`. Allocates once. */
export function planCellTemplate(): CellTemplate {
  // Per pixel: slope x, slope y, brightness less its mean.
  const slopes = new Float32Array(PIXELS * 3);
  const look = new Float32Array(PIXELS);
  const inverse = new Float64Array(UNKNOWNS * UNKNOWNS);
  let texture = 0;
  let errorX = 0;
  let errorY = 0;

  function step(picture: CellPicture, left: number, top: number, fit: CellFit): number {
    const sampled = sample(picture, left + fit.x, top + fit.y);
    if (!sampled) return -1;
    let square = 0;
    let alongX = 0;
    let alongY = 0;
    let contrast = 0;
    let brightness = 0;
    for (let i = 0, s = 0; i < PIXELS; i++, s += 3) {
      const change = found[i] - look[i];
      alongX += change * slopes[s];
      alongY += change * slopes[s + 1];
      contrast += change * slopes[s + 2];
      brightness += change;
      square += change * change;
    }
    right[0] = alongX;
    right[1] = alongY;
    right[2] = contrast;
    right[3] = brightness;
    let explained = 0;
    let dx = 0;
    let dy = 0;
    for (let row = 0; row < UNKNOWNS; row++) {
      let value = 0;
      for (let k = 0; k < UNKNOWNS; k++) value += inverse[row * UNKNOWNS + k] * right[k];
      explained += value * right[row];
      if (row === 0) dx = value;
      if (row === 1) dy = value;
      if (row === 2) fit.contrast = 1 + value;
    }
    const length = Math.hypot(dx, dy);
    // A step of more than a pixel is beyond what the slopes know.
    const share = length > 1 ? 1 / length : 1;
    fit.x -= share * dx;
    fit.y -= share * dy;
    fit.residual = Math.max(0, square - explained) / (PIXELS - UNKNOWNS);
    return length;
  }

  return {
    get texture() {
      return texture;
    },
    get errorX() {
      return errorX;
    },
    get errorY() {
      return errorY;
    },
    take({ light, width }, left, top) {
      let mean = 0;
      let squares = 0;
      for (let row = 0, i = 0; row < CELL_SIDE; row++) {
        for (let at = (top + row) * width + left, end = at + CELL_SIDE; at < end; at++, i++) {
          slopes[i * 3] = slope(light, at, 1);
          slopes[i * 3 + 1] = slope(light, at, width);
          look[i] = light[at];
          mean += light[at] / PIXELS;
          squares += light[at] * light[at];
        }
      }
      texture = Math.max(0, squares / PIXELS - mean * mean);
      if (texture < MIN_TEXTURE) return;
      matrix.fill(0);
      for (let i = 0, s = 0; i < PIXELS; i++, s += 3) {
        slopes[s + 2] = look[i] - mean;
        for (let row = 0; row < 3; row++) {
          for (let k = 0; k < 3; k++) matrix[row * UNKNOWNS + k] += slopes[s + row] * slopes[s + k];
          matrix[row * UNKNOWNS + 3] += slopes[s + row];
          matrix[3 * UNKNOWNS + row] += slopes[s + row];
        }
      }
      matrix[0] += PLACE_PRIOR;
      matrix[UNKNOWNS + 1] += PLACE_PRIOR;
      matrix[2 * UNKNOWNS + 2] += CONTRAST_PRIOR;
      matrix[3 * UNKNOWNS + 3] = PIXELS;
      invert(matrix, inverse);
      errorX = inverse[0];
      errorY = inverse[UNKNOWNS + 1];
    },
    find(picture, left, top, fit) {
      const { x, y } = fit;
      for (let k = 0; k < MOST_STEPS; k++) {
        const length = step(picture, left, top, fit);
        if (length < 0) {
          fit.x = x;
          fit.y = y;
          return false;
        }
        if (length < GOOD_STEP) break;
      }
      fit.residual = Math.max(fit.residual, NOISE_FLOOR);
      return true;
    },
  };
}

/** First derivative over five points, exact for polynomials of fourth degree. */
function slope(light: Float32Array, at: number, step: number): number {
  return (8 * (light[at + step] - light[at - step]) - (light[at + 2 * step] - light[at - 2 * step])) / 12;
}

const found = new Float64Array(PIXELS);
const tapsX = new Float64Array(TAPS);
const tapsY = new Float64Array(TAPS);

/**
 * Weights of Lagrange's polynomial through six points at -2..3. Four points would make a texture of six pixels seem to move
 * by a tenth too far.
 */
function weigh(share: number, taps: Float64Array): void {
  for (let j = 0; j < TAPS; j++) {
    let weight = 1;
    for (let m = 0; m < TAPS; m++) if (m !== j) weight *= (share + 2 - m) / (j - m);
    taps[j] = weight;
  }
}

/** The cell at a fractional place in `found`, interpolated along both axes; false outside of the picture. */
function sample({ light, width, height }: CellPicture, left: number, top: number): boolean {
  const ix = Math.floor(left);
  const iy = Math.floor(top);
  if (!(ix >= 2 && iy >= 2 && ix + CELL_SIDE + 2 < width && iy + CELL_SIDE + 2 < height)) return false;
  weigh(left - ix, tapsX);
  weigh(top - iy, tapsY);
  const [x0, x1, x2, x3, x4, x5] = tapsX;
  for (let row = 0, i = 0; row < PATCH_SIDE; row++) {
    let at = (iy - 2 + row) * width + ix;
    for (let end = i + CELL_SIDE; i < end; i++, at++) {
      patch[i] =
        x0 * light[at - 2] +
        x1 * light[at - 1] +
        x2 * light[at] +
        x3 * light[at + 1] +
        x4 * light[at + 2] +
        x5 * light[at + 3];
    }
  }
  const [y0, y1, y2, y3, y4, y5] = tapsY;
  for (let i = 0; i < PIXELS; i++) {
    found[i] =
      y0 * patch[i] +
      y1 * patch[i + CELL_SIDE] +
      y2 * patch[i + 2 * CELL_SIDE] +
      y3 * patch[i + 3 * CELL_SIDE] +
      y4 * patch[i + 4 * CELL_SIDE] +
      y5 * patch[i + 5 * CELL_SIDE];
  }
  return true;
}

/** Inverse of a symmetric positive definite 4 x 4 matrix by Gauss-Jordan; `from` is used up. */
function invert(from: Float64Array, to: Float64Array): void {
  const n = UNKNOWNS;
  to.fill(0);
  for (let i = 0; i < n; i++) to[i * n + i] = 1;
  for (let i = 0; i < n; i++) {
    const pivot = 1 / from[i * n + i];
    for (let k = 0; k < n; k++) {
      from[i * n + k] *= pivot;
      to[i * n + k] *= pivot;
    }
    for (let row = 0; row < n; row++) {
      const factor = from[row * n + i];
      if (row === i || factor === 0) continue;
      for (let k = 0; k < n; k++) {
        from[row * n + k] -= factor * from[i * n + k];
        to[row * n + k] -= factor * to[i * n + k];
      }
    }
  }
}
