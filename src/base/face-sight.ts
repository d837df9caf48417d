/** Where a face is: its middle and the long side of its outline, in pixels of the stored frame. */
export interface FacePlace {
  readonly xPx: number;
  readonly yPx: number;
  readonly sizePx: number;
}

/** Distance of two places' middles, pixels. */
export function distancePx(a: FacePlace, b: FacePlace): number {
  return Math.hypot(a.xPx - b.xPx, a.yPx - b.yPx);
}

/** What one frame tells of who is in view. */
export interface FaceSight {
  /** The followed face, where it was measured in this frame; else null. */
  readonly place: FacePlace | null;
  /** True where the followed face was found by a search in this frame, and not followed from the one before. */
  readonly found: boolean;
  /** Other faces in view; null in a frame in which nobody looked for any. */
  readonly others: readonly FacePlace[] | null;
}
