import type { Frame } from "../base/frame.ts";
import type { FaceLandmarks } from "../base/landmarks.ts";
import type { ViewZone } from "../base/view-zone.ts";

import { type Crop, cropAround } from "./crop.ts";
import { type Candidate, type FaceDetector, wholeFrame } from "./face-detector.ts";
import type { FaceMesh } from "./face-mesh.ts";
import { isPlaceInZone, placeOf } from "./face-place.ts";
import { isFace, isSameFace } from "./plausibility.ts";

/** What a search saw. */
export interface FoundFaces {
  /** The chosen one; null where there is none to choose. */
  readonly face: FaceLandmarks | null;
  readonly others: readonly FaceLandmarks[];
}

export interface FaceSearch {
  /**
   * Looks for faces with the detector, when it is time to, and chooses the largest in the zone (null: everywhere), or the one
   * that is nearest to the face lost at `lostMs`. Null where it is not time yet.
   */
  find(frame: Frame, lost: FaceLandmarks | null, lostMs: number, zone: ViewZone | null): Promise<FoundFaces | null>;
  reset(): void;
}

/** An empty room costs a search, not a search a frame. */
const RHYTHM_MS = 250;
/** For so long after a loss only the same face is taken: another one in the room is not the patient. */
const LOYALTY_MS = 2000;
/** How far it may have moved meanwhile, of its crop's side: about a face's width. */
const LOYAL_SHIFT = 0.5;
/** A lost face guides the choice for so long. */
const MEMORY_MS = 10_000;
const MOST_CANDIDATES = 4;

export function planFaceSearch(detector: FaceDetector, mesh: FaceMesh): FaceSearch {
  let nextMs = Number.NEGATIVE_INFINITY;
  let searches = 0;

  /** Whole frame and a part of it in turn: around the face that was lost, else the next tile. */
  const nextSquare = (frame: Frame, guide: FaceLandmarks | null): Crop => {
    const count = searches++;
    if (count % 2 === 0) return wholeFrame(frame);
    if (guide) return surroundings(guide);
    const tiles = searchTiles(frame);
    return tiles[(count >> 1) % tiles.length];
  };

  const confirm = async (frame: Frame, { crop }: Candidate): Promise<FaceLandmarks | null> => {
    const first = await mesh.locate(frame, crop);
    if (!isFace(first, frame)) return null;
    const second = await mesh.locate(frame, cropAround(first.points));
    return isFace(second, frame) ? second : null;
  };

  return {
    async find(frame, lost, lostMs, zone) {
      if (frame.tMs < nextMs) return null;
      nextMs = frame.tMs + RHYTHM_MS;
      const sinceMs = frame.tMs - lostMs;
      const guide = lost && sinceMs <= MEMORY_MS ? lost : null;
      const square = nextSquare(frame, guide);
      const faces: FaceLandmarks[] = [];
      for (const candidate of (await detector.detect(frame, square)).slice(0, MOST_CANDIDATES)) {
        const face = await confirm(frame, candidate);
        if (face) faces.push(face);
      }
      const isLoyal = (face: FaceLandmarks) => guide !== null && isSameFace(face, guide, LOYAL_SHIFT);
      const isFree = !guide || sinceMs > LOYALTY_MS;
      const allowed = faces.filter((face) => isLoyal(face) || (isFree && isPlaceInZone(placeOf(face), frame, zone)));
      const face = guide
        ? best(allowed, (one) => -difference(one, guide))
        : best(allowed, ({ points }) => cropAround(points).sizePx);
      return { face, others: faces.filter((one) => one !== face) };
    },
    reset() {
      nextMs = Number.NEGATIVE_INFINITY;
      searches = 0;
    },
  };
}

/** Tiles of half the frame's long side that overlap by half: a small face fills more of a tile. */
function searchTiles(frame: Frame): Crop[] {
  const sizePx = wholeFrame(frame).sizePx / 2;
  const centres = (lengthPx: number): number[] => {
    if (lengthPx <= sizePx) return [lengthPx / 2];
    const count = 1 + Math.ceil((lengthPx - sizePx) / (sizePx / 2));
    return Array.from({ length: count }, (_, i) => sizePx / 2 + (i * (lengthPx - sizePx)) / (count - 1));
  };
  return centres(frame.heightPx).flatMap((centreY) =>
    centres(frame.widthPx).map((centreX) => ({ centreX, centreY, sizePx, angleRad: 0 })),
  );
}

/** Twice the crop around a face, upright. */
function surroundings(face: FaceLandmarks): Crop {
  const crop = cropAround(face.points);
  return { ...crop, sizePx: 2 * crop.sizePx, angleRad: 0 };
}

/** Distance in crop sides plus the logarithm of the ratio of sizes. */
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
