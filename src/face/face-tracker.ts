import type { Frame } from "../base/frame.ts";
import type { FaceLandmarks } from "../base/landmarks.ts";
import type { ModelPaths } from "../inference/model-cache.ts";
import { loadModel } from "../inference/runtime.ts";

import { cropAround } from "./crop.ts";
import { planFaceDetector } from "./face-detector.ts";
import { type FaceMesh, planFaceMesh } from "./face-mesh.ts";
import { type FaceSearch, planFaceSearch } from "./face-search.ts";
import { checkKnownFace } from "./known-face.ts";
import { isFace, isSameFace } from "./plausibility.ts";

export interface FaceTracker {
  /**
   * The tracked face in this frame, or null where none is sure.
   *
   * Frames must come in order; time is the frames' own. One call at a time. The frame's channels are not needed any more
   * once the promise has resolved; the landmarks are the caller's.
   */
  update(frame: Frame): Promise<FaceLandmarks | null>;
  /** Forgets the face and the time, for example before another recording. */
  reset(): void;
}

/** Loads both networks, checks them on a known face and plans a tracker of one face. Throws MODEL_INVALID. */
export async function createFaceTracker(models: ModelPaths): Promise<FaceTracker> {
  const [detector, mesh] = await Promise.all([loadModel(models.detector), loadModel(models.mesh)]);
  const faceMesh = planFaceMesh(mesh);
  const faceDetector = planFaceDetector(detector);
  await checkKnownFace(faceDetector, faceMesh, models);
  return planFaceTracker(faceMesh, planFaceSearch(faceDetector, faceMesh));
}

/** A lost face's place is looked at in every frame for so long: a hand or a blur passes. */
const LINGER_MS = 500;
/** How far a head moves from one frame to the next at most, of its crop's side. */
const MOST_SHIFT = 0.3;

/** The tracker's logic over a mesh and a search. */
function planFaceTracker(mesh: FaceMesh, search: FaceSearch): FaceTracker {
  let last: FaceLandmarks | null = null;
  let lastMs = Number.NEGATIVE_INFINITY;

  const follow = async (frame: Frame): Promise<FaceLandmarks | null> => {
    if (!last || frame.tMs - lastMs > LINGER_MS) return null;
    const face = await mesh.locate(frame, cropAround(last.points));
    return isFace(face, frame) && isSameFace(face, last, MOST_SHIFT) ? face : null;
  };

  return {
    async update(frame) {
      const face = (await follow(frame)) ?? (await search.find(frame, last, lastMs));
      if (!face) return null;
      last = face;
      lastMs = frame.tMs;
      return face;
    },
    reset() {
      last = null;
      lastMs = Number.NEGATIVE_INFINITY;
      search.reset();
    },
  };
}
