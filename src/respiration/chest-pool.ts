import type { MotionBuffer } from "../traces/motion-buffer.ts";

import type { ChestPattern } from "./chest-pattern.ts";
import type { CellPlace } from "./chest-place.ts";
import type { ChestWindow } from "./chest-window.ts";

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
  const { from, to, channels, roomX, roomY } = window;
  const length = to - from;
  const sdOf = new Map(channels.map((c) => [`${c.axis}${c.cell}`, c.sdPx]));
  const signal = new Float64Array(length);
  const found = new Float64Array(length);
  const raw = new Float64Array(length);
  let all = 0;
  let seen = 0;
  let noise = 0;
  for (const { cell, axis, gain, trust } of pool.members) {
    const weight = trust * gain * gain;
    all += weight;
    const sdPx = sdOf.get(`${axis}${cell}`);
    if (sdPx === undefined) continue;
    seen += weight;
    noise += (trust * gain * sdPx) ** 2;
    const room = axis === "xPx" ? roomX : roomY;
    buffer.read(axis, cell, from, to, raw);
    for (let i = 0; i < length; i++) signal[i] += trust * gain * (raw[i] - room[i] - raw[0]);
    buffer.read(axis === "xPx" ? "qualityX" : "qualityY", cell, from, to, raw);
    for (let i = 0; i < length; i++) if (raw[i] > 0) found[i] += weight;
  }
  if (seen === 0) return null;
  let mean = 0;
  for (let i = 0; i < length; i++) {
    signal[i] /= seen;
    mean += signal[i] / length;
  }
  for (let i = 0; i < length; i++) signal[i] -= mean;
  const valid = Uint8Array.from(found, (weight) => (weight >= seen / 2 ? 1 : 0));
  return { signal, valid, noiseSdPx: Math.sqrt(noise) / seen, seenShare: seen / all };
}
