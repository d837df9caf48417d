/**
 * How the picture moved, cell by cell, measured a few times a second: numbers only, no picture.
 *
 * Cells form a grid over the stored frame, row-major, `columns * rows` of them. Displacements are in pixels of the stored
 * frame since the measurement before (x right, y down); they are meaningless where `quality` is 0.
 */
export interface TissueMotion {
  readonly tMs: number;
  readonly columns: number;
  readonly rows: number;
  /** Float32Array [columns * rows]. */
  readonly dxPx: Float32Array;
  /** Float32Array [columns * rows]. */
  readonly dyPx: Float32Array;
  /**
   * Float32Array [columns * rows]: reciprocal of the displacement's expected error, 1/px: 0 where the cell has no texture, is
   * clipped, or changed in a way that no displacement explains.
   */
  readonly quality: Float32Array;
}
