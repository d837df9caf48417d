/**
 * Where everything lies in memory: addresses in bytes, 16-byte aligned, laid out by tracker-layout.ts on the other side, which
 * writes them once, as 32-bit words in the order in which they are read here.
 */
export let width: i32 = 0;
export let height: i32 = 0;
/** Side of the block of samples that one pixel stands for, the distance of those taken in it, and their number along a side. */
export let blockPx: i32 = 0;
export let skipPx: i32 = 0;
export let taken: i32 = 0;
export let cells: i32 = 0;
export let columns: i32 = 0;
/** Of the first cell, reduced pixels. */
export let left: i32 = 0;
export let top: i32 = 0;

/** Sums over the samples taken of blocks, float32 [height][width], and room for a vector behind. */
export let sums: usize = 0;
/** The smoothed picture, likewise. */
export let light: usize = 0;
/** One row between smoothing downwards and across: float32 [width] with room for a vector on both sides. */
export let row: usize = 0;
/** One row of blocks summed downwards only: uint16 [blockPx * width], and room for 16. */
export let strip: usize = 0;
/** A cell's surroundings between interpolation across and downwards: float32 [13][8]. */
export let patch: usize = 0;
/** Appearances of the cells, TEMPLATE bytes each. */
export let templates: usize = 0;

/** Of each cell, float32 [cells] each; `sought`: uint8 [cells]. */
export let sought: usize = 0;
export let xs: usize = 0;
export let ys: usize = 0;
export let contrasts: usize = 0;
export let residuals: usize = 0;
export let textures: usize = 0;
export let errorXs: usize = 0;
export let errorYs: usize = 0;

/** Bytes of a number, of four of them, of a cell's row and of its pixels. */
export const NUMBER: usize = 4;
export const VECTOR: usize = 16;
export const CELL_ROW: usize = 32;
export const CELL: usize = 256;
/** Side of a cell and its pixels. */
export const SIDE: i32 = 8;
export const PIXELS: i32 = 64;

/** Within a template: slopes along x and y and brightness less its mean, float32 [64] each, ... */
export const SLOPES_X: usize = 0;
export const SLOPES_Y: usize = CELL;
export const LOOK: usize = 2 * CELL;
/** ... the inverse of the normal matrix, float64 [4][4], and the mean, float64. */
export const INVERSE: usize = 3 * CELL;
export const MEAN: usize = INVERSE + 128;
export const TEMPLATE: usize = MEAN + 16;

let next: usize = 0;

function word(): i32 {
  next += 4;
  return load<i32>(next - 4);
}

export function plan(header: usize): void {
  next = header;
  width = word();
  height = word();
  blockPx = word();
  skipPx = word();
  taken = word();
  cells = word();
  columns = word();
  left = word();
  top = word();
  sums = word();
  light = word();
  row = word();
  strip = word();
  patch = word();
  templates = word();
  sought = word();
  xs = word();
  ys = word();
  contrasts = word();
  residuals = word();
  textures = word();
  errorXs = word();
  errorYs = word();
}
