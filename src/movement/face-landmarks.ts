/**
 * Landmarks of MediaPipe's mesh by what they show; right and left are the patient's own. Each list on the right has its
 * mirror image on the left at the same place.
 */
export interface FaceSide {
  /** Corner, two on the upper lid, other corner, two on the lower lid: p1 to p6 of Soukupova and Cech 2016. */
  readonly eye: readonly [number, number, number, number, number, number];
  readonly eyeCorners: readonly number[];
  readonly brow: readonly number[];
  /** The part of the brow that the corrugator pulls down (AU4). */
  readonly innerBrow: readonly number[];
  readonly cheek: readonly number[];
  readonly mouthCorner: number;
}

export const RIGHT: FaceSide = {
  eye: [33, 160, 158, 133, 153, 144],
  eyeCorners: [33, 133],
  brow: [70, 63, 105, 66, 107, 46, 53, 52, 65, 55],
  innerBrow: [107, 66, 55, 65],
  cheek: [50, 101, 205],
  mouthCorner: 61,
};

export const LEFT: FaceSide = {
  eye: [263, 387, 385, 362, 380, 373],
  eyeCorners: [263, 362],
  brow: [300, 293, 334, 296, 336, 276, 283, 282, 295, 285],
  innerBrow: [336, 296, 285, 295],
  cheek: [280, 330, 425],
  mouthCorner: 291,
};

/** Inner ends of the brows, right and left. */
export const BROW_ENDS = [55, 285] as const;
/** Edges of the upper and the lower lip inside the mouth. */
export const INNER_LIPS = [13, 14] as const;
/** Corners of the mouth's opening, right and left. */
export const INNER_MOUTH_CORNERS = [78, 308] as const;
/** Edge of the upper lip towards the nose. */
export const UPPER_LIP = [0, 37, 267, 40, 270] as const;
/** Wings of the nose. */
export const NOSE_WINGS = [129, 358, 98, 327] as const;
/** Outline of the lips and the chin, which move with the mouth alone. */
const MOUTH_AND_CHIN = [61, 291, 0, 37, 267, 40, 270, 13, 14, 17, 84, 314, 91, 321, 152, 148, 377] as const;

/** What moves above the mouth: brows, lids, upper cheeks. */
export const UPPER_FACE: readonly number[] = [
  ...RIGHT.brow,
  ...LEFT.brow,
  ...RIGHT.eye,
  ...LEFT.eye,
  50,
  101,
  280,
  330,
];
/** What moves below: mouth, chin, wings of the nose, lower cheeks. */
export const LOWER_FACE: readonly number[] = [...MOUTH_AND_CHIN, ...NOSE_WINGS, 205, 425];
