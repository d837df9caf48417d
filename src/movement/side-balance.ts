import { degree } from "./degree.ts";
import { LOWER, UPPER } from "./face-measures.ts";

/**
 * Difference of movement between the sides in face widths that is told (1.7 mm of a 140 mm face, above what turning the head
 * by 20 degrees leaves), and that is full (7 mm, a one-sided smile).
 */
const LEAST = 0.012;
const FULL = 0.05;
/** A lid that comes down alone; the mesh pulls the other one along. */
const LEAST_LID = 0.3;
const FULL_LID = 0.9;
/** One mesh can tear a lid: their difference is smoothed over two to three samples at 10 Hz, as short as a wink. */
const LID_SHARE = 1 / 3;

export interface SideBalance {
  /**
   * Excess of movement on the patient's left side over the right, -1..1, for one sample at 10 Hz.
   *
   * Measures and rests as `upperMeasures` and `lowerMeasures` write them; `lower` is null where the mouth is covered. Lids 0..1.
   */
  step(
    upper: Float64Array,
    upperRest: Float64Array,
    lower: Float64Array | null,
    lowerRest: Float64Array,
    rightLid: number,
    leftLid: number,
  ): number;
}

/**
 * Plans the comparison of the sides: of brow, cheek, corner of the mouth and lid the one that differs most, as distance from
 * its own rest. After the side-to-side comparison of voluntary movement in the Sunnybrook scale (Ross, Fradet and Nedzelski
 * 1996); a face that is uneven at rest reads as 0.
 */
export function planSideBalance(): SideBalance {
  let lids = 0;
  return {
    step(upper, upperRest, lower, lowerRest, rightLid, leftLid) {
      lids += LID_SHARE * (leftLid - rightLid - lids);
      const lid = signed(lids, LEAST_LID, FULL_LID);
      const brow = excess(upper, upperRest, UPPER.rightBrow, UPPER.leftBrow);
      const cheek = excess(upper, upperRest, UPPER.rightCheek, UPPER.leftCheek);
      const upperMost = farther(lid, farther(brow, cheek));
      if (!lower) return upperMost;
      const right = distance(lower, lowerRest, LOWER.rightCornerX, LOWER.rightCornerY);
      const left = distance(lower, lowerRest, LOWER.leftCornerX, LOWER.leftCornerY);
      return farther(upperMost, signed(left - right, LEAST, FULL));
    },
  };
}

function excess(values: Float64Array, rest: Float64Array, right: number, left: number): number {
  return signed(Math.abs(values[left] - rest[left]) - Math.abs(values[right] - rest[right]), LEAST, FULL);
}

function distance(values: Float64Array, rest: Float64Array, x: number, y: number): number {
  return Math.hypot(values[x] - rest[x], values[y] - rest[y]);
}

function signed(value: number, least: number, full: number): number {
  const size = degree(Math.abs(value), least, full);
  return value < 0 && size > 0 ? -size : size;
}

function farther(a: number, b: number): number {
  return Math.abs(b) > Math.abs(a) ? b : a;
}
