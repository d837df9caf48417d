import type { Channel } from "../base/frame.ts";

import type { PolygonSpans } from "./polygon-spans.ts";

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
 * Sums one channel over a polygon's spans, with fractional weight at the ends of each scan line and at the polygon's top and
 * bottom, so that sub-pixel motion of the landmarks does not make whole pixels or rows jump in and out.
 *
 * `spans`: made for the channel's sampling. `clipLow`, `clipHigh`: whole numbers; samples at or beyond them count as clipped.
 * Overwrites `out`; allocates nothing.
 */
export function sumSpans(
  { data, offset, strideBytes, stepBytes }: Channel,
  { first, count, left, right, heights }: PolygonSpans,
  clipLow: number,
  clipHigh: number,
  out: PolygonSum,
): void {
  // The difference to one of these is negative for what is clipped: its sign counts without a branch.
  const lowest = clipLow + 1;
  const highest = clipHigh - 1;
  let sum = 0;
  let weight = 0;
  let clipped = 0;
  for (let k = 0; k < count; ) {
    const row = (first + k) >> 1;
    const line = (offset + row * strideBytes) | 0;
    // Both scan lines of a row are summed at once; one of them may lie beyond the polygon.
    const a = k++;
    const b = k < count && (first + k) >> 1 === row ? k++ : a;
    const heightA = right[a] > left[a] ? heights[a] : 0;
    const heightB = b !== a && right[b] > left[b] ? heights[b] : 0;
    if (!(heightA + heightB > 0)) continue;
    const startA = heightA > 0 ? left[a] : left[b];
    const endA = heightA > 0 ? right[a] : right[b];
    const startB = heightB > 0 ? left[b] : startA;
    const endB = heightB > 0 ? right[b] : endA;
    weight += heightA * (endA - startA) + heightB * (endB - startB);
    const end = Math.ceil(Math.max(endA, endB)) | 0;
    let innerEnd = Math.floor(Math.min(endA, endB)) | 0;
    let inner = Math.ceil(Math.max(startA, startB)) | 0;
    if (inner > innerEnd) {
      inner = end;
      innerEnd = end;
    }
    let x = Math.floor(Math.min(startA, startB)) | 0;
    let at = (line + Math.imul(x, stepBytes)) | 0;
    for (; x < inner; x++, at += stepBytes) {
      const share = heightA * overlap(x, startA, endA) + heightB * overlap(x, startB, endB);
      const value = data[at];
      sum += share * value;
      if (((value - lowest) | (highest - value)) < 0) clipped += share;
    }
    const innerEndAt = (line + Math.imul(innerEnd, stepBytes)) | 0;
    sumRun(data, at, innerEndAt, stepBytes, lowest, highest);
    at = innerEndAt;
    const height = heightA + heightB;
    sum += height * run[0];
    clipped += height * run[1];
    for (x = innerEnd; x < end; x++, at += stepBytes) {
      const share = heightA * overlap(x, startA, endA) + heightB * overlap(x, startB, endB);
      const value = data[at];
      sum += share * value;
      if (((value - lowest) | (highest - value)) < 0) clipped += share;
    }
  }
  out.sum = sum;
  out.weight = weight;
  out.clipped = clipped;
}

/** Sum of the run of samples that was summed last, and how many of them are clipped. */
const run = new Int32Array(2);

/** Kept to 32 bits, so that the engine need not look for overflow, and by itself, so that all stays in registers. */
function sumRun(data: Uint8Array, from: number, end: number, stepBytes: number, lowest: number, highest: number): void {
  let sum = 0;
  let clipped = 0;
  for (let at = from; at < end; at = (at + stepBytes) | 0) {
    const value = data[at];
    sum = (sum + value) | 0;
    clipped = (clipped + (((value - lowest) | (highest - value)) >>> 31)) | 0;
  }
  run[0] = sum;
  run[1] = clipped;
}

/** How much of sample x lies from start to end. */
function overlap(x: number, start: number, end: number): number {
  return Math.max(0, Math.min(end, x + 1) - Math.max(start, x));
}

/** Number of a channel's own samples in an area of full-resolution pixels. */
export function channelArea(area: number, channel: Channel): number {
  return area / (1 << (channel.shiftX + channel.shiftY));
}

/** Area of a polygon given as for `spanPolygon`, pixels; NaN where a corner is not a number. */
export function polygonArea(xs: Float64Array, ys: Float64Array, corners: number): number {
  let twice = 0;
  for (let i = 0, j = corners - 1; i < corners; j = i++) twice += xs[j] * ys[i] - xs[i] * ys[j];
  return Math.abs(twice) / 2;
}
