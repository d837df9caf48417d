import type { Frame } from "../base/frame.ts";
import type { FaceLandmarks } from "../base/landmarks.ts";
import type { ModelPaths } from "../inference/model-cache.ts";
import { loadModel } from "../inference/runtime.ts";

import { cropAround } from "./crop.ts";
import { planFaceDetector } from "./face-detector.ts";
import { planFaceMesh } from "./face-mesh.ts";
import { type FaceSearch, planFaceSearch } from "./face-search.ts";
import { checkKnownFace } from "./known-face.ts";
import { MOVING_SURPRISE, planLandmarkFilter } from "./landmark-filter.ts";
import { isFace, isSameFace } from "./plausibility.ts";
import { planSteadyMesh, type SteadyMesh } from "./steady-mesh.ts";

export interface TrackedFace extends FaceLandmarks {
  /**
   * The network's own answer, unfiltered, moved along where the picture has not changed since; null where this frame's face is
   * foretold from the ones before.
   */
  readonly measured: FaceLandmarks | null;
}

export interface FaceTracker {
  /**
   * The tracked face in this frame, or null where none is sure. Its landmarks are filtered, so that patches of skin lie still.
   *
   * Frames must come in order; time is the frames' own. One call at a time. The frame's channels are not needed any more
   * once the promise has resolved; the landmarks are the caller's. `meshHz`: least measurements a second.
   */
  update(frame: Frame, meshHz?: number): Promise<TrackedFace | null>;
  /** Forgets the face and the time, for example before another recording. */
  reset(): void;
}

/** Loads both networks, checks them on a known face and plans a tracker of one face. Throws MODEL_INVALID. */
export async function createFaceTracker(models: ModelPaths): Promise<FaceTracker> {
  const [detector, mesh] = await Promise.all([loadModel(models.detector), loadModel(models.mesh)]);
  const faceMesh = planFaceMesh(mesh);
  const faceDetector = planFaceDetector(detector);
  await checkKnownFace(faceDetector, faceMesh, models);
  return planFaceTracker(planSteadyMesh(faceMesh), planFaceSearch(faceDetector, faceMesh));
}

/** A lost face's place is looked at in every frame for so long: a hand or a blur passes. */
const LINGER_MS = 500;
/** How far a head moves from one frame to the next at most, of its crop's side. */
const MOST_SHIFT = 0.3;

/** Blinks need fifteen measurements a second. */
const MESH_HZ = 15;
/** Time stamps are rounded: a measurement this much later than its rate asks is on time. */
const ROUNDING_MS = 1;
/** A head that moved is not trusted to lie still for so long. */
const MOVING_MS = 1000;

/** The tracker's logic over a mesh and a search. */
function planFaceTracker(mesh: SteadyMesh, search: FaceSearch): FaceTracker {
  const filter = planLandmarkFilter();
  let last: FaceLandmarks | null = null;
  let lastMs = Number.NEGATIVE_INFINITY;
  let movedMs = Number.NEGATIVE_INFINITY;
  let frameMs = Number.NEGATIVE_INFINITY;

  const follow = async (frame: Frame, from: FaceLandmarks): Promise<FaceLandmarks | null> => {
    const face = await mesh.locate(frame, cropAround(from.points));
    return isFace(face, frame) && isSameFace(face, from, MOST_SHIFT) ? face : null;
  };

  /** Whether the next frame, if it comes as soon as this one did, would be too late for a measurement. */
  const isDue = (tMs: number, intervalMs: number, meshHz: number): boolean => {
    const moves = meshHz >= MESH_HZ && tMs - movedMs < MOVING_MS;
    return moves || tMs + intervalMs - lastMs > 1000 / meshHz + ROUNDING_MS;
  };

  const take = (tMs: number, measured: FaceLandmarks, followed: boolean): TrackedFace => {
    if (!followed) {
      filter.start(tMs, measured);
      movedMs = tMs;
    } else if (filter.correct(tMs, measured) > MOVING_SURPRISE) movedMs = tMs;
    last = measured;
    lastMs = tMs;
    return { ...filter.at(tMs), measured };
  };

  return {
    async update(frame, meshHz = MESH_HZ) {
      const { tMs } = frame;
      const intervalMs = tMs - frameMs;
      frameMs = tMs;
      if (last && tMs - lastMs <= LINGER_MS) {
        if (!isDue(tMs, intervalMs, meshHz)) return { ...filter.at(tMs), measured: null };
        const face = await follow(frame, last);
        if (face) return take(tMs, face, true);
      }
      const found = await search.find(frame, last, lastMs);
      return found ? take(tMs, found, false) : null;
    },
    reset() {
      last = null;
      lastMs = Number.NEGATIVE_INFINITY;
      movedMs = Number.NEGATIVE_INFINITY;
      frameMs = Number.NEGATIVE_INFINITY;
      mesh.reset();
      search.reset();
    },
  };
}
