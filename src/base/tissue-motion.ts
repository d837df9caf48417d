/**
 * Where the tissue in the picture stands, cell by cell, measured a few times a second: numbers only, no picture.
 *
 * Cells are squares in a grid over the stored frame, row-major, `columns * rows` of them; cell (c, r) reaches from
 * (leftPx + c * cellPx, topPx + r * cellPx) over `cellPx` to either axis. Positions are in pixels of the stored frame (x right,
 * y down) from an origin of each cell's own that stays for as long as the cell is followed: differences in time mean
 * something, values do not. A cell that is lost and found again goes on from where it was lost. The arrays are overwritten by
 * the next measurement.
 */
export interface TissueMotion {
  readonly tMs: number;
  /** Size of the stored frame. */
  readonly widthPx: number;
  readonly heightPx: number;
  readonly columns: number;
  readonly rows: number;
  readonly cellPx: number;
  readonly leftPx: number;
  readonly topPx: number;
  /** Float32Array [columns * rows]: position; meaningless where the quality of its axis is 0. */
  readonly xPx: Float32Array;
  readonly yPx: Float32Array;
  /**
   * Float32Array [columns * rows]: reciprocal of the position's expected error along the axis, 1/px; both 0 where the cell
   * has no texture, leaves the view, was lost, or changed in a way that no displacement explains.
   */
  readonly qualityX: Float32Array;
  readonly qualityY: Float32Array;
}
