import type { FaceLandmarks } from "../base/landmarks.ts";
import { MOVEMENT_CHANNELS, type MovementValue, UNSEEN_MOVEMENT } from "../wire/movement.ts";

import { browLower, browRaise, grimaceDegree, squeezeDegree } from "./action-units.ts";
import { degree } from "./degree.ts";
import { planEyeClosures } from "./eye-closures.ts";
import { planEyeMinute } from "./eye-minute.ts";
import { type EyeOpenness, planEyeOpenness } from "./eye-openness.ts";
import { LEFT, RIGHT } from "./face-landmarks.ts";
import {
  eyeAspectRatio,
  LOWER_COUNT,
  lowerMeasures,
  mouthAspectRatio,
  UPPER_COUNT,
  upperMeasures,
} from "./face-measures.ts";
import type { FaceVisibility } from "./face-visibility.ts";
import { planFacialActivity } from "./facial-activity.ts";
import { planGrimaceEvents } from "./grimace-events.ts";
import { planHeadFrame } from "./head-frame.ts";
import type { MovementEvent } from "./movement-event.ts";
import { type MovementStretch, planMovementTrace, TRACE_STEP_MS } from "./movement-trace.ts";
import { planPersonalRest } from "./personal-rest.ts";
import { planSideBalance } from "./side-balance.ts";

/** A lip that is seen from the side, an eye behind the nose: beyond these angles the mesh invents. */
const FAR_EYE_YAW_DEG = 40;
const BALANCE_YAW_DEG = 30;
const MOST_TURNED_DEG = 60;
/** In a smaller face an eye is less than 10 px wide and its opening 2: the mesh draws a usual face, whatever it does. */
const LEAST_WIDTH_PX = 48;
/** Rest is learned, and brows and lips are measured, from a face that is turned no further than this. */
const REST_TURNED_DEG = 35;
/** A value older than this is not "now". */
const STALE_MS = 500;
/** Lips that touch stand this far apart on the mesh; a mouth opened wide reaches two thirds of its width. */
const CLOSED_MOUTH = 0.06;
const WIDE_MOUTH = 0.65;
/**
 * Lids that are squeezed (AU6, AU7) are not yet closed (AU43): so much of their closure belongs to the squeeze. Half narrowed
 * lids under lowered brows read as 0.7, shut ones as 1.2, shut lids of a face at rest as 0.8 to 1.3.
 */
const SQUEEZED_CLOSURE = 0.4;

export interface MovementEngine {
  /**
   * Takes one frame's face, null where there is none; frames in order, with or without a face: silence counts too.
   * `face` in any rotation and size. Allocates little.
   */
  push(tMs: number, face: FaceLandmarks | null, visibility: FaceVisibility): void;
  /** The values at `tMs`, from frames up to then; null where something was not seen within the last half second. */
  read(tMs: number): MovementValue;
  /** The trace at 10 Hz since the last call, null where no sample is due. */
  takeTrace(): MovementStretch | null;
  /** Events since the last call, in order. */
  takeEvents(): MovementEvent[];
}

interface Lid {
  readonly openness: EyeOpenness;
  aspectRatio: number;
  /** Closure as the mesh shows it, squeezing included, 0..1; null where the eye is not seen. */
  narrowed: number | null;
  /** The same without what squeezing takes. */
  closed: number | null;
}

/**
 * Plans the reading of one patient's facial movement from the mesh: movement alone, it claims no pain and diagnoses nothing.
 *
 * Everything is measured in a frame that is fixed to the head and scaled by the face's own size, relative to the person's own
 * rest, which is learned in the first 5 to 15 s and adapts over minutes. Driven by the frames' time alone.
 *
 * One eye closed: the mesh draws both lids half down, the closed one a tenth further, so that both sides read as narrowed and
 * neither closed eyes, nor a blink, nor which of the eyes it is can be relied on. Under a cover of the mouth squeezed lids cannot be told
 * from closed ones.
 */
