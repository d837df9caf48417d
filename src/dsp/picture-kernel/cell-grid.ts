/** Longer side of the reduced picture: breath of 0.3 px in 640 is a twelfth of one of its pixels, which a cell of 64 can tell. */
const LONG_SIDE = 160;
/** Samples taken along each side of a block: more of a large picture cost time and tell little that 16 of them do not. */
const SAMPLES_PER_SIDE = 4;
/** Side of a cell in pixels of the reduced picture. */
export const CELL_SIDE = 8;
/** Pixels of the reduced picture that stay free around the cells, so that a cell can move. */
const MARGIN = 4;

/** The picture that frames of one size are reduced to, and the cells that are followed in it. */
export interface CellGrid {
  /** Size of the frame. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** Side of the block of the frame that one pixel stands for, px; distance of the samples taken in it, px; their number along a side, at most 7. */
  readonly blockPx: number;
  readonly skipPx: number;
  readonly taken: number;
  /** Size of the reduced picture. */
  readonly width: number;
  readonly height: number;
  /** Cells, row by row, side by side from (left, top) of the reduced picture on. */
  readonly columns: number;
  readonly rows: number;
  readonly left: number;
  readonly top: number;
}

/** Plans the reduction of frames of one size to a picture whose longer side is about 160 pixels, and its cells; none in a tiny one. */
export function planCellGrid(widthPx: number, heightPx: number): CellGrid {
  const blockPx = Math.max(1, Math.round(Math.max(widthPx, heightPx) / LONG_SIDE));
  const skipPx = Math.max(1, Math.floor(blockPx / SAMPLES_PER_SIDE));
  const width = Math.floor(widthPx / blockPx);
  const height = Math.floor(heightPx / blockPx);
  const columns = Math.max(0, Math.floor((width - 2 * MARGIN) / CELL_SIDE));
  const rows = Math.max(0, Math.floor((height - 2 * MARGIN) / CELL_SIDE));
  return {
    widthPx,
    heightPx,
    blockPx,
    skipPx,
    taken: Math.ceil(blockPx / skipPx),
    width,
    height,
    columns,
    rows,
    left: (width - columns * CELL_SIDE) >> 1,
    top: (height - rows * CELL_SIDE) >> 1,
  };
}
