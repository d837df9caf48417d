import { degree } from "./degree.ts";
import { LOWER, UPPER } from "./face-measures.ts";

/**
 * Difference between the sides in face widths that is told, and that is full: of the height of the mouth's corners, and of
 * brows and cheeks. The mesh draws faces more even than they are: of a corner raised alone by 0.05 it shows a difference of
 * 0.01; speech leaves up to 0.006.
 */
const CORNER = { least: 0.006, full: 0.016 };
const BROW_AND_CHEEK = { least: 0.012, full: 0.03 };
/** A head turned from where it usually lies by 14 degrees makes corners seem uneven by 0.009. */
const UNEVEN_PER_DEG = 0.0005;
/** The usual direction is the mean of the last minute, in samples at 10 Hz. */
const USUAL_SAMPLES = 600;
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
    yawDeg: number,
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
  let usualDeg = 0;
  let samples = 0;
  return {
    step(yawDeg, upper, upperRest, lower, lowerRest, rightLid, leftLid) {
      lids += LID_SHARE * (leftLid - rightLid - lids);
      const lid = signed(lids, LEAST_LID, FULL_LID);
      samples = Math.min(samples + 1, USUAL_SAMPLES);
      usualDeg += (yawDeg - usualDeg) / samples;
      const uneven = UNEVEN_PER_DEG * Math.abs(yawDeg - usualDeg);
      const excess = (values: Float64Array, rest: Float64Array, right: number, left: number, { least, full }: Span) =>
        signed(
          Math.abs(values[left] - rest[left]) - Math.abs(values[right] - rest[right]),
          least + uneven,
          full + uneven,
        );
      const brow = excess(upper, upperRest, UPPER.rightBrow, UPPER.leftBrow, BROW_AND_CHEEK);
      const cheek = excess(upper, upperRest, UPPER.rightCheek, UPPER.leftCheek, BROW_AND_CHEEK);
      const corner = lower ? excess(lower, lowerRest, LOWER.rightCornerY, LOWER.leftCornerY, CORNER) : 0;
      return [brow, cheek, corner].reduce(farther, lid);
    },
  };
}

interface Span {
  readonly least: number;
  readonly full: number;
}

function signed(value: number, least: number, full: number): number {
  const size = degree(Math.abs(value), least, full);
  return value < 0 && size > 0 ? -size : size;
}

function farther(a: number, b: number): number {
  return Math.abs(b) > Math.abs(a) ? b : a;
}
