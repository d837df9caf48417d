import { PICTURE_COLUMNS, PICTURE_ROWS, type PictureSample } from "../base/picture-sample.ts";

/** How far back the buffer reaches: two periods of a lamp's slowest alias that looks like breath. */
const PICTURE_SPAN_MS = 20_000;
const KEPT_FRAMES = 2048;
const CELLS = PICTURE_ROWS * PICTURE_COLUMNS;
/** Brightness below which a cell holds the sensor's floor and no light, 0..255. */
const LEAST_LEVEL = 8;

/** Brightness of the picture by place over the last 20 s. */
export interface PictureWindow {
  /** Float64Array [n]: time of each frame, s since the source's first. */
  readonly tS: Float64Array;
  /** For each lit cell its row and Float64Array [n]: brightness relative to its mean, less 1. */
  readonly cells: readonly { readonly row: number; readonly change: Float64Array }[];
  /** Uint8Array [n]: 1 for a keyframe. */
  readonly keyframes: Uint8Array;
}

export interface PictureBuffer {
  /** Copies a frame's brightness. */
  push(tMs: number, keyframe: boolean, sample: PictureSample): void;
  /** Frames of the last 20 s before `nowMs`; null with fewer than 30 or without a lit cell. Allocates. */
  read(nowMs: number): PictureWindow | null;
}

/** Plans the memory of one source's brightness. Allocates once; of cameras above 100 Hz it holds less than 20 s. */
export function planPictureBuffer(): PictureBuffer {
  const times = new Float64Array(KEPT_FRAMES);
  const marks = new Uint8Array(KEPT_FRAMES);
  const levels = new Float64Array(KEPT_FRAMES * CELLS);
  let length = 0;

  return {
    push(tMs, keyframe, { cells }) {
      const slot = length++ % KEPT_FRAMES;
      times[slot] = tMs;
      marks[slot] = keyframe ? 1 : 0;
      levels.set(cells, slot * CELLS);
    },
    read(nowMs) {
      let from = length;
      const oldest = Math.max(0, length - KEPT_FRAMES);
      while (from > oldest && times[(from - 1) % KEPT_FRAMES] >= nowMs - PICTURE_SPAN_MS) from--;
      const n = length - from;
      if (n < 30) return null;
      const slots = Array.from({ length: n }, (_, i) => (from + i) % KEPT_FRAMES);
      const cells = Array.from({ length: CELLS }, (_, cell) => relativeChange(levels, slots, cell));
      const lit = cells.flatMap((change, cell) =>
        change === null ? [] : [{ row: Math.floor(cell / PICTURE_COLUMNS), change }],
      );
      if (lit.length === 0) return null;
      return {
        tS: Float64Array.from(slots, (slot) => times[slot] / 1000),
        cells: lit,
        keyframes: Uint8Array.from(slots, (slot) => marks[slot]),
      };
    },
  };
}

function relativeChange(levels: Float64Array, slots: readonly number[], cell: number): Float64Array | null {
  const change = new Float64Array(slots.length);
  let sum = 0;
  for (let i = 0; i < slots.length; i++) {
    change[i] = levels[slots[i] * CELLS + cell];
    sum += change[i];
  }
  const mean = sum / slots.length;
  if (mean < LEAST_LEVEL) return null;
  for (let i = 0; i < change.length; i++) change[i] = change[i] / mean - 1;
  return change;
}
