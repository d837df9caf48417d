import type { Frame } from "../base/frame.ts";
import type { FaceLandmarks } from "../base/landmarks.ts";

import type { Crop } from "./crop.ts";
import type { FaceMesh } from "./face-mesh.ts";
import { type FaceShift, planFaceWatch } from "./face-watch.ts";

/** The network's answers for one picture differ by some tenths of a pixel: so many are averaged before they stand for others. */
const ENOUGH_ANSWERS = 3;
/** An average of more would keep what changes too slowly to be seen. */
const MOST_ANSWERS = 6;
/** A face is not taken for unchanged for longer without asking again: what changes slowly adds up. */
const LONGEST_MS = 333;
/** A crop that lies elsewhere by more than this share of its side is another face's. */
const SAME_CROP = 0.1;

export interface SteadyMesh extends FaceMesh {
  /** Forgets the face, for example before another recording. */
  reset(): void;
}

interface Known {
  readonly tMs: number;
  readonly crop: Crop;
  readonly face: FaceLandmarks;
  /** Answers of the network that `face` is the mean of. */
  readonly answers: number;
}

/**
 * A mesh that runs its network only where the face's picture has changed: while it merely moved, the mean of the last answers
 * moves along. A patient at rest needs about three runs a second instead of fifteen, and an eyelid is still seen in its own frame.
 */
export function planSteadyMesh(mesh: FaceMesh): SteadyMesh {
  const watch = planFaceWatch();
  let known: Known | null = null;
  return {
    async locate(frame: Frame, crop: Crop) {
      const { tMs } = frame;
      const shift = known && tMs > known.tMs && isNear(crop, known.crop) ? watch.follow(frame) : null;
      const expected = known && shift ? moved(known.face, shift) : null;
      const answers = known && expected ? known.answers : 0;
      if (known && expected && answers >= ENOUGH_ANSWERS && tMs - known.tMs < LONGEST_MS) return expected;
      const answer = await mesh.locate(frame, crop);
      const face = expected ? mean(expected, answer, Math.min(answers + 1, MOST_ANSWERS)) : answer;
      watch.take(frame, face.points);
      known = { tMs, crop, face, answers: answers + 1 };
      return face;
    },
    reset() {
      known = null;
    },
  };
}

function isNear(a: Crop, b: Crop): boolean {
  const reach = SAME_CROP * b.sizePx;
  return Math.hypot(a.centreX - b.centreX, a.centreY - b.centreY) < reach && Math.abs(a.sizePx - b.sizePx) < reach;
}

function moved({ points, score, widthPx }: FaceLandmarks, { centreX, centreY, terms }: FaceShift): FaceLandmarks {
  const out = points.slice();
  for (let i = 0; i < out.length; i += 3) {
    const x = points[i] - centreX;
    const y = points[i + 1] - centreY;
    out[i] += terms[0] + terms[1] * x + terms[2] * y;
    out[i + 1] += terms[3] + terms[4] * x + terms[5] * y;
  }
  const growth = (terms[1] + terms[5]) / 2;
  return { points: out, score, widthPx: widthPx * (1 + growth) };
}

/** The mean of `answers` answers, of which `before` is that of all but the last. The score is the last one's. */
function mean(before: FaceLandmarks, last: FaceLandmarks, answers: number): FaceLandmarks {
  const points = before.points.slice();
  for (let i = 0; i < points.length; i++) points[i] += (last.points[i] - points[i]) / answers;
  return { points, score: last.score, widthPx: before.widthPx + (last.widthPx - before.widthPx) / answers };
}
