/**
 * Where the moving parts of the face lie in the portrait (pixels of 512 x 512), read off with the mesh network of
 * MediaPipe and checked by eye. Sides are the patient's own: the right is on the left in the picture.
 */

/** What of the head a movement may touch: columns and rows of the portrait. */
export const FACE_BOX = { left: 172, right: 278, top: 70, bottom: 191 } as const;

/** A curve over x: x0, y0, x1, y1, ... with rising x. */
export type Curve = readonly number[];

/** Edge of the upper and of the lower lid, from corner to corner. */
export const LIDS = {
  right: {
    upper: [194.4, 100.9, 196.5, 99.2, 198.8, 98, 202.5, 97.5, 206.2, 98.1, 209.8, 99.9, 212.3, 102.3, 213.5, 103.8],
    lower: [194.4, 100.9, 197.8, 103, 200.4, 103.8, 204, 104.4, 207.5, 104.4, 210.8, 104.1, 213.5, 103.8],
  },
  left: {
    upper: [236.7, 105, 238, 103.7, 240.8, 101.6, 244.6, 100.2, 248.3, 100, 251.9, 101, 254.1, 102.4, 256, 104.3],
    lower: [236.7, 105, 239.4, 105.6, 242.6, 106.3, 246.1, 106.6, 249.8, 106.4, 252.5, 105.9, 256, 104.3],
  },
} as const satisfies Record<"left" | "right", { upper: Curve; lower: Curve }>;

/** Inner edge of both lips, from corner to corner; between them the portrait shows its teeth. */
export const LIPS = {
  upper: [
    204.2, 139.8, 209.6, 139.9, 213.2, 140.7, 217.7, 141.7, 223.3, 142.4, 229, 142.2, 233.6, 141.7, 237.5, 141.2, 243.6,
    141.6,
  ],
  lower: [
    204.2, 139.8, 207, 143.4, 209.3, 145.4, 213, 147.6, 217.6, 149.3, 223.1, 150, 228.8, 149.8, 233.6, 148.6, 237.6,
    146.8, 240.2, 144.9, 243.6, 141.6,
  ],
} as const satisfies Record<"upper" | "lower", Curve>;

/** The part of the skin that one movement draws along: a bell about a point, and by how much it moves there at most. */
export interface Pull {
  readonly x: number;
  readonly y: number;
  readonly spreadX: number;
  readonly spreadY: number;
  /** To the right and down, pixels of the portrait. */
  readonly byX: number;
  readonly byY: number;
}

const pull = (x: number, y: number, spreadX: number, spreadY: number, byX: number, byY: number): Pull => ({
  x,
  y,
  spreadX,
  spreadY,
  byX,
  byY,
});

/** Brow raised (AU1, AU2). Its opposite, lowering, goes with FROWN. */
export const BROW_UP = {
  right: [pull(201, 86.5, 12, 4.5, 0, -4.6)],
  left: [pull(250, 89.5, 12, 4.5, 0, -4.6)],
} as const;

/** Inner ends of the brows drawn down and together (AU4). */
export const FROWN = {
  right: [pull(215, 91, 7, 6, 2.2, 2.2)],
  left: [pull(236, 92, 7, 6, -2.2, 2.2)],
} as const;

/** Corner of the mouth and the cheek above it (AU12, AU6). */
export const SMILE = {
  right: [pull(203, 140, 11, 10, -3.5, -7), pull(196, 126, 10, 8, 0, -2)],
  left: [pull(245.5, 141, 11, 10, 3.5, -8.5), pull(253, 128, 10, 8, 0, -2)],
} as const;

/** Lashes beyond the outer corner of the eye, which go down with the lid. */
export const LASHES = {
  right: [pull(195.5, 99.5, 3.2, 2.6, 0.3, 2.4)],
  left: [pull(255, 102.6, 3.2, 2.6, -0.3, 2.4)],
} as const;

/** Wings of the nose and the upper lip (AU9, AU10). */
export const WRINKLE = [
  pull(211, 125, 8, 8, 1, -3.6),
  pull(237, 127, 8, 8, -1, -3.6),
  pull(223, 137, 13, 4.5, 0, -2.4),
] as const;

/** Middle of the mouth and half its width; middle of the jaw and how far to each side it takes the cheeks along. */
export const MOUTH = { x: 223.7, halfX: 20 } as const;
export const JAW = { x: 222, reachX: 47 } as const;

/** From here on the chin's movement fades, and where the neck stands still. */
export const CHIN_FADES = { fromY: 168, toY: 190 } as const;

/** How far the lower lip goes down when the mouth is wide open. */
export const WIDEST_PX = 11;

/** Height of a curve at x, straight between its points; beyond its ends that of the end. */
export function heightOf(curve: Curve, x: number): number {
  if (x <= curve[0]) return curve[1];
  for (let i = 2; i < curve.length; i += 2) {
    if (x > curve[i]) continue;
    const share = (x - curve[i - 2]) / (curve[i] - curve[i - 2]);
    return curve[i - 1] + (curve[i + 1] - curve[i - 1]) * share;
  }
  return curve[curve.length - 1];
}

/** 0 below `from`, 1 above `to`, smooth between. */
export function smoothStep(from: number, to: number, value: number): number {
  const t = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return t * t * (3 - 2 * t);
}
