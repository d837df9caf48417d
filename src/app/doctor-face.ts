import type { Frame } from "../base/frame.ts";
import type { FaceLandmarks } from "../base/landmarks.ts";
import { prepareModels } from "../inference/model-cache.ts";
import { createFaceTracker, type FaceTracker } from "../face/face-tracker.ts";
import { readPortrait } from "../phantom/portrait-file.ts";
import { FACE_WIDTH_PX, PALE, PORTRAIT_SIZE_PX } from "../phantom/portrait-outline.ts";

import { fine, note, type Verdict, wrong } from "./doctor-finding.ts";

/** Corners of the eyes in MediaPipe's mesh, right and left as the patient has them. */
const EYES = [
  [33, 133],
  [362, 263],
] as const;
/** How far an eye may be from where it was read off by eye, face widths. */
const MOST_ERROR_WIDTHS = 0.06;
const SLOW_MS = 15;
const TIMED_FRAMES = 60;
const WARM_UP_FRAMES = 15;
/** The view moves by up to this over the portrait, so that no two inputs of the networks are alike. */
const VIEW_PX = 480;
const MOST_SHIFT_PX = PORTRAIT_SIZE_PX - VIEW_PX;

/** Prepares the networks in the cache and looks for the known face with them. Throws MODEL_INVALID. */
export async function checkFaceModels(cacheDir: string, sourceDir?: string): Promise<Verdict> {
  const face = await (await trackerOf(cacheDir, sourceDir)).update(viewOfPortrait(0, 0, 0));
  const remedy = `delete ${cacheDir} and run npm ci again: the face networks are damaged`;
  if (!face) return wrong("the networks see no face in the known portrait", remedy);
  const errorWidths = Math.max(...EYES.map((corners, i) => distance(face, corners, PALE[i]))) / FACE_WIDTH_PX;
  const percent = (100 * errorWidths).toFixed(1);
  if (!(errorWidths <= MOST_ERROR_WIDTHS)) {
    return wrong(`the networks place the known face's eyes ${percent} % of its width off`, remedy);
  }
  return fine(`face networks are prepared; the known face is found, eyes within ${percent} % of its width`);
}

/** Time of following a face for one frame: cutting it out and running the mesh, on a view that moves with every frame. */
export async function checkInferenceSpeed(cacheDir: string, slowMs = SLOW_MS): Promise<Verdict> {
  const tracker = await trackerOf(cacheDir);
  const timesMs: number[] = [];
  for (let i = 0; i < WARM_UP_FRAMES + TIMED_FRAMES; i++) {
    const frame = viewOfPortrait(Math.round(10 + 10 * Math.sin(i / 5)), Math.round(10 + 10 * Math.cos(i / 7)), i * 33);
    const startMs = performance.now();
    const face = await tracker.update(frame);
    if (i >= WARM_UP_FRAMES) timesMs.push(performance.now() - startMs);
    if (!face) return wrong("the known face was lost while it moved", `delete ${cacheDir} and run npm ci again`);
  }
  const medianMs = timesMs.sort((a, b) => a - b)[TIMED_FRAMES >> 1];
  const text = `the face mesh takes ${medianMs.toFixed(1)} ms a frame on one thread`;
  if (medianMs > slowMs) {
    return note(
      text,
      `more than ${slowMs} ms leaves little room for a second bed: end other programs, or take a faster box`,
    );
  }
  return fine(text);
}

async function trackerOf(cacheDir: string, sourceDir?: string): Promise<FaceTracker> {
  return createFaceTracker(await prepareModels(cacheDir, sourceDir));
}

/** The portrait seen through a window whose corner lies at (x, y), 0..32 pixels. */
function viewOfPortrait(x: number, y: number, tMs: number): Frame {
  const left = Math.min(x, MOST_SHIFT_PX);
  const top = Math.min(y, MOST_SHIFT_PX);
  const strideBytes = PORTRAIT_SIZE_PX * 3;
  const { rgb } = portrait();
  const channel = (c: number) => ({
    data: rgb,
    offset: top * strideBytes + left * 3 + c,
    strideBytes,
    stepBytes: 3,
    shiftX: 0,
    shiftY: 0,
  });
  return {
    tMs,
    durationMs: 33,
    keyframe: true,
    widthPx: VIEW_PX,
    heightPx: VIEW_PX,
    rotationDeg: 0,
    colour: { model: "rgb", range: "full", matrix: "bt601" },
    channels: [channel(0), channel(1), channel(2)],
  };
}

let known: ReturnType<typeof readPortrait> | null = null;

function portrait() {
  known ??= readPortrait();
  return known;
}

function distance(face: FaceLandmarks, corners: readonly number[], eye: { readonly x: number; readonly y: number }) {
  const middle = (c: number) => corners.reduce((sum, index) => sum + face.points[index * 3 + c], 0) / corners.length;
  return Math.hypot(middle(0) - eye.x, middle(1) - eye.y);
}