export function planMovementEngine(): MovementEngine {
  const head = planHeadFrame();
  const right = planLid();
  const left = planLid();
  const closures = planEyeClosures();
  const minute = planEyeMinute();
  const upperRest = planPersonalRest(UPPER_COUNT);
  const lowerRest = planPersonalRest(LOWER_COUNT);
  const upper = new Float64Array(UPPER_COUNT);
  const lower = new Float64Array(LOWER_COUNT);
  const activity = planFacialActivity();
  const balance = planSideBalance();
  const grimaces = planGrimaceEvents();
  const trace = planMovementTrace();
  const unseen = MOVEMENT_CHANNELS.map(() => null);
  let events: MovementEvent[] = [];
  let values: (number | null)[] = unseen;
  let seenMs = Number.NEGATIVE_INFINITY;
  let tick = Number.NEGATIVE_INFINITY;
  const tell = (event: MovementEvent) => {
    events.push(event);
  };

  const watchLid = (lid: Lid, isSeen: boolean, squeezed: number): void => {
    const closure = lid.openness.closure(lid.aspectRatio);
    lid.narrowed = isSeen ? Math.min(1, closure) : null;
    lid.closed = isSeen ? Math.max(0, Math.min(1, closure - SQUEEZED_CLOSURE * squeezed)) : null;
  };

  const watchLids = (tMs: number, points: Float32Array, { eyesVisible, mouthVisible }: FaceVisibility): void => {
    const { yawDeg } = head.pose;
    const squeezed =
      mouthVisible && upperRest.known && lowerRest.known
        ? squeezeDegree(upper, upperRest.level, lower, lowerRest.level)
        : 0;
    right.aspectRatio = eyeAspectRatio(points, RIGHT);
    left.aspectRatio = eyeAspectRatio(points, LEFT);
    watchLid(right, eyesVisible && yawDeg < FAR_EYE_YAW_DEG, squeezed);
    watchLid(left, eyesVisible && yawDeg > -FAR_EYE_YAW_DEG, squeezed);
    const both = meanOf(right.closed, left.closed);
    if (both === null) return;
    const { closed, blinked } = closures.step(tMs, both, tell);
    minute.see(tMs, closed, blinked);
  };

  const measure = (tMs: number, { eyesVisible, mouthVisible }: FaceVisibility): (number | null)[] => {
    const { points, pose } = head;
    if (eyesVisible) activity.step(tMs, points, mouthVisible);
    else activity.interrupt();
    if (Math.max(Math.abs(pose.yawDeg), Math.abs(pose.pitchDeg)) < REST_TURNED_DEG) {
      if (eyesVisible) upperRest.step(upper);
      if (mouthVisible) lowerRest.step(lower);
      if (right.closed !== null) right.openness.learn(right.aspectRatio);
      if (left.closed !== null) left.openness.learn(left.aspectRatio);
    }
    const hasUpper = eyesVisible && upperRest.known;
    const hasLower = mouthVisible && lowerRest.known;
    const lids = meanOf(right.narrowed, left.narrowed);
    const balanced =
      hasUpper &&
      (hasLower || !mouthVisible) &&
      right.closed !== null &&
      left.closed !== null &&
      Math.abs(pose.yawDeg) < BALANCE_YAW_DEG;
    return [
      activity.value,
      right.closed,
      left.closed,
      mouthVisible ? degree(mouthAspectRatio(points), CLOSED_MOUTH, WIDE_MOUTH) : null,
      hasUpper ? browRaise(upper, upperRest.level) : null,
      hasUpper ? browLower(upper, upperRest.level) : null,
      hasUpper && hasLower && lids !== null
        ? grimaceDegree(upper, upperRest.level, lower, lowerRest.level, lids)
        : null,
      balanced
        ? balance.step(
            pose.yawDeg,
            upper,
            upperRest.level,
            hasLower ? lower : null,
            lowerRest.level,
            right.closed ?? 0,
            left.closed ?? 0,
          )
        : null,
    ];
  };

  return {
    push(tMs, face, visibility) {
      minute.pass(tMs, tell);
      const isSeen =
        face !== null && face.widthPx >= LEAST_WIDTH_PX && head.step(tMs, face.points) && isFacing(head.pose);
      if (isSeen) {
        seenMs = tMs;
        upperMeasures(head.points, upper);
        lowerMeasures(head.points, lower);
        watchLids(tMs, face.points, visibility);
      }
      const now = Math.floor(tMs / TRACE_STEP_MS);
      if (now <= tick) return;
      tick = now;
      if (!isSeen && tMs - seenMs > STALE_MS) activity.interrupt();
      const sampled = isSeen ? measure(tMs, visibility) : unseen;
      if (isSeen || tMs - seenMs > STALE_MS) values = sampled;
      grimaces.step(tMs, sampled[MOVEMENT_CHANNELS.indexOf("grimace")], tell);
      trace.fill(tMs, sampled);
    },
    read(tMs) {
      if (tMs - seenMs > STALE_MS) return UNSEEN_MOVEMENT;
      const [moving, rightEyeClosed, leftEyeClosed, mouthOpen, raised, lowered, grimace, asymmetry] = values;
      const seesEyes = rightEyeClosed !== null || leftEyeClosed !== null;
      return {
        activity: moving,
        blinksPerMin: seesEyes ? minute.blinksPerMin : null,
        eyesClosed: seesEyes ? minute.closedShare : null,
        rightEyeClosed,
        leftEyeClosed,
        mouthOpen,
        browRaise: raised,
        browLower: lowered,
        grimace,
        asymmetry,
      };
    },
    takeTrace: () => trace.take(),
    takeEvents() {
      const taken = events;
      events = [];
      return taken;
    },
  };
}

function planLid(): Lid {
  return { openness: planEyeOpenness(), aspectRatio: 0, narrowed: null, closed: null };
}

function isFacing({ yawDeg, pitchDeg }: { yawDeg: number; pitchDeg: number }): boolean {
  return Math.max(Math.abs(yawDeg), Math.abs(pitchDeg)) <= MOST_TURNED_DEG;
}

function meanOf(a: number | null, b: number | null): number | null {
  if (a === null) return b;
  return b === null ? a : (a + b) / 2;
}
