import { degree } from "./degree.ts";
import { LOWER, UPPER } from "./face-measures.ts";

/*
 * Face widths of movement from rest that are told, and that are full. Turning the head by 20 degrees, or coming closer, moves
 * these measures by up to 0.005, speech the lips by 0.01; brows of an adult rise by up to 10 mm (0.07 of a face of 140 mm),
 * of which the mesh shows about half, and fall by half as far.
 */
const RAISE = { least: 0.008, full: 0.04 };
const LOWER_BROW = { least: 0.007, full: 0.025 };
const CHEEK = { least: 0.008, full: 0.025 };
const NOSE = { least: 0.01, full: 0.03 };
const LIP = { least: 0.012, full: 0.04 };
/** The corrugator also draws the brows together: the gap's narrowing counts by half, the share of one brow. */
const GAP_SHARE = 0.5;

/** Raising of the brows from rest (AU1+2), 0..1. Measures of `upperMeasures`. */
export function browRaise(upper: Float64Array, rest: Float64Array): number {
  const right = upper[UPPER.rightBrow] - rest[UPPER.rightBrow];
  const left = upper[UPPER.leftBrow] - rest[UPPER.leftBrow];
  return degree((right + left) / 2, RAISE.least, RAISE.full);
}

/** Lowering and drawing together of the brows' inner ends from rest (AU4), 0..1. Measures of `upperMeasures`. */
export function browLower(upper: Float64Array, rest: Float64Array): number {
  const right = rest[UPPER.rightInnerBrow] - upper[UPPER.rightInnerBrow];
  const left = rest[UPPER.leftInnerBrow] - upper[UPPER.leftInnerBrow];
  const gap = rest[UPPER.browGap] - upper[UPPER.browGap];
  return degree((right + left) / 2 + GAP_SHARE * Math.max(0, gap), LOWER_BROW.least, LOWER_BROW.full);
}

/**
 * Grimace, 0..1: geometric mean of AU4, of the stronger of AU6 and AU7 (cheeks raised, lids narrowed or closed) and of the
 * stronger of AU9 and AU10 (wings of the nose or upper lip raised), the units that Prkachin and Solomon 2008 (Pain 139:267) add
 * to the PSPI. Each alone is 0: a frown, a blink, a word or a smile is none.
 *
 * `lower` holds the measures of `lowerMeasures`; `lids` is the mean closure of the lids, 0..1.
 */
export function grimaceDegree(
  upper: Float64Array,
  upperRest: Float64Array,
  lower: Float64Array,
  lowerRest: Float64Array,
  lids: number,
): number {
  const rightCheek = upperRest[UPPER.rightCheek] - upper[UPPER.rightCheek];
  const leftCheek = upperRest[UPPER.leftCheek] - upper[UPPER.leftCheek];
  const cheeks = degree((rightCheek + leftCheek) / 2, CHEEK.least, CHEEK.full);
  return Math.cbrt(browLower(upper, upperRest) * Math.max(cheeks, lids) * noseAndLip(lower, lowerRest));
}

/**
 * Squeezing of the upper face, 0..1, as far as it can be told without the lids: geometric mean of AU4 and of the stronger of
 * AU9 and AU10, with which AU6 and AU7 come. Arguments as of `grimaceDegree`.
 */
export function squeezeDegree(
  upper: Float64Array,
  upperRest: Float64Array,
  lower: Float64Array,
  lowerRest: Float64Array,
): number {
  return Math.sqrt(browLower(upper, upperRest) * noseAndLip(lower, lowerRest));
}

/** The stronger of AU9 and AU10, 0..1. */
function noseAndLip(lower: Float64Array, lowerRest: Float64Array): number {
  const nose = degree(lowerRest[LOWER.noseWings] - lower[LOWER.noseWings], NOSE.least, NOSE.full);
  const lip = degree(lowerRest[LOWER.upperLip] - lower[LOWER.upperLip], LIP.least, LIP.full);
  return Math.max(nose, lip);
}
