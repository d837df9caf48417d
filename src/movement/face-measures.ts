import {
  BROW_ENDS,
  type FaceSide,
  INNER_LIPS,
  INNER_MOUTH_CORNERS,
  LEFT,
  NOSE_WINGS,
  RIGHT,
  UPPER_LIP,
} from "./face-landmarks.ts";

/** Measures of the upper face in the head-fixed frame, in the order of `upperMeasures`. */
export const UPPER = {
  rightBrow: 0,
  leftBrow: 1,
  rightInnerBrow: 2,
  leftInnerBrow: 3,
  browGap: 4,
  rightCheek: 5,
  leftCheek: 6,
} as const;
export const UPPER_COUNT = 7;

/** Measures of the lower face, in the order of `lowerMeasures`. */
export const LOWER = {
  upperLip: 0,
  noseWings: 1,
  rightCornerY: 2,
  leftCornerY: 3,
} as const;
export const LOWER_COUNT = 4;

/**
 * Writes the measures of the upper face into `out` (Float64Array [7], face widths): height of each brow and of its inner part
 * above the corners of its eye, distance between the brows' inner ends, drop of each cheek below the corners of its eye.
 * `points` is Float64Array [468, 3] in the head-fixed frame.
 */
export function upperMeasures(points: Float64Array, out: Float64Array): void {
  sideMeasures(points, RIGHT, out, 0);
  sideMeasures(points, LEFT, out, 1);
  out[UPPER.browGap] = distance(points, BROW_ENDS[0], BROW_ENDS[1]);
}

function sideMeasures(points: Float64Array, side: FaceSide, out: Float64Array, offset: 0 | 1): void {
  const eyeY = meanY(points, side.eyeCorners);
  out[UPPER.rightBrow + offset] = eyeY - meanY(points, side.brow);
  out[UPPER.rightInnerBrow + offset] = eyeY - meanY(points, side.innerBrow);
  out[UPPER.rightCheek + offset] = meanY(points, side.cheek) - eyeY;
}

/**
 * Writes the measures of the lower face into `out` (Float64Array [4], face widths): drop of the upper lip, of the nose's
 * wings and of the mouth's corners below the eyes.
 */
export function lowerMeasures(points: Float64Array, out: Float64Array): void {
  const eyesY = (meanY(points, RIGHT.eyeCorners) + meanY(points, LEFT.eyeCorners)) / 2;
  out[LOWER.upperLip] = meanY(points, UPPER_LIP) - eyesY;
  out[LOWER.noseWings] = meanY(points, NOSE_WINGS) - eyesY;
  out[LOWER.rightCornerY] = points[3 * RIGHT.mouthCorner + 1] - eyesY;
  out[LOWER.leftCornerY] = points[3 * LEFT.mouthCorner + 1] - eyesY;
}

/**
 * Eye aspect ratio, (|p2 - p6| + |p3 - p5|) / (2 |p1 - p4|), of Soukupova and Cech 2016 (21st Computer Vision Winter
 * Workshop), in three dimensions, which a turned head changes less. About 0.25 to 0.3 in an open eye of this mesh.
 * `points` in any frame of one scale on all axes.
 */
export function eyeAspectRatio(points: Float32Array, side: FaceSide): number {
  const [p1, p2, p3, p4, p5, p6] = side.eye;
  return (distance(points, p2, p6) + distance(points, p3, p5)) / (2 * distance(points, p1, p4));
}

/**
 * Distance between the inner edges of the lips (13, 14) over the width of the mouth's opening (78, 308), a mouth aspect ratio
 * after Soukupova and Cech's of the eye. About 0.03 with closed lips, 0.1 to 0.3 in speech, 0.6 wide open.
 */
export function mouthAspectRatio(points: Float64Array): number {
  return (
    distance(points, INNER_LIPS[0], INNER_LIPS[1]) / distance(points, INNER_MOUTH_CORNERS[0], INNER_MOUTH_CORNERS[1])
  );
}

function distance(points: Float32Array | Float64Array, a: number, b: number): number {
  const dx = points[3 * a] - points[3 * b];
  const dy = points[3 * a + 1] - points[3 * b + 1];
  const dz = points[3 * a + 2] - points[3 * b + 2];
  return Math.sqrt(dx * dx + dy * dy + dz * dz);
}

function meanY(points: Float64Array, indices: readonly number[]): number {
  let sum = 0;
  for (const index of indices) sum += points[3 * index + 1];
  return sum / indices.length;
}
