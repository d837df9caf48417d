import type { Channel } from "../base/frame.ts";

/** Scan lines per row of samples: enough for sides as steep as those of a turned patch. */
const SUBROWS = 2;

/** What a polygon covers of one channel, in that channel's own samples (a quarter as many in the chroma of 4:2:0). */
export interface PolygonSum {
  /** Sum of samples, 0..255 each, weighted by how much of each lies inside the polygon. */
  sum: number;
  /** Weighted number of samples: the covered area inside the frame; 0 when there is none. */
  weight: number;
  /** Weighted number of samples at or beyond the clipping bounds, at most `weight`. */
  clipped: number;
}

/**
 * Sums one channel over a polygon, with fractional weight at the ends of each scan line and at the polygon's top and bottom,
 * so that sub-pixel motion of the landmarks does not make whole pixels or rows jump in and out.
 *
 * `xs`, `ys`: the first `corners` entries are the polygon's corners in order, in full-resolution pixels, where pixel x covers
 * [x, x + 1); they may lie outside the frame; one that is not a number covers nothing or an unknown part. `clipLow`,
 * `clipHigh`: samples at or beyond them count as clipped. Overwrites `out`; allocates nothing.
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
  const last = Math.min(rows * SUBROWS - 1, Math.floor(bottom * SUBROWS));
  for (let subrow = first; subrow <= last; subrow++) {
    const upper = Math.max(subrow / SUBROWS, top);
    const lower = Math.min((subrow + 1) / SUBROWS, bottom);
    const heightShare = lower - upper;
    if (!(heightShare > 0)) continue;
    const y = (upper + lower) / 2;
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
      let share = heightShare;
      if (x < left) share -= heightShare * (left - x);
      if (x + 1 > right) share -= heightShare * (x + 1 - right);
      const value = data[row + x * stepBytes];
      sum += share * value;
      weight += share;
      if (value <= clipLow || value >= clipHigh) clipped += share;
    }
  }
  out.sum = sum;
  out.weight = weight;
  out.clipped = clipped;
}

/** Number of a channel's own samples in an area of full-resolution pixels. */
export function channelArea(area: number, channel: Channel): number {
  return area / (1 << (channel.shiftX + channel.shiftY));
}

/** Area of a polygon given as for `sumPolygon`, pixels; NaN where a corner is not a number. */
export function polygonArea(xs: Float64Array, ys: Float64Array, corners: number): number {
  let twice = 0;
  for (let i = 0, j = corners - 1; i < corners; j = i++) twice += xs[j] * ys[i] - xs[i] * ys[j];
  return Math.abs(twice) / 2;
}
