import type { Frame } from "../../src/base/frame.ts";
import type { FrameSource } from "../../src/frame/frame-source.ts";
import type { FaceTracker } from "../../src/face/face-tracker.ts";

export const SIDE_PX = 64;
export const RATE_HZ = 30;

/** A grey view of a given number of frames; `onClose` is called when it is closed. */
export function greySource(frames: number, onClose: () => void = () => undefined): FrameSource {
  const data = new Uint8Array(SIDE_PX ** 2).fill(100);
  let index = 0;
  return {
    info: {
      widthPx: SIDE_PX,
      heightPx: SIDE_PX,
      rateHz: RATE_HZ,
      durationMs: null,
      codec: "none",
      pixelFormat: "gray",
      rotationDeg: 0,
    },
    damagedPackets: 0,
    endError: null,
    next(): Frame | null {
      if (index === frames) return null;
      return {
        tMs: (index++ * 1000) / RATE_HZ,
        durationMs: 1000 / RATE_HZ,
        keyframe: true,
        widthPx: SIDE_PX,
        heightPx: SIDE_PX,
        rotationDeg: 0,
        colour: { model: "gray", range: "full", matrix: "bt601" },
        channels: [{ data, offset: 0, strideBytes: SIDE_PX, stepBytes: 1, shiftX: 0, shiftY: 0 }],
      };
    },
    close: onClose,
  };
}

/** Sees a face in every other frame. */
export function everyOther(): FaceTracker {
  let calls = 0;
  const points = new Float32Array(468 * 3).fill(SIDE_PX / 2);
  return {
    update: async () => (calls++ % 2 === 0 ? { points, score: 1, widthPx: 20, measured: null } : null),
    sight: { place: null, found: false, others: null },
    reset: () => undefined,
  };
}
