import type { Frame } from "../base/frame.ts";
import { prepareModels } from "../inference/model-cache.ts";
import { createFaceTracker } from "../face/face-tracker.ts";
import { readPortrait } from "../phantom/portrait-file.ts";
import { PORTRAIT_SIZE_PX } from "../phantom/portrait-outline.ts";

import { fine, note, type Verdict, wrong } from "./doctor-finding.ts";

/** Half of a frame's time at 30 a second: beyond it a core carries a single bed. */
const SLOW_MS = 15;
const WARM_UP_FRAMES = 15;
const TIMED_FRAMES = 60;
/** The view moves over the portrait, so that no two inputs of the network are alike: equal ones run faster than true ones. */
const VIEW_PX = 480;
const SWAY_PX = (PORTRAIT_SIZE_PX - VIEW_PX) / 2;

/** Prepares the networks in the cache; loading them shows them the known face. Throws MODEL_INVALID, DISK_FULL. */
export async function checkFaceModels(cacheDir: string): Promise<Verdict> {
  await createFaceTracker(await prepareModels(cacheDir));
  return fine(`both face networks are prepared in ${cacheDir} and find the known face`);
}

/** Time of following a face for one frame: cutting it out and running the mesh. Throws as checkFaceModels does. */
export async function checkInferenceSpeed(cacheDir: string, slowMs = SLOW_MS): Promise<Verdict> {
  const tracker = await createFaceTracker(await prepareModels(cacheDir));
  const timesMs: number[] = [];
  for (let i = 0; i < WARM_UP_FRAMES + TIMED_FRAMES; i++) {
    const x = SWAY_PX + Math.round(SWAY_PX * Math.sin(i / 5));
    const y = SWAY_PX + Math.round(SWAY_PX * Math.cos(i / 7));
    const frame = viewOfPortrait(x, y, (i * 1000) / 30);
    const startMs = performance.now();
    const face = await tracker.update(frame);
    if (i >= WARM_UP_FRAMES) timesMs.push(performance.now() - startMs);
    if (!face)
      return wrong("the known face was lost while it moved", "run npm ci again: the face networks are damaged");
  }
  const medianMs = timesMs.sort((a, b) => a - b)[TIMED_FRAMES >> 1];
  const text = `following a face takes ${medianMs.toFixed(1)} ms a frame on one thread`;
  if (medianMs > slowMs) {
    return note(text, `more than ${slowMs} ms is one bed a core at most; end other programs, or take a faster box`);
  }
  return fine(text);
}

/** The portrait seen through a window whose corner lies at (x, y). */
function viewOfPortrait(x: number, y: number, tMs: number): Frame {
  const strideBytes = PORTRAIT_SIZE_PX * 3;
  const channel = (c: number) => ({
    data: readPortrait().rgb,
    offset: y * strideBytes + x * 3 + c,
    strideBytes,
    stepBytes: 3,
    shiftX: 0,
    shiftY: 0,
  });
  return {
    tMs,
    durationMs: 1000 / 30,
    keyframe: true,
    widthPx: VIEW_PX,
    heightPx: VIEW_PX,
    rotationDeg: 0,
    colour: { model: "rgb", range: "full", matrix: "bt601" },
    channels: [channel(0), channel(1), channel(2)],
  };
}
