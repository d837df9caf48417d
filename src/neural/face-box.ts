import type { FaceLandmarks } from "../base/landmarks.ts";

/** An upright rectangle of the stored frame, pixels; may reach beyond the frame. */
export interface FaceBox {
  readonly leftPx: number;
  readonly topPx: number;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Clockwise quarter turns, 0..3, by which the face in it is turned. */
  readonly quarterTurns: number;
}

export interface FaceBoxes {
  /** The box of the face in one frame; times rise. Allocates it. */
  step(tMs: number, face: FaceLandmarks): FaceBox;
  /** Forgets the face. */
  reset(): void;
}

/** Time over which the size follows: the mesh's jitter and a mouth that opens must not move every cell's edge. */
const SIZE_TAU_MS = 2000;
/** Forehead and chin, between which the face's own up lies. */
const TOP = 10;
const CHIN = 152;

/**
 * Plans the crop of a network: the box around the tracked mesh, widened to each side by a share of its size. It goes at once where the
 * middle of all the mesh's points goes, which jitters less by far than the outermost ones: skin then stays in its cell while the head
 * sways or the camera trembles. Its size, and how it lies about that middle, are steady. A face that lies is taken along its own
 * axes to the nearest quarter turn.
 */
export function planFaceBoxes(marginShare: number): FaceBoxes {
  let last: { tMs: number; x: number; y: number; width: number; height: number; turns: number } | null = null;
  return {
    step(tMs, { points }) {
      let [left, top, right, bottom] = [points[0], points[1], points[0], points[1]];
      let [sumX, sumY] = [0, 0];
      for (let i = 0; i < points.length; i += 3) {
        left = Math.min(left, points[i]);
        right = Math.max(right, points[i]);
        top = Math.min(top, points[i + 1]);
        bottom = Math.max(bottom, points[i + 1]);
        sumX += points[i];
        sumY += points[i + 1];
      }
      const middleX = (3 * sumX) / points.length;
      const middleY = (3 * sumY) / points.length;
      const now = {
        x: (left + right) / 2 - middleX,
        y: (top + bottom) / 2 - middleY,
        width: right - left,
        height: bottom - top,
      };
      const turns = quarterTurns(points);
      // A head that lies down is another crop: nothing of the one before can be blended into it.
      const before = last?.turns === turns ? last : null;
      const gain = 1 - Math.exp((before ? before.tMs - tMs : Number.NEGATIVE_INFINITY) / SIZE_TAU_MS);
      const from = before ?? now;
      last = {
        tMs,
        turns,
        x: from.x + gain * (now.x - from.x),
        y: from.y + gain * (now.y - from.y),
        width: from.width + gain * (now.width - from.width),
        height: from.height + gain * (now.height - from.height),
      };
      const widthPx = last.width * (1 + 2 * marginShare);
      const heightPx = last.height * (1 + 2 * marginShare);
      return {
        leftPx: middleX + last.x - widthPx / 2,
        topPx: middleY + last.y - heightPx / 2,
        widthPx,
        heightPx,
        quarterTurns: turns,
      };
    },
    reset() {
      last = null;
    },
  };
}

/** How often a face is turned clockwise by a right angle, to the nearest. */
function quarterTurns(points: Float32Array): number {
  const downX = points[CHIN * 3] - points[TOP * 3];
  const downY = points[CHIN * 3 + 1] - points[TOP * 3 + 1];
  return (Math.round(Math.atan2(-downX, downY) / (Math.PI / 2)) + 4) % 4;
}
