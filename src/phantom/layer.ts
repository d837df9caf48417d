/** Pixels around the picture that layers hold too, so that they can move by as much. */
export const MARGIN_PX = 32;

/** A layer in the picture's resolution with a margin: rows of (widthPx + 2 * MARGIN_PX). */
export interface Layer {
  /** Float32Array [rows, columns, 4]: linear light times alpha, then alpha. */
  readonly light: Float32Array;
  /** First and one past the last column with alpha above 0 in each row; equal where there is none. */
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/** Red, green, blue in linear light, and alpha, of one point. */
export type Paint = [red: number, green: number, blue: number, alpha: number];

/** Paints a layer point by point; `paint` gets the picture's pixel, which lies outside the picture in the margin. */
export function paintLayer(
  widthPx: number,
  heightPx: number,
  paint: (x: number, y: number, out: Paint) => void,
): Layer {
  const columns = widthPx + 2 * MARGIN_PX;
  const rows = heightPx + 2 * MARGIN_PX;
  const light = new Float32Array(rows * columns * 4);
  const out: Paint = [0, 0, 0, 0];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      out[3] = 0;
      paint(column - MARGIN_PX, row - MARGIN_PX, out);
      const at = 4 * (row * columns + column);
      for (let c = 0; c < 3; c++) light[at + c] = out[c] * out[3];
      light[at + 3] = out[3];
    }
  }
  return layerOf(light, columns, rows);
}

/** A layer around its light, Float32Array [rows, columns, 4], which it keeps. */
export function layerOf(light: Float32Array, columns: number, rows: number): Layer {
  const from = new Int32Array(rows);
  const to = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    let first = columns;
    let last = -1;
    for (let column = 0; column < columns; column++) {
      if (light[4 * (row * columns + column) + 3] <= 0) continue;
      if (first > column) first = column;
      last = column;
    }
    from[row] = last < 0 ? 0 : first;
    to[row] = last + 1;
  }
  return { light, from, to };
}
