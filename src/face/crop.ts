/**
 * A square piece of a frame, possibly turned. Lengths in pixels of the stored frame, whose top left corner is (0, 0) and
 * whose first pixel has its centre at (0.5, 0.5).
 */
export interface Crop {
  readonly centreX: number;
  readonly centreY: number;
  readonly sizePx: number;
  /** Direction of the crop's x axis in the frame, clockwise on the screen: the eyes of the face in it are level. */
  readonly angleRad: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The point of the frame at (u, v) of the crop; u and v run from 0 to 1. */
export function toFrame({ centreX, centreY, sizePx, angleRad }: Crop, u: number, v: number): Point {
  const right = (u - 0.5) * sizePx;
  const down = (v - 0.5) * sizePx;
  const cos = Math.cos(angleRad);
  const sin = Math.sin(angleRad);
  return { x: centreX + cos * right - sin * down, y: centreY + sin * right + cos * down };
}

/** MediaPipe's mesh wants the face's box enlarged by half. */
const MARGIN = 1.5;
const OUTER_EYE_CORNERS = [33, 263] as const;

/**
 * The crop for the mesh around landmarks: 1.5 times the long side of their box, with the eyes level.
 *
 * `points`: Float32Array [n, 3] row-major in frame pixels. The box is taken along the face's own axes, so that the crop
 * turns with the head. Source: MediaPipe's face landmark graph.
 */
export function cropAround(points: Float32Array): Crop {
  const [right, left] = OUTER_EYE_CORNERS;
  const angleRad = Math.atan2(points[left * 3 + 1] - points[right * 3 + 1], points[left * 3] - points[right * 3]);
  const cos = Math.cos(angleRad);
  const sin = Math.sin(angleRad);
  let minU = Number.POSITIVE_INFINITY;
  let maxU = Number.NEGATIVE_INFINITY;
  let minV = Number.POSITIVE_INFINITY;
  let maxV = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < points.length; i += 3) {
    const u = cos * points[i] + sin * points[i + 1];
    const v = cos * points[i + 1] - sin * points[i];
    if (u < minU) minU = u;
    if (u > maxU) maxU = u;
    if (v < minV) minV = v;
    if (v > maxV) maxV = v;
  }
  const u = (minU + maxU) / 2;
  const v = (minV + maxV) / 2;
  return {
    centreX: cos * u - sin * v,
    centreY: sin * u + cos * v,
    sizePx: MARGIN * Math.max(maxU - minU, maxV - minV),
    angleRad,
  };
}

/** The crop for the mesh around a detected face: 1.5 times its box, with the eyes level. */
export function cropAtEyes(centre: Point, boxSizePx: number, rightEye: Point, leftEye: Point): Crop {
  return {
    centreX: centre.x,
    centreY: centre.y,
    sizePx: MARGIN * boxSizePx,
    angleRad: Math.atan2(leftEye.y - rightEye.y, leftEye.x - rightEye.x),
  };
}
