import type { CellGrid } from "./cell-grid.ts";

const NUMBER = 4;
const VECTOR = 16;
/** Bytes of a cell's appearance: slopes along x and y and brightness of 64 pixels, the inverse of a matrix, and a mean. */
const TEMPLATE = 3 * 256 + 128 + VECTOR;
/** A cell's surroundings, 13 rows of 8. */
const PATCH = 13 * 8 * NUMBER;
/** Decoders pad rows by less than this. */
const PADDING_PX = 256;
/** Nothing lies at the address 0. */
const FIRST = 1024;

/** Places in the kernel's memory, bytes. */
export interface TrackerLayout {
  readonly header: number;
  /** In the order in which the kernel reads them; see assembly/plan.ts. */
  readonly sums: number;
  readonly light: number;
  readonly row: number;
  readonly strip: number;
  readonly patch: number;
  readonly templates: number;
  readonly sought: number;
  readonly xs: number;
  readonly ys: number;
  readonly contrasts: number;
  readonly residuals: number;
  readonly textures: number;
  readonly errorsX: number;
  readonly errorsY: number;
  /** Room for a plane of samples. */
  readonly plane: number;
  readonly planeBytes: number;
  readonly totalBytes: number;
}

/** Lays out a tracker's memory. */
export function layOutTracker(grid: CellGrid): TrackerLayout {
  const { widthPx, heightPx, blockPx, width, height, columns, rows } = grid;
  const cells = columns * rows;
  const planeBytes = (widthPx + PADDING_PX) * heightPx;
  let next = FIRST;
  /** Vectors reach beyond the end of what they read and write: by less than two of them. */
  const place = (bytes: number) => {
    const at = next;
    next = Math.ceil((next + bytes + 2 * VECTOR) / VECTOR) * VECTOR;
    return at;
  };
  return {
    header: place(24 * NUMBER),
    sums: place(width * height * NUMBER),
    light: place(width * height * NUMBER),
    row: place(VECTOR + width * NUMBER) + VECTOR,
    strip: place(2 * blockPx * width),
    patch: place(PATCH),
    templates: place(cells * TEMPLATE),
    sought: place(cells),
    xs: place(cells * NUMBER),
    ys: place(cells * NUMBER),
    contrasts: place(cells * NUMBER),
    residuals: place(cells * NUMBER),
    textures: place(cells * NUMBER),
    errorsX: place(cells * NUMBER),
    errorsY: place(cells * NUMBER),
    plane: place(planeBytes),
    planeBytes,
    totalBytes: next,
  };
}
