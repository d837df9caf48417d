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

/**
 * Excess of movement on the patient's left side over the right, -1..1: of brow, cheek, corner of the mouth and lid the one
 * that differs most, as distance from its own rest. After the pairwise distances of clinical facial symmetry measures
 * (Sunnybrook scale's voluntary movement, Ross 1996); a face that is uneven at rest reads as 0.
 *
 * Measures and rests as `upperMeasures` and `lowerMeasures` write them; `lower` is null where the mouth is covered. Lids 0..1.
 */
export function sideBalance(
  upper: Float64Array,
  upperRest: Float64Array,
  lower: Float64Array | null,
  lowerRest: Float64Array,
  rightLid: number,
  leftLid: number,
): number {
  const moved = (values: Float64Array, rest: Float64Array, at: number) => values[at] - rest[at];
  const lids = leftLid - rightLid;
  let balance = Math.sign(lids) * degree(Math.abs(lids), LEAST_LID, FULL_LID);
  const weigh = (right: number, left: number): void => {
    const excess = left - right;
    const weighed = Math.sign(excess) * degree(Math.abs(excess), LEAST, FULL);
    if (Math.abs(weighed) > Math.abs(balance)) balance = weighed;
  };
  weigh(Math.abs(moved(upper, upperRest, UPPER.rightBrow)), Math.abs(moved(upper, upperRest, UPPER.leftBrow)));
  weigh(Math.abs(moved(upper, upperRest, UPPER.rightCheek)), Math.abs(moved(upper, upperRest, UPPER.leftCheek)));
  if (lower) {
    weigh(
      Math.hypot(moved(lower, lowerRest, LOWER.rightCornerX), moved(lower, lowerRest, LOWER.rightCornerY)),
      Math.hypot(moved(lower, lowerRest, LOWER.leftCornerX), moved(lower, lowerRest, LOWER.leftCornerY)),
    );
  }
  return balance;
}
