/** Rows and columns into which the stored frame is cut: bands of a lamp at 120 Hz under the slowest shutter fill two rows each. */
export const PICTURE_ROWS = 16;
export const PICTURE_COLUMNS = 3;

/** What one frame says about the picture as such: numbers only. The array is overwritten by the next frame's. */
export interface PictureSample {
  /** Float64Array [PICTURE_ROWS * PICTURE_COLUMNS] row-major over the stored frame: mean brightness, 0..255. */
  readonly cells: Float64Array;
  /** Mean brightness of the view, 0..255. */
  readonly level: number;
  /** Share 0..1 of the view at the sensor's lower and upper end. */
  readonly darkShare: number;
  readonly brightShare: number;
  /** Share 0..1 of the view whose brightness is to the step that of the frame before; null in the first frame of its size. */
  readonly frozenShare: number | null;
  /**
   * Blur of edges, standard deviation in pixels: the smaller of the face's and the view's, since a lens that is in focus shows
   * something sharp; null where it was not measured, or without an edge.
   */
  readonly blurPx: number | null;
}
