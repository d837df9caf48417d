import type { Channel } from "../base/frame.ts";

/** Scan lines per row of samples: enough for sides as steep as those of a turned patch. Sums take both of a row at once. */
const SUBROWS = 2;

/**
 * Where a polygon's scan lines lie in one sampling of the frame, in that sampling's own units: one for all channels that are
 * sampled alike. Scan line `first + k` runs from `left[k]` to `right[k]`, `heights[k]` of a row high; nothing where right is
 * not beyond left. Overwritten by the next polygon.
 */
export interface PolygonSpans {
  first: number;
  count: number;
  left: Float64Array;
  right: Float64Array;
  heights: Float64Array;
  /** Where the middle of that height lies. */
  middles: Float64Array;
}

/** Spans of nothing, with room for any polygon in the usual frame: they grow in a larger one. */
export function planPolygonSpans(): PolygonSpans {
  return { first: 0, ...roomFor(2048) };
}

function roomFor(lines: number) {
  const perLine = () => new Float64Array(lines);
  return { count: 0, left: perLine(), right: perLine(), heights: perLine(), middles: perLine() };
}

/**
 * Fills `out` with a polygon's spans inside a frame of `widthPx` x `heightPx`, sampled at every 2^shiftX-th pixel across and
 * 2^shiftY-th down. `xs`, `ys`: the first `corners` entries are the corners in order, in full-resolution pixels, where pixel x
 * covers [x, x + 1); they may lie outside the frame; one that is not a number covers nothing or an unknown part. Allocates only
 * for more lines than ever before.
 */
export function spanPolygon(
  widthPx: number,
  heightPx: number,
  shiftX: number,
  shiftY: number,
  xs: Float64Array,
  ys: Float64Array,
  corners: number,
  out: PolygonSpans,
): void {
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
  const first = Math.max(0, Math.floor(top * SUBROWS));
  const last = Math.min(rows * SUBROWS - 1, Math.floor(bottom * SUBROWS));
  const count = Math.max(0, last - first + 1);
  if (count > out.left.length) Object.assign(out, roomFor(count));
  out.first = first;
  out.count = count;
  const { left, right, heights, middles } = out;
  for (let k = 0; k < count; k++) {
    left[k] = Number.POSITIVE_INFINITY;
    right[k] = Number.NEGATIVE_INFINITY;
    heights[k] = 1 / SUBROWS;
    middles[k] = (first + k + 0.5) / SUBROWS;
  }
  // Only the outermost lines can reach beyond the polygon.
  for (let k = 0; k < count; k += Math.max(1, count - 1)) {
    const from = Math.max((first + k) / SUBROWS, top);
    const to = Math.min((first + k + 1) / SUBROWS, bottom);
    heights[k] = to - from;
    middles[k] = (from + to) / 2;
  }
  // The patches are convex or nearly so: the outermost crossings bound the span.
  for (let i = 0, j = corners - 1; i < corners; j = i++) {
    const upper = ys[i] < ys[j] ? i : j;
    const lower = upper === i ? j : i;
    const fromY = ys[upper] * scaleY;
    const toY = ys[lower] * scaleY;
    const fromX = xs[upper] * scaleX;
    const slope = (xs[lower] * scaleX - fromX) / (toY - fromY);
    const end = Math.min(count - 1, Math.floor(toY * SUBROWS) - first);
    for (let k = Math.max(0, Math.floor(fromY * SUBROWS) - first); k <= end; k++) {
      const y = middles[k];
      if (!(y >= fromY && y < toY)) continue;
      const x = fromX + slope * (y - fromY);
      if (x < left[k]) left[k] = x;
      if (x > right[k]) right[k] = x;
    }
  }
  for (let k = 0; k < count; k++) {
    if (left[k] < 0) left[k] = 0;
    if (right[k] > columns) right[k] = columns;
  }
}

/** Whether the same spans hold for two channels of a frame. */
export function isSampledAlike(a: Channel, b: Channel): boolean {
  return a.shiftX === b.shiftX && a.shiftY === b.shiftY;
}
