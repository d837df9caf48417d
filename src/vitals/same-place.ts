import { distancePx, type FacePlace } from "../base/face-sight.ts";

/** Farthest that a head is taken for the same, in sizes of the face: about its width. */
const FARTHEST_SIZES = 0.75;
/** Nearest that it may jump however short the time is: jitter, and a shutter between two frames. */
const JITTER_SIZES = 0.2;
/** A cough or a start moves a head by half a metre a second at most (a face is about 0.2 m long), and twice that is allowed. */
const SIZES_PER_S = 5;
/**
 * The same for the logarithm of the size: a face that is half out of the view is measured by a fifth too large or too small, and a
 * head comes nearer by a metre a second to a camera a metre away.
 */
const GROWTH_JITTER = 0.2;
const GROWTH_PER_S = 1;
const MOST_GROWTH = Math.log(1.5);

/** Whether a head can have come from one place to another in the time: a cut of the picture is faster than any. */
export function isReachable(place: FacePlace, from: FacePlace, tookMs: number): boolean {
  const tookS = tookMs / 1000;
  const farthest = Math.min(FARTHEST_SIZES, JITTER_SIZES + SIZES_PER_S * tookS);
  const growth = Math.min(MOST_GROWTH, GROWTH_JITTER + GROWTH_PER_S * tookS);
  return distancePx(place, from) <= farthest * from.sizePx && Math.abs(Math.log(place.sizePx / from.sizePx)) <= growth;
}

/** Whether somebody is so near that both faces may soon be one in the picture. */
export function isNear(other: FacePlace, place: FacePlace): boolean {
  return distancePx(other, place) < other.sizePx + place.sizePx;
}

/** Whether two faces overlap or are about to. */
export function isTouching(other: FacePlace, place: FacePlace): boolean {
  return distancePx(other, place) < 0.6 * (other.sizePx + place.sizePx);
}
