import type { FacePlace } from "../base/face-sight.ts";
import type { Frame } from "../base/frame.ts";
import type { FaceLandmarks } from "../base/landmarks.ts";
import { isInZone, type ViewZone } from "../base/view-zone.ts";

import { cropAround } from "./crop.ts";

/** The mesh's crop is the outline enlarged by half. */
const CROP_MARGIN = 1.5;

/** The place of a face by its landmarks. */
export function placeOf({ points }: FaceLandmarks): FacePlace {
  const { centreX, centreY, sizePx } = cropAround(points);
  return { xPx: centreX, yPx: centreY, sizePx: sizePx / CROP_MARGIN };
}

/** Whether the middle of a place lies in a zone of the upright view; null: everywhere. */
export function isPlaceInZone(place: FacePlace, frame: Frame, zone: ViewZone | null): boolean {
  if (!zone) return true;
  const x = place.xPx / frame.widthPx;
  const y = place.yPx / frame.heightPx;
  const [u, v] = { 0: [x, y], 90: [1 - y, x], 180: [1 - x, 1 - y], 270: [y, 1 - x] }[frame.rotationDeg];
  return isInZone(zone, u, v);
}
