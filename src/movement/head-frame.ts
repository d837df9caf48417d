import { LANDMARK_COUNT } from "../base/landmarks.ts";

import { BONE_SHAPE } from "./bone-shape.ts";
import { INNER_MOUTH_CORNERS, LOWER_FACE, UPPER_FACE } from "./face-landmarks.ts";
import { type HeadPose, planHeadFit } from "./head-fit.ts";

/** Delay of the smoothing: a third of the fastest closure of a lid, and no more than two frames of a camera. */
const SMOOTHING_MS = 40;
/** After a gap of so long the past says nothing. */
const LONGEST_GAP_MS = 300;

export interface HeadFrame {
  readonly pose: HeadPose;
  /** Float64Array [468, 3] row-major, face widths, smoothed; filled for the landmarks that movement uses. */
  readonly points: Float64Array;
  /** Takes the face of one frame; false where its pose cannot be found. Allocates nothing. */
  step(tMs: number, points: Float32Array): boolean;
  /** Forgets the past: the next face is taken as it is. */
  reset(): void;
}

/**
 * Plans the head-fixed frame: landmarks with the head's place, direction and size removed, so that what is left to move is
 * muscle; x to the patient's left, y down, z to the back, in face widths. Smoothed by a first-order low-pass of 40 ms, causal.
 */
export function planHeadFrame(): HeadFrame {
  const fit = planHeadFit();
  const used = [
    ...new Set([...BONE_SHAPE.map(({ index }) => index), ...UPPER_FACE, ...LOWER_FACE, ...INNER_MOUTH_CORNERS]),
  ];
  const smooth = new Float64Array(3 * LANDMARK_COUNT);
  let lastMs = Number.NEGATIVE_INFINITY;
  return {
    pose: fit.pose,
    points: smooth,
    step(tMs, points) {
      if (!fit.fit(points)) return false;
      const sinceMs = tMs - lastMs;
      const share = sinceMs > LONGEST_GAP_MS ? 1 : 1 - Math.exp(-sinceMs / SMOOTHING_MS);
      lastMs = tMs;
      const { rotation, shift, scale } = fit.pose;
      for (const index of used) {
        const at = 3 * index;
        for (let d = 0; d < 3; d++) {
          const turned =
            rotation[3 * d] * points[at] + rotation[3 * d + 1] * points[at + 1] + rotation[3 * d + 2] * points[at + 2];
          smooth[at + d] += share * (scale * turned + shift[d] - smooth[at + d]);
        }
      }
      return true;
    },
    reset() {
      lastMs = Number.NEGATIVE_INFINITY;
    },
  };
}
