import type { Frame } from "../base/frame.ts";
import type { FaceLandmarks } from "../base/landmarks.ts";

import { type Crop, cropAround } from "./crop.ts";
import { type Candidate, type FaceDetector, wholeFrame } from "./face-detector.ts";
import type { FaceMesh } from "./face-mesh.ts";
import { isFace, isSameFace } from "./plausibility.ts";

export interface FaceSearch {
  /**
   * Looks for a face with the detector, when it is time to: the largest, or the one that is nearest to the face lost at
   * `lostMs`. Null where there is none, or where it is not time yet.
   */
  find(frame: Frame, lost: FaceLandmarks | null, lostMs: number): Promise<FaceLandmarks | null>;
  reset(): void;
}

/** An empty room costs a search, not a search a frame. */
const RHYTHM_MS = 250;
/** For so long after a loss only the same face is taken: another one in the room is not the patient. */
const LOYALTY_MS = 2000;
/** A lost face guides the choice for so long. */
const MEMORY_MS = 10_000;
const MOST_CANDIDATES = 4;

export function planFaceSearch(detector: FaceDetector, mesh: FaceMesh): FaceSearch {
  let nextMs = Number.NEGATIVE_INFINITY;
  let turn = 0;

  const confirm = async (frame: Frame, { crop }: Candidate): Promise<FaceLandmarks | null> => {
    const first = await mesh.locate(frame, crop);
    if (!isFace(first, frame)) return null;
    const second = await mesh.locate(frame, cropAround(first.points));
    return isFace(second, frame) ? second : null;
  };

  return {
    async find(frame, lost, lostMs) {
      if (frame.tMs < nextMs) return null;
      nextMs = frame.tMs + RHYTHM_MS;
      const squares = searchSquares(frame);
      // Every other search takes the whole frame, those between one of the tiles in turn.
      const square = turn % 2 === 0 ? squares[0] : squares[1 + (((turn - 1) / 2) % (squares.length - 1))];
      turn++;
      const faces: FaceLandmarks[] = [];
      for (const candidate of (await detector.detect(frame, square)).slice(0, MOST_CANDIDATES)) {
        const face = await confirm(frame, candidate);
        if (face) faces.push(face);
      }
      const sinceMs = frame.tMs - lostMs;
      if (!lost || sinceMs > MEMORY_MS) return best(faces, ({ widthPx }) => widthPx);
      const allowed = sinceMs > LOYALTY_MS ? faces : faces.filter((face) => isSameFace(face, lost));
      return best(allowed, (face) => -difference(face, lost));
    },
    reset() {
      nextMs = Number.NEGATIVE_INFINITY;
      turn = 0;
    },
  };
}

/** The whole frame, then tiles of half its long side that overlap by half, for small faces. */
export function searchSquares(frame: Frame): Crop[] {
  const whole = wholeFrame(frame);
  const sizePx = whole.sizePx / 2;
  const centres = (lengthPx: number): number[] => {
    if (lengthPx <= sizePx) return [lengthPx / 2];
    const count = 1 + Math.ceil((lengthPx - sizePx) / (sizePx / 2));
    return Array.from({ length: count }, (_, i) => sizePx / 2 + (i * (lengthPx - sizePx)) / (count - 1));
  };
  const tiles = centres(frame.heightPx).flatMap((centreY) =>
    centres(frame.widthPx).map((centreX) => ({ centreX, centreY, sizePx, angleRad: 0 })),
  );
  return [whole, ...tiles];
}

/** Distance in face widths plus the ratio of sizes. */
function difference(face: FaceLandmarks, other: FaceLandmarks): number {
  const a = cropAround(face.points);
  const b = cropAround(other.points);
  return Math.hypot(a.centreX - b.centreX, a.centreY - b.centreY) / b.sizePx + Math.abs(Math.log(a.sizePx / b.sizePx));
}

function best(faces: readonly FaceLandmarks[], value: (face: FaceLandmarks) => number): FaceLandmarks | null {
  let chosen: FaceLandmarks | null = null;
  for (const face of faces) if (!chosen || value(face) > value(chosen)) chosen = face;
  return chosen;
}
