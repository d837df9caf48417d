import type { Frame } from "../../src/base/frame.ts";
import { type FaceLandmarks, LANDMARK_COUNT } from "../../src/base/landmarks.ts";
import { planNormal } from "../dsp/seeded-noise.ts";
import type { FrameSource } from "../../src/frame/frame-source.ts";
import type { FaceTracker } from "../../src/face/face-tracker.ts";
import { gridFace, madeFrame, RGB } from "../regions/made-frames.ts";
import { PULSE_VECTOR, SKIN } from "../pulse/skin-traces.ts";

export const WIDTH_PX = 96;
export const HEIGHT_PX = 96;
const FPS = 30;
const FACE_AT = [18, 12] as const;
const UNIT_PX = 10;

/** A face on a grid whose every other landmark lies at one place on the bridge of the nose. */
export function madeFace(xPx: number = FACE_AT[0], yPx: number = FACE_AT[1]): FaceLandmarks {
  const { points, score, widthPx } = gridFace(xPx, yPx, UNIT_PX);
  for (let i = 0; i < LANDMARK_COUNT; i++) {
    if (points[i * 3] === -1000) points.set([xPx + 3 * UNIT_PX, yPx + 3 * UNIT_PX, 0], i * 3);
  }
  return { points, score, widthPx };
}

/** Grey levels of the wall behind the face: where all the view had a pulse, it would be the light's. */
const WALL = 130;
/** Where `madeFace()` lies. */
const isOfFace = (x: number, y: number) => x >= 14 && x < 82 && y >= 8;

/** Frames of skin before a wall, with a pulse of the given rate (none: a photo), and grain. */
export function madeSource(seconds: number, pulse: (tS: number) => number): FrameSource & { readonly shown: number } {
  const normal = planNormal(5);
  const grain = Float64Array.from({ length: 4096 }, normal);
  let n = 0;
  let closed = false;
  return {
    info: {
      widthPx: WIDTH_PX,
      heightPx: HEIGHT_PX,
      rateHz: FPS,
      durationMs: seconds * 1000,
      codec: "made",
      pixelFormat: "rgb24",
      rotationDeg: 0,
    },
    damagedPackets: 0,
    endError: null,
    get shown() {
      return n;
    },
    next(): Frame | null {
      if (closed || n >= seconds * FPS) return null;
      const tS = n / FPS;
      const blood = pulse(tS);
      const colour = SKIN.map((mean, c) => mean * (1 + PULSE_VECTOR[c] * blood));
      const shift = (n * 1237) % 4096;
      const picture = (c: number, x: number, y: number) =>
        Math.round((isOfFace(x, y) ? colour[c] : WALL) + 3 * grain[(shift + c * 977 + y * WIDTH_PX + x) % 4096]);
      n++;
      return {
        ...madeFrame(picture, WIDTH_PX, HEIGHT_PX, "packed3", RGB),
        tMs: tS * 1000,
        durationMs: 1000 / FPS,
        keyframe: n % 30 === 1,
      };
    },
    close() {
      closed = true;
    },
  };
}

/** A tracker that finds what it is told to find. */
export function madeTracker(faceAt: (tMs: number) => FaceLandmarks | null): FaceTracker {
  return {
    update: async (frame) => {
      const face = faceAt(frame.tMs);
      return face ? { ...face, measured: face } : null;
    },
    sight: { place: null, found: false, others: null },
    reset() {
      throw new Error("a bed keeps its face");
    },
  };
}
