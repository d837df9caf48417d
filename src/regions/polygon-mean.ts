import type { Channel } from "../base/frame.ts";

/** Scan lines per row of samples: enough that a patch that moves by a tenth of a pixel changes its mean smoothly. */
const SUBROWS = 2;

export interface PolygonSum {
  /** Sum of samples weighted by how much of each lies inside the polygon. */
  sum: number;
  /** Weighted number of samples. */
  weight: number;
  /** Weighted number of samples at or beyond the clipping bounds. */
  clipped: number;
}

/**
 * Sums one channel over a polygon, with fractional weight at the ends of each scan line so that sub-pixel motion of the
 * landmarks does not make whole pixels jump in and out.
 *
 * `xs`, `ys`: the polygon's corners in full-resolution pixels. Writes to `out`; allocates nothing once `crossings` has grown.
 */
export function sumPolygon(
  channel: Channel,
  widthPx: number,
  heightPx: number,
  xs: Float64Array,
  ys: Float64Array,
  corners: number,
  clipLow: number,
  clipHigh: number,
  out: PolygonSum,
): void {
  const { data, offset, strideBytes, stepBytes, shiftX, shiftY } = channel;
  const scaleX = 1 / (1 << shiftX);
  const scaleY = 1 / (1 << shiftY);
  const columns = (widthPx + (1 << shiftX) - 1) >> shiftX;
  const rows = (heightPx + (1 << shiftY) - 1) >> shiftY;
  let top = Number.POSITIVE_INFINITY;
  let bottom = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < corners; i++) {
    const y = ys[i] * scaleY;
    if (y < top) top = y;
    if (y > bottom) bottom = y;
  }
  let sum = 0;
  let weight = 0;
  let clipped = 0;
  const first = Math.max(0, Math.floor(top * SUBROWS));
  const last = Math.min(rows * SUBROWS - 1, Math.ceil(bottom * SUBROWS));
  for (let subrow = first; subrow <= last; subrow++) {
    const y = (subrow + 0.5) / SUBROWS;
    let left = Number.POSITIVE_INFINITY;
    let right = Number.NEGATIVE_INFINITY;
    // The patches are convex or nearly so: the outermost crossings bound the span.
    for (let i = 0, j = corners - 1; i < corners; j = i++) {
      const yi = ys[i] * scaleY;
      const yj = ys[j] * scaleY;
      if (yi > y === yj > y) continue;
      const x = (xs[i] + ((xs[j] - xs[i]) * (y - yi)) / (yj - yi)) * scaleX;
      if (x < left) left = x;
      if (x > right) right = x;
    }
    if (left < 0) left = 0;
    if (right > columns) right = columns;
    if (!(right > left)) continue;
    const row = offset + Math.floor(y) * strideBytes;
    const from = Math.floor(left);
    const to = Math.min(columns - 1, Math.ceil(right) - 1);
    for (let x = from; x <= to; x++) {
      let share = 1;
      if (x < left) share -= left - x;
      if (x + 1 > right) share -= x + 1 - right;
      const value = data[row + x * stepBytes];
      sum += share * value;
      weight += share;
      if (value <= clipLow || value >= clipHigh) clipped += share;
    }
  }
  out.sum = sum / SUBROWS;
  out.weight = weight / SUBROWS;
  out.clipped = clipped / SUBROWS;
}
