import type { MotionBuffer } from "../traces/motion-buffer.ts";

import type { ChestPattern } from "./chest-pattern.ts";
import type { CellPlace } from "./chest-place.ts";
import { type ChestWindow, channelOf } from "./chest-window.ts";

/** One cell along one axis in a pool. */
export interface PoolMember {
  readonly cell: number;
  readonly axis: "xPx" | "yPx";
  /** Movement while the pooled signal moves by 1 px, signed, px/px. */
  readonly gain: number;
  /** 1/px^2. */
  readonly trust: number;
}

/** Cells that move together; their signal is in pixels of a typical one. */
export interface ChestPool {
  readonly members: readonly PoolMember[];
  /** Amplitude of the rhythm in which they were found, px; null where they are only expected to move. */
  readonly amplitudePx: number | null;
}

/** What adds less than this share of the largest part is left out: it costs time and tells little. */
const LEAST_PART = 0.03;

/** The cells of a pattern that was found, turned so that it agrees with `before` where both have a cell. Allocates. */
export function poolOf(window: ChestWindow, pattern: ChestPattern, before: ChestPool | null): ChestPool {
  const { movesPx, trust } = pattern;
  let largest = 0;
  for (let c = 0; c < movesPx.length; c++) largest = Math.max(largest, trust[c] * movesPx[c] ** 2);
  const parts = window.channels
    .map(({ cell, axis }, c) => ({ cell, axis, gain: movesPx[c], trust: trust[c] }))
    .filter(({ gain, trust }) => trust * gain ** 2 >= LEAST_PART * largest);
  // Of the members alone: the rest of the view, however large, does not make the chest's movement smaller.
  const square = parts.reduce((sum, { gain, trust }) => sum + trust * gain ** 2, 0);
  const amplitudePx = Math.sqrt(square / parts.reduce((sum, { trust }) => sum + trust, 0));
  const members = parts.map((part) => ({ ...part, gain: part.gain / amplitudePx }));
  const turn = before && agreement(members, before.members) < 0 ? -1 : 1;
  return { members: members.map((m) => ({ ...m, gain: turn * m.gain })), amplitudePx };
}

/** The cells below the chin, expected to move headward with the breath: for as long as no rhythm has been found. Null without such cells. */
export function expectedPool(
  window: ChestWindow,
  places: readonly CellPlace[],
  [ux, uy]: readonly [number, number],
): ChestPool | null {
  const members = window.channels
    .filter(({ cell }) => places[cell] === "chest")
    .map(({ cell, axis, sdPx }) => ({ cell, axis, gain: axis === "xPx" ? ux : uy, trust: 1 / sdPx ** 2 }))
    .filter(({ gain }) => Math.abs(gain) > 0.3);
  return members.length === 0 ? null : { members, amplitudePx: null };
}

/** Of two sets of members, above 0 where those in both move alike. */
function agreement(a: readonly PoolMember[], b: readonly PoolMember[]): number {
  const known = new Map(b.map((m) => [`${m.axis}${m.cell}`, m.gain]));
  let sum = 0;
  for (const { axis, cell, gain, trust } of a) sum += trust * gain * (known.get(`${axis}${cell}`) ?? 0);
  return sum;
}

/** A pool's signal on the buffer's clock. */
export interface PooledSignal {
  /** Float64Array [to - from], px, less its mean. */
  readonly signal: Float64Array;
  /** Uint8Array [to - from]: 1 where cells with half of the weight or more were found. */
  readonly valid: Uint8Array;
  /** Error of one sample of white noise, px. */
  readonly noiseSdPx: number;
  /** Share of the pool's weight that the window still has, 0..1. */
  readonly seenShare: number;
}

/** Pools the cells that the window still has, by least squares. Null when none of them is left. Allocates. */
export function readPool(buffer: MotionBuffer, window: ChestWindow, pool: ChestPool): PooledSignal | null {
  const { from, to, roomX, roomY } = window;
  const length = to - from;
  const signal = new Float64Array(length);
  const found = new Float64Array(length);
  const quality = new Float64Array(length);
  let all = 0;
  let seen = 0;
  let noise = 0;
  let always = 0;
  let ofRoomX = 0;
  let ofRoomY = 0;
  for (const { cell, axis, gain, trust } of pool.members) {
    const weight = trust * gain * gain;
    all += weight;
    const channel = channelOf(window, axis, cell);
    if (!channel) continue;
    const { raw, meanPx, sdPx } = channel;
    const part = trust * gain;
    seen += weight;
    noise += (part * sdPx) ** 2;
    if (axis === "xPx") ofRoomX += part;
    else ofRoomY += part;
    for (let i = 0; i < length; i++) signal[i] += part * (raw[i] - meanPx);
    if (buffer.countFound(cell, from, to) === length) {
      always += weight;
      continue;
    }
    buffer.read(axis === "xPx" ? "qualityX" : "qualityY", cell, from, to, quality);
    for (let i = 0; i < length; i++) if (quality[i] > 0) found[i] += weight;
  }
  if (seen === 0) return null;
  let mean = 0;
  for (let i = 0; i < length; i++) {
    signal[i] = (signal[i] - ofRoomX * roomX.path[i] - ofRoomY * roomY.path[i]) / seen;
    mean += signal[i] / length;
  }
  for (let i = 0; i < length; i++) signal[i] -= mean;
  const valid = new Uint8Array(length);
  for (let i = 0; i < length; i++) valid[i] = always + found[i] >= seen / 2 ? 1 : 0;
  return { signal, valid, noiseSdPx: Math.sqrt(noise) / seen, seenShare: seen / all };
}
