import type { Frame } from "../base/frame.ts";
import { type FaceLandmarks, LANDMARK_COUNT } from "../base/landmarks.ts";

import { cropAround } from "./crop.ts";

const LEAST_SCORE = 0.5;
/** A face 18 px wide: the mesh is still sure of it, below it is not, though of so few pixels no skin can be measured. */
const LEAST_CROP_PX = 27;
const MOST_GROWTH = 1.5;

/** Whether the mesh found a face at all: its own score, finite points, of some size, more inside the frame than outside. */
export function isFace(face: FaceLandmarks, frame: Frame): boolean {
  if (!(face.score >= LEAST_SCORE)) return false;
  let inside = 0;
  for (let i = 0; i < face.points.length; i += 3) {
    const x = face.points[i];
    const y = face.points[i + 1];
    if (x >= 0 && y >= 0 && x < frame.widthPx && y < frame.heightPx) inside++;
  }
  return inside > LANDMARK_COUNT / 2 && cropAround(face.points).sizePx >= LEAST_CROP_PX;
}

/**
 * Whether two sights of a face, a frame or a short while apart, can be of one head: not half as large again or as small,
 * and moved by less than `mostShift` of the crop's side.
 */
export function isSameFace(face: FaceLandmarks, before: FaceLandmarks, mostShift: number): boolean {
  const now = cropAround(face.points);
  const then = cropAround(before.points);
  const growth = now.sizePx / then.sizePx;
  const shift = Math.hypot(now.centreX - then.centreX, now.centreY - then.centreY);
  return growth < MOST_GROWTH && growth > 1 / MOST_GROWTH && shift < mostShift * then.sizePx;
}
