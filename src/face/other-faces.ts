import { distancePx, type FacePlace } from "../base/face-sight.ts";
import type { Frame } from "../base/frame.ts";
import type { FaceLandmarks } from "../base/landmarks.ts";

import { cropAround } from "./crop.ts";
import { type Candidate, type FaceDetector, wholeFrame } from "./face-detector.ts";
import type { FaceMesh } from "./face-mesh.ts";
import { placeOf } from "./face-place.ts";
import { isFace } from "./plausibility.ts";
import { planViewSketch } from "./view-sketch.ts";

export interface OtherFaces {
  /**
   * Looks for faces beside the followed one, when it is time to: null where it is not. One quarter turn of the whole view a
   * time. `alert`: the followed face moved in a way that somebody else may be the reason of.
   */
  look(frame: Frame, followed: FaceLandmarks, alert: boolean): Promise<readonly FacePlace[] | null>;
  reset(): void;
}

/** Two steps of somebody who comes to the bed: a view that has changed is looked at. */
const CALM_MS = 1500;
/** One that has not is looked at too, but seldom: a run of the detector costs as much as the rest of two frames. */
const STILL_MS = 10_000;
/** With somebody near: a head bends over another in about a second. */
const NEAR_MS = 500;
/** A face nearer than this, in sums of both sizes, may come between camera and patient before the next look. */
const NEAR_SIZES = 1;
/** Faces near the patient that are looked at closely: each costs a run of the mesh. */
const MOST_NEAR = 2;

/** Plans the watch for other people in view. `mesh` must keep no memory of the face that is followed. */
export function planOtherFaces(detector: FaceDetector, mesh: FaceMesh): OtherFaces {
  let lookedMs = Number.NEGATIVE_INFINITY;
  let checkedMs = Number.NEGATIVE_INFINITY;
  let looks = 0;
  let near = false;
  const sketch = planViewSketch();

  const isReal = async (frame: Frame, { crop }: Candidate): Promise<boolean> =>
    isFace(await mesh.locate(frame, crop), frame);

  return {
    async look(frame, followed, alert) {
      const hurried = near || alert;
      if (frame.tMs - checkedMs < (hurried ? NEAR_MS : CALM_MS)) return null;
      checkedMs = frame.tMs;
      if (!hurried && frame.tMs - lookedMs < STILL_MS && !sketch.hasChanged(frame)) return null;
      lookedMs = frame.tMs;
      const own = placeOf(followed);
      const turns = looks++ % 2 === 0 ? uprightTurns(frame) : ownTurns(followed);
      const others: FacePlace[] = [];
      let nearby = 0;
      for (const candidate of await detector.detect(frame, wholeFrame(frame), [turns])) {
        const place = { xPx: candidate.centre.x, yPx: candidate.centre.y, sizePx: candidate.sizePx };
        const away = distancePx(place, own);
        // Where the followed face is the detector sees that face.
        if (away < Math.max(place.sizePx, own.sizePx) / 2) continue;
        if (away < NEAR_SIZES * (place.sizePx + own.sizePx)) {
          // What a pattern of cloth looks like from afar must not raise a question.
          if (nearby === MOST_NEAR || !(await isReal(frame, candidate))) continue;
          nearby++;
        }
        others.push(place);
      }
      near = nearby > 0;
      // Where somebody stood another may come: what the view was like then is not how it is empty.
      sketch.take(frame, others.length > 0);
      return others;
    },
    reset() {
      lookedMs = Number.NEGATIVE_INFINITY;
      checkedMs = Number.NEGATIVE_INFINITY;
      looks = 0;
      near = false;
      sketch.reset();
    },
  };
}

/** Quarter turns, clockwise, of somebody who stands upright in the view. */
function uprightTurns({ rotationDeg }: Frame): number {
  return (4 - rotationDeg / 90) % 4;
}

/** Quarter turns of the face that is followed: who lies beside the patient, or in the patient's place, lies alike. */
function ownTurns({ points }: FaceLandmarks): number {
  return (Math.round(cropAround(points).angleRad / (Math.PI / 2)) + 4) % 4;
}
