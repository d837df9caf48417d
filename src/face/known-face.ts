import { inflateRawSync } from "node:zlib";

import { AfarError } from "../base/errors.ts";
import type { Channel, Frame } from "../base/frame.ts";
import type { ModelPaths } from "../inference/model-cache.ts";

import type { Crop } from "./crop.ts";
import { type FaceDetector, wholeFrame } from "./face-detector.ts";
import type { FaceMesh } from "./face-mesh.ts";
import { KNOWN_FACE_PIXELS } from "./known-face-pixels.ts";

const SIDE = 96;
/** Pixels of the portrait's crop, and its corner in the portrait. */
const CROP = { left: 144, top: 40, side: 160 };

/** Where parts of the face are in the portrait, read off it by eye at eightfold size; [landmark, x, y]. */
const KNOWN_PLACES = [
  [33, 192.8, 100.6], // right eye, outer corner
  [133, 212.5, 103.1], // right eye, inner corner
  [362, 236.5, 104.6], // left eye, inner corner
  [263, 259.4, 103.4], // left eye, outer corner
  [4, 223.1, 127.5], // tip of the nose
  [61, 203.1, 140.0], // right corner of the mouth
  [291, 244.8, 141.3], // left corner of the mouth
  [152, 224.4, 177.8], // chin
] as const;
/** Of the portrait's pixels; its face is 88 wide. */
const TOLERANCE = 5;
const LEAST_SCORE = 0.9;
const FACE: Crop = place({ centreX: 224, centreY: 132, sizePx: 150, angleRad: 0.05 });
/** Half way between eyes and mouth, where the detector puts a face's middle. */
const MIDDLE: Crop = place({ centreX: 224.5, centreY: 121.5, sizePx: 88, angleRad: 0.05 });

/**
 * Shows both networks a face whose eyes, nose, mouth and chin are known. Throws MODEL_INVALID naming the network that
 * answers with anything else: a network can load and yet compute something wrong.
 */
export async function checkKnownFace(detector: FaceDetector, mesh: FaceMesh, paths: ModelPaths): Promise<void> {
  const frame = knownFrame();
  await expect(paths.detector, async () => {
    const [best] = await detector.detect(frame, wholeFrame(frame));
    const { crop } = best;
    const off = Math.hypot(crop.centreX - MIDDLE.centreX, crop.centreY - MIDDLE.centreY);
    return off < 0.15 * MIDDLE.sizePx && Math.abs(crop.angleRad - MIDDLE.angleRad) < 0.2;
  });
  await expect(paths.mesh, async () => {
    const { points, score } = await mesh.locate(frame, FACE);
    return (
      score >= LEAST_SCORE &&
      KNOWN_PLACES.every(([landmark, x, y]) => {
        const known = place({ centreX: x, centreY: y, sizePx: TOLERANCE, angleRad: 0 });
        return (
          Math.hypot(points[landmark * 3] - known.centreX, points[landmark * 3 + 1] - known.centreY) < known.sizePx
        );
      })
    );
  });
}

async function expect(path: string, check: () => Promise<boolean>): Promise<void> {
  let cause: unknown;
  try {
    if (await check()) return;
  } catch (error) {
    cause = error;
  }
  const message = `${path} does not find the face in a known portrait: delete it and start again, or reinstall with npm ci.`;
  throw new AfarError("MODEL_INVALID", message, { cause });
}

/** From the portrait's pixels to those of the small picture. */
function place({ centreX, centreY, sizePx, angleRad }: Crop): Crop {
  const scale = SIDE / CROP.side;
  return {
    centreX: (centreX - CROP.left) * scale,
    centreY: (centreY - CROP.top) * scale,
    sizePx: sizePx * scale,
    angleRad,
  };
}

/** The known face as a frame. */
export function knownFrame(): Frame {
  const data = inflateRawSync(Buffer.from(KNOWN_FACE_PIXELS, "base64"));
  const channel = (offset: number, shift: number): Channel => ({
    data,
    offset,
    strideBytes: SIDE >> shift,
    stepBytes: 1,
    shiftX: shift,
    shiftY: shift,
  });
  return {
    tMs: 0,
    durationMs: 40,
    keyframe: true,
    widthPx: SIDE,
    heightPx: SIDE,
    rotationDeg: 0,
    colour: { model: "yuv", range: "full", matrix: "bt601" },
    channels: [channel(0, 0), channel(SIDE * SIDE, 1), channel(SIDE * SIDE * 1.25, 1)],
  };
}
