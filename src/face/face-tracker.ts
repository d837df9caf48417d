import type { FaceSight } from "../base/face-sight.ts";
import type { Frame } from "../base/frame.ts";
import type { FaceLandmarks } from "../base/landmarks.ts";
import type { ViewZone } from "../base/view-zone.ts";
import type { ModelPaths } from "../inference/model-cache.ts";
import { loadModel } from "../inference/runtime.ts";

import { cropAround } from "./crop.ts";
import { planFaceDetector } from "./face-detector.ts";
import { planFaceMesh } from "./face-mesh.ts";
import { isPlaceInZone, placeOf } from "./face-place.ts";
import { type FaceSearch, planFaceSearch } from "./face-search.ts";
import { checkKnownFace } from "./known-face.ts";
import { MOVING_SURPRISE, planLandmarkFilter } from "./landmark-filter.ts";
import { type OtherFaces, planOtherFaces } from "./other-faces.ts";
import { isFace, isSameFace } from "./plausibility.ts";
import { planSteadyMesh, type SteadyMesh } from "./steady-mesh.ts";

export interface TrackedFace extends FaceLandmarks {
  /**
   * The network's own answer, unfiltered, moved along where the picture has not changed since; null where this frame's face is
   * foretold from the ones before.
   */
  readonly measured: FaceLandmarks | null;
}

/** Whose face is wanted. */
export interface FaceChoice {
  /** Where in the upright view the patient is looked for; null: everywhere. A face that is followed may leave it. */
  readonly zone: ViewZone | null;
  /** True while nobody has said who the patient is: a face that is clearly larger, or alone in the zone, is preferred. */
  readonly open: boolean;
}

export interface FaceTracker {
  /**
   * The tracked face in this frame, or null where none is sure. Its landmarks are filtered, so that patches of skin lie still.
   *
   * Frames must come in order; time is the frames' own. One call at a time. The frame's channels are not needed any more
   * once the promise has resolved; the landmarks are the caller's. `meshHz`: least measurements a second.
   */
  update(frame: Frame, meshHz?: number, choice?: FaceChoice): Promise<TrackedFace | null>;
  /** What the newest frame told of who is in view. */
  readonly sight: FaceSight;
  /** Forgets the face and the time, for example before another recording. */
  reset(): void;
}

/** Loads both networks, checks them on a known face and plans a tracker of one face. Throws MODEL_INVALID. */
export async function createFaceTracker(models: ModelPaths): Promise<FaceTracker> {
  const [detector, mesh] = await Promise.all([loadModel(models.detector), loadModel(models.mesh)]);
  const faceMesh = planFaceMesh(mesh);
  const faceDetector = planFaceDetector(detector);
  await checkKnownFace(faceDetector, faceMesh, models);
  return planFaceTracker(
    planSteadyMesh(faceMesh),
    planFaceSearch(faceDetector, faceMesh),
    planOtherFaces(faceDetector, faceMesh),
  );
}

/** A lost face's place is looked at in every frame for so long: a hand or a blur passes. */
const LINGER_MS = 500;
/** How far a head moves from one frame to the next at most, of its crop's side. */
const MOST_SHIFT = 0.3;

const NOTHING_SEEN: FaceSight = { place: null, found: false, others: null };
const EVERYBODY: FaceChoice = { zone: null, open: false };
/** A face larger by this factor is nearer, whatever the error of both sizes. */
const CLEARLY_LARGER = 1.25;
/** Surprise, in face widths, at which somebody else's face may be sliding over the one that is followed. */
const ALERT_SURPRISE = 0.04;

/** Blinks need fifteen measurements a second. */
const MESH_HZ = 15;
/** Time stamps are rounded: a measurement this much later than its rate asks is on time. */
const ROUNDING_MS = 1;
/** A head that moved is not trusted to lie still for so long. */
const MOVING_MS = 1000;

/** The tracker's logic over a mesh, a search and a watch for others. */
function planFaceTracker(mesh: SteadyMesh, search: FaceSearch, watch: OtherFaces): FaceTracker {
  const filter = planLandmarkFilter();
  let last: FaceLandmarks | null = null;
  let lastMs = Number.NEGATIVE_INFINITY;
  let movedMs = Number.NEGATIVE_INFINITY;
  let frameMs = Number.NEGATIVE_INFINITY;
  let alertMs = Number.NEGATIVE_INFINITY;
  let sight: FaceSight = NOTHING_SEEN;

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
    } else {
      const surprise = filter.correct(tMs, measured);
      if (surprise > MOVING_SURPRISE) movedMs = tMs;
      if (surprise > ALERT_SURPRISE) alertMs = tMs;
    }
    last = measured;
    lastMs = tMs;
    return { ...filter.at(tMs), measured };
  };

  /** Looks around while a face is followed; true where another one should be chosen instead. */
  const lookAround = async (frame: Frame, followed: FaceLandmarks, { zone, open }: FaceChoice): Promise<boolean> => {
    const others = await watch.look(frame, followed, frame.tMs - alertMs < MOVING_MS);
    const own = placeOf(followed);
    sight = { place: own, found: false, others };
    if (!open || !others) return false;
    const isAstray = !isPlaceInZone(own, frame, zone);
    return others.some(
      (other) => isPlaceInZone(other, frame, zone) && (isAstray || other.sizePx > CLEARLY_LARGER * own.sizePx),
    );
  };

  return {
    get sight() {
      return sight;
    },
    async update(frame, meshHz = MESH_HZ, choice = EVERYBODY) {
      const { tMs } = frame;
      const intervalMs = tMs - frameMs;
      frameMs = tMs;
      if (last && tMs - lastMs <= LINGER_MS) {
        sight = NOTHING_SEEN;
        if (!isDue(tMs, intervalMs, meshHz)) return { ...filter.at(tMs), measured: null };
        const face = await follow(frame, last);
        if (face) {
          if (!(await lookAround(frame, face, choice))) return take(tMs, face, true);
          last = null;
        }
      }
      const found = await search.find(frame, choice.open ? null : last, lastMs, choice.zone);
      sight = NOTHING_SEEN;
      if (!found) return null;
      const { face, others } = found;
      sight = { place: face && placeOf(face), found: face !== null, others: others.map(placeOf) };
      return face && take(tMs, face, false);
    },
    reset() {
      last = null;
      lastMs = Number.NEGATIVE_INFINITY;
      movedMs = Number.NEGATIVE_INFINITY;
      frameMs = Number.NEGATIVE_INFINITY;
      alertMs = Number.NEGATIVE_INFINITY;
      sight = NOTHING_SEEN;
      mesh.reset();
      search.reset();
      watch.reset();
    },
  };
}
