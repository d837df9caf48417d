import { distancePx, type FacePlace } from "../base/face-sight.ts";

import { blended, type FaceShape, shapeDifference } from "./face-shape.ts";
import { isNear, isTouching } from "./same-place.ts";

export interface RestingFace {
  /** Takes the followed face as measured now; false where it must be taken for another one's. `shape`: null where unknown. */
  meet(tMs: number, place: FacePlace, shape: FaceShape | null): boolean;
  /** Takes what a look around saw; false where the followed face must be taken for another one's. */
  look(others: readonly FacePlace[], place: FacePlace): boolean;
}

/** A face is known after so long. */
const KNOWN_MS = 3000;
/** What is known of it follows slowly: a patient turns over, the camera is moved. */
const REST_S = 20;
/** Between two measurements at most so far apart a shape is one and the same head's. */
const STEP_MS = 250;
/**
 * Differences of proportions (see faceShape). A step or a value that a moving face does not show: something covers the face, or
 * another one slides over it.
 */
const STEP = 0.1;
const DISTURBED = 0.15;
/** What a disturbance leaves behind is judged over so long, and must be nearer to the face before it than this: twice a person's own spread. */
const SETTLE_MS = 1500;
const OTHER_AFTER = 0.06;
/** Without a disturbance a mean of a second and a half differs by more than this only for another person. */
const OTHER = 0.1;
/** With somebody near, less must do. */
const OTHER_BESIDE = 0.12;
/** How far, in sizes, and by how much, as a logarithm, the face may have moved and grown since the last look that saw both. */
const CHANGED_TOUCHING = { sizes: 0.3, growth: 0.12 } as const;
const CHANGED_BESIDE = { sizes: 0.5, growth: 0.3 } as const;
/** Somebody else is at the patient's place when nearer to it than this, and the followed face has left it when farther. */
const AT_PLACE = 0.35;
const LEFT_PLACE = 0.7;

/** Plans what one person's face is like at rest, for as long as it is followed: a place, a size, proportions. Pure. */
export function planRestingFace(): RestingFace {
  let sinceMs: number | null = null;
  let lastMs = 0;
  let rest: FacePlace | null = null;
  let shape: FaceShape | null = null;
  let newest: { readonly tMs: number; readonly shape: FaceShape } | null = null;
  /** Mean since the last disturbance, of so many values. */
  let settled: { readonly shape: FaceShape; readonly count: number; readonly sinceMs: number } | null = null;
  let before: FaceShape | null = null;
  /** How the face was when both were last seen. */
  let beside: { readonly place: FacePlace; readonly shape: FaceShape | null; readonly touching: boolean } | null = null;

  const isKnown = (tMs: number) => sinceMs !== null && tMs - sinceMs >= KNOWN_MS;

  function learn(tMs: number, place: FacePlace, now: FaceShape | null): void {
    const elapsedS = (tMs - lastMs) / 1000;
    const knownS = (tMs - (sinceMs ?? tMs)) / 1000;
    const share = Math.min(1, elapsedS / Math.min(REST_S, Math.max(elapsedS, knownS)) || 1);
    rest ??= place;
    const towards = (a: number, b: number) => a + share * (b - a);
    rest = {
      xPx: towards(rest.xPx, place.xPx),
      yPx: towards(rest.yPx, place.yPx),
      sizePx: towards(rest.sizePx, place.sizePx),
    };
    if (now) shape = shape ? blended(shape, now, share) : now;
  }

  /** Judges proportions: at once where they cannot be the same, after a while where something came between. */
  function isSameShape(tMs: number, now: FaceShape): boolean {
    const stepped = newest && tMs - newest.tMs <= STEP_MS && shapeDifference(now, newest.shape) > STEP;
    newest = { tMs, shape: now };
    if (!shape || !isKnown(tMs)) return true;
    if (stepped || shapeDifference(now, shape) > DISTURBED) {
      before ??= shape;
      settled = null;
      return true;
    }
    settled = settled
      ? {
          shape: blended(settled.shape, now, Math.max(1 / (settled.count + 1), 0.05)),
          count: settled.count + 1,
          sinceMs: settled.sinceMs,
        }
      : { shape: now, count: 1, sinceMs: tMs };
    if (tMs - settled.sinceMs < SETTLE_MS) return true;
    if (shapeDifference(settled.shape, before ?? shape) > (before ? OTHER_AFTER : OTHER)) return false;
    before = null;
    return true;
  }

  function isUnmovedBeside(place: FacePlace, now: FaceShape | null): boolean {
    if (!beside) return true;
    if (now && beside.shape && shapeDifference(now, beside.shape) > OTHER_BESIDE) return false;
    const most = beside.touching ? CHANGED_TOUCHING : CHANGED_BESIDE;
    return (
      distancePx(place, beside.place) <= most.sizes * beside.place.sizePx &&
      Math.abs(Math.log(place.sizePx / beside.place.sizePx)) <= most.growth
    );
  }

  return {
    meet(tMs, place, now) {
      if (sinceMs === null) {
        sinceMs = tMs;
        lastMs = tMs;
      }
      if (!isUnmovedBeside(place, now) || (now && !isSameShape(tMs, now))) return false;
      if (!beside && !before) learn(tMs, place, now);
      lastMs = tMs;
      return true;
    },
    look(others, place) {
      if (rest && isKnown(lastMs)) {
        const at = rest;
        const isTaken = others.some((other) => distancePx(other, at) < AT_PLACE * at.sizePx);
        if (isTaken && distancePx(place, at) > LEFT_PLACE * at.sizePx) return false;
      }
      const isSomebodyNear = others.some((other) => isNear(other, place));
      const touching = others.some((other) => isTouching(other, place));
      beside = isSomebodyNear ? { place, shape, touching } : null;
      return true;
    },
  };
}
