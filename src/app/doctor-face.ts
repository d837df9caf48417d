import type { Frame } from "../base/frame.ts";
import { prepareModels } from "../inference/model-cache.ts";
import { createFaceTracker } from "../face/face-tracker.ts";
import { readPortrait } from "../phantom/portrait-file.ts";
import { PORTRAIT_SIZE_PX } from "../phantom/portrait-outline.ts";

import { failure, fine, type Verdict, warning } from "./doctor-finding.ts";

/** Half of a frame's time at 30 a second: beyond it a core carries a single bed. */
const SLOW_MS = 15;
const RATE_HZ = 30;
/** Decoding, regions and signals take about as long as following the face. */
const BED_SHARE = 2;
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

/**
 * Time of following a face for one frame, cutting it out and running the mesh, and how many beds that is enough for on so many
 * cores. Throws as checkFaceModels does.
 */
export async function checkInferenceSpeed(cacheDir: string, cores: number, slowMs = SLOW_MS): Promise<Verdict> {
  const tracker = await createFaceTracker(await prepareModels(cacheDir));
  const timesMs: number[] = [];
  for (let i = 0; i < WARM_UP_FRAMES + TIMED_FRAMES; i++) {
    const x = SWAY_PX + Math.round(SWAY_PX * Math.sin(i / 5));
    const y = SWAY_PX + Math.round(SWAY_PX * Math.cos(i / 7));
    const frame = viewOfPortrait(x, y, (i * 1000) / RATE_HZ);
    const startMs = performance.now();
    const face = await tracker.update(frame);
    if (i >= WARM_UP_FRAMES) timesMs.push(performance.now() - startMs);
    if (!face)
      return failure("the known face was lost while it moved", "run npm ci again: the face networks are damaged");
  }
  const medianMs = timesMs.sort((a, b) => a - b)[TIMED_FRAMES >> 1];
  const beds = Math.max(1, Math.floor((cores * 1000) / (RATE_HZ * BED_SHARE * medianMs)));
  const enough = `enough for about ${beds === 1 ? "one bed" : `${beds} beds`} at ${RATE_HZ} frames a second`;
  const detail = `following a face takes ${medianMs.toFixed(1)} ms a frame on one thread, ${enough}`;
  if (medianMs > slowMs) {
    return warning(
      detail,
      `more than ${slowMs} ms is one bed a core at most; end other programs, or take a faster box`,
    );
  }
  return fine(detail);
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
    durationMs: 1000 / RATE_HZ,
    keyframe: true,
    widthPx: VIEW_PX,
    heightPx: VIEW_PX,
    rotationDeg: 0,
    colour: { model: "rgb", range: "full", matrix: "bt601" },
    channels: [channel(0), channel(1), channel(2)],
  };
}
