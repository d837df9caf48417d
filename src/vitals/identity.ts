import type { FacePlace, FaceSight } from "../base/face-sight.ts";
import type { TraceFrame } from "../base/trace-frame.ts";
import type { IdentityMessage, IdentityQuestion } from "../wire/identity.ts";

import { faceShape } from "./face-shape.ts";
import { planRestingFace } from "./resting-face.ts";
import { isNear, isReachable } from "./same-place.ts";

export interface IdentityState
  extends Pick<IdentityMessage, "patient" | "sinceMs" | "question" | "faceInView" | "others"> {
  /**
   * Number of the person whose signals are gathered: it rises with every face that may be another one's than before, so that
   * nothing measured on one is ever counted for the other.
   */
  readonly person: number;
}

export interface Identity {
  /** Takes a frame, in order. One without a sight tells nothing of who is in view. */
  push(frame: TraceFrame): void;
  /** Time passed up to `tMs` without a further frame. */
  advance(tMs: number): void;
  /** Somebody says that the face in view is the patient's; false where there is none. */
  confirm(): boolean;
  /** Somebody says that another patient begins here: the face in view, or the next one, is that one's. */
  renew(): void;
  /** Asks from now on, for example since the zone was changed. */
  ask(question: IdentityQuestion): void;
  readonly state: IdentityState;
}

/** A face counts as in view when it was seen within this time. */
const IN_VIEW_MS = 1000;
/** For so long a patient who is back in place is taken for the same: to leave a bed and to have another take it needs longer. */
const RETURN_MS = 20_000;
/** After so long without a face somebody is asked. */
const ABSENT_MS = 60_000;
/** A face that was not followed for so long was lost, and may be another one now. */
const LOST_MS = 400;
/** Somebody who was seen near so shortly before a loss may be the reason of it. */
const NEAR_BEFORE_MS = 3000;

/**
 * Plans the knowledge of who is in view. The first chosen face is the patient's. It stays so while it is followed, and where it
 * comes back to its place with nobody near meanwhile. Wherever another face may have taken its place the patient is
 * unconfirmed until somebody confirms. Pure; nothing outlives it.
 */
export function planIdentity(): Identity {
  let nowMs = 0;
  let person = 0;
  let patient: IdentityMessage["patient"] = "unknown";
  let sinceMs = 0;
  let question: IdentityQuestion | null = null;
  let last: { readonly tMs: number; readonly place: FacePlace } | null = null;
  let seenMs = Number.NEGATIVE_INFINITY;
  let nearMs = Number.NEGATIVE_INFINITY;
  let others = 0;
  let resting = planRestingFace();
  let absent = false;

  function turn(to: IdentityMessage["patient"], atMs: number): void {
    if (patient !== to) sinceMs = atMs;
    patient = to;
  }

  function ask(why: IdentityQuestion): void {
    person++;
    resting = planRestingFace();
    nearMs = Number.NEGATIVE_INFINITY;
    if (patient === "unconfirmed") return;
    question = why;
    turn("unconfirmed", nowMs);
  }

  /** Why the face that is seen now may be another one than the last; null where it is the same. */
  function doubt(place: FacePlace, { found }: FaceSight): IdentityQuestion | null {
    if (!last) return null;
    const goneMs = nowMs - last.tMs;
    if (goneMs > RETURN_MS) return "absent";
    if (!isReachable(place, last.place, goneMs)) return "changed-face";
    const wasLost = found || goneMs > LOST_MS;
    return wasLost && nearMs >= last.tMs - NEAR_BEFORE_MS ? "changed-face" : null;
  }

  function meet(frame: TraceFrame, sight: FaceSight, place: FacePlace): void {
    const shape = frame.mesh ? faceShape(frame.mesh) : null;
    const why = doubt(place, sight);
    last = { tMs: nowMs, place };
    absent = false;
    if (why) ask(why);
    if (person === 0) person = 1;
    if (patient === "unknown" || patient === "away") turn("in-view", nowMs);
    if (!resting.meet(nowMs, place, shape)) {
      ask("changed-face");
      resting.meet(nowMs, place, shape);
    }
  }

  function look(seen: readonly FacePlace[]): void {
    others = seen.length;
    if (!last) return;
    const { place } = last;
    if (seen.some((other) => isNear(other, place))) nearMs = nowMs;
    if (nowMs - last.tMs > LOST_MS) return;
    if (!resting.look(seen, place)) ask("changed-face");
  }

  function passTime(tMs: number): void {
    nowMs = tMs;
    if (!last) return;
    if (patient === "in-view" && tMs - seenMs > IN_VIEW_MS) turn("away", seenMs);
    if (tMs - last.tMs < ABSENT_MS || absent) return;
    absent = true;
    ask("absent");
  }

  return {
    push(frame) {
      passTime(frame.tMs);
      if (!frame.sight) return;
      if (frame.head) seenMs = frame.tMs;
      const { place, others: seen } = frame.sight;
      if (place) meet(frame, frame.sight, place);
      if (seen) look(seen);
    },
    advance: passTime,
    confirm() {
      if (nowMs - seenMs > IN_VIEW_MS) return false;
      question = null;
      turn("in-view", nowMs);
      return true;
    },
    renew() {
      if (person > 0) person++;
      resting = planRestingFace();
      nearMs = Number.NEGATIVE_INFINITY;
      last = null;
      absent = false;
      question = null;
      patient = nowMs - seenMs <= IN_VIEW_MS ? "in-view" : "unknown";
      sinceMs = nowMs;
    },
    ask,
    get state() {
      return { patient, sinceMs, question, faceInView: nowMs - seenMs <= IN_VIEW_MS, others, person };
    },
  };
}
