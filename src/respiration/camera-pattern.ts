import { planOrthonormalBasis } from "../dsp/orthonormal-basis.ts";

import type { ChestPattern } from "./chest-pattern.ts";
import type { ChestPool, PooledSignal } from "./chest-pool.ts";
import { type ChestWindow, channelOf } from "./chest-window.ts";
import { likeness, swingOf } from "./swing.ts";

/** What a camera does to a picture leaves no cell out; cells err, and depth bends it a little. */
const CAMERA_SHARE = 0.85;
/**
 * Tissue that moves as one is a shift, too: only turning and zooming give the camera away. Where they are mixed with a shift, about
 * a corner of the view, they hold a quarter; breath that lifts one end of the chest more than the other leaves a twentieth there.
 */
const TURN_SHARE = 0.2;
/**
 * Of a swaying camera's picture what is near moves by more than the wall behind it: what is left of it is the sway itself, by less than
 * half, since a wall is less than half as far again as the bed before it.
 */
const SWAY_LIKENESS = 0.9;
const SWAY_OVER_POOL = 2;

/**
 * Whether the cells of the whole view move as a camera moves them that turns about its own axis or zooms: every cell by a turn and a
 * scaling about one point, nearly, which tissue does in its own place alone. Allocates.
 */
export function isCamera({ grid: { columns, rows }, channels }: ChestWindow, { movesPx }: ChestPattern): boolean {
  const n = channels.length;
  const shiftX = new Float64Array(n);
  const shiftY = new Float64Array(n);
  const turn = new Float64Array(n);
  const zoom = new Float64Array(n);
  const moves = new Float64Array(n);
  channels.forEach(({ cell, axis, sdPx }, c) => {
    const column = cell % columns;
    const right = column - (columns - 1) / 2;
    const down = (cell - column) / columns - (rows - 1) / 2;
    const weight = 1 / sdPx;
    moves[c] = weight * movesPx[c];
    const isX = axis === "xPx";
    if (isX) shiftX[c] = weight;
    else shiftY[c] = weight;
    turn[c] = weight * (isX ? -down : right);
    zoom[c] = weight * (isX ? right : down);
  });
  const all = power(moves);
  const camera = planOrthonormalBasis(n);
  camera.add(shiftX);
  camera.add(shiftY);
  camera.remove(moves);
  const unshifted = power(moves);
  camera.add(turn);
  camera.add(zoom);
  camera.remove(moves);
  const left = power(moves);
  return left < (1 - CAMERA_SHARE) * all && unshifted - left > TURN_SHARE * all;
}

/** Whether what a pool does without the camera is the camera's sway once more, as of all that is nearer than the room. Allocates. */
export function isNearInSway(window: ChestWindow, pool: ChestPool, pooled: PooledSignal): boolean {
  let [alongX, alongY] = [0, 0];
  let all = 0;
  for (const { cell, axis, gain, trust } of pool.members) {
    if (!channelOf(window, axis, cell)) continue;
    all += trust * gain * gain;
    if (axis === "xPx") alongX += trust * gain;
    else alongY += trust * gain;
  }
  const { roomX, roomY } = window;
  const signal = roomX.path.map((x, i) => (alongX * x + alongY * roomY.path[i]) / all);
  const camera = { signal, valid: pooled.valid };
  return swingOf(camera) > SWAY_OVER_POOL * swingOf(pooled) && Math.abs(likeness(camera, pooled)) > SWAY_LIKENESS;
}

function power(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}
