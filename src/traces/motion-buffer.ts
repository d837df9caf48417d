import type { TissueMotion } from "../base/tissue-motion.ts";

/** Rate of the uniform clock: ten samples for the fastest breath. */
export const MOTION_RATE_HZ = 10;
/** Measurements further apart than this leave a gap: half of the fastest breath may lie in it. */
const MAX_BRIDGE_MS = 500;

/** Where the cells lie in the stored frame, px (tissue-motion.ts). */
export type MotionGrid = Pick<
  TissueMotion,
  "widthPx" | "heightPx" | "columns" | "rows" | "cellPx" | "leftPx" | "topPx"
>;

/** What is kept of each cell. */
export type MotionChannel = "xPx" | "yPx" | "qualityX" | "qualityY";

/**
 * Positions of all cells on one uniform clock of 10 Hz, newest last.
 *
 * Sample i lies at i / 10 s of the frames' clock, on the line between the measurements before and after it, and is never
 * rewritten. Its quality is the lower one of the two; it is 0, a gap, where the cell was not found in either of them and
 * where they are further apart than 500 ms. There the position is the last known one.
 *
 * Sample indices run from 0 on; only the last `capacity` below `length` may be asked for. Samples before the first measurement,
 * and before the size of the frame last changed, are gaps.
 */
export interface MotionBuffer {
  readonly fsHz: number;
  /** Number of samples since time 0 of the frames' clock, gaps included. */
  readonly length: number;
  /** null before the first measurement. */
  readonly grid: MotionGrid | null;
  /** Adds a measurement, later than the one before; copies what it needs. Allocates only when the size of the frame changes. */
  push(motion: TissueMotion): void;
  /** Copies a channel of a cell for samples [from, to) into `out` (Float64Array [to - from] or longer). */
  read(channel: MotionChannel, cell: number, from: number, to: number, out: Float64Array): void;
  /** Sum of a channel of a cell over samples [from, to). */
  sum(channel: MotionChannel, cell: number, from: number, to: number): number;
  /** Number of samples in [from, to) in which a cell was found. */
  countFound(cell: number, from: number, to: number): number;
}

const CHANNELS: readonly MotionChannel[] = ["xPx", "yPx", "qualityX", "qualityY"];

/** Plans a buffer that keeps the last `capacity` samples of every cell. */
export function planMotionBuffer(capacity: number): MotionBuffer {
  let grid: MotionGrid | null = null;
  let store: Store | null = null;
  let lastMs = Number.NEGATIVE_INFINITY;
  let length = 0;

  return {
    fsHz: MOTION_RATE_HZ,
    get length() {
      return length;
    },
    get grid() {
      return grid;
    },
    push(motion) {
      const same = grid && grid.widthPx === motion.widthPx && grid.heightPx === motion.heightPx;
      if (!same || !store) {
        const { widthPx, heightPx, columns, rows, cellPx, leftPx, topPx } = motion;
        grid = { widthPx, heightPx, columns, rows, cellPx, leftPx, topPx };
        store = planStore(columns * rows, capacity);
        lastMs = Number.NEGATIVE_INFINITY;
      }
      const bridged = motion.tMs - lastMs <= MAX_BRIDGE_MS;
      for (; (length * 1000) / MOTION_RATE_HZ <= motion.tMs; length++) {
        const sampleMs = (length * 1000) / MOTION_RATE_HZ;
        store.write(length % capacity, motion, bridged ? (sampleMs - lastMs) / (motion.tMs - lastMs) : null);
      }
      store.keep(motion);
      lastMs = motion.tMs;
    },
    read(channel, cell, from, to, out) {
      if (store) store.read(CHANNELS.indexOf(channel), cell, from, to, out);
      else out.fill(0, 0, to - from);
    },
    sum: (channel, cell, from, to) => (store ? store.sum(CHANNELS.indexOf(channel), cell, from, to) : 0),
    countFound: (cell, from, to) =>
      store ? store.foundBefore(cell, to, to === length) - store.foundBefore(cell, from, from === length) : 0,
  };
}

interface Store {
  /** A sample `share` of the way from the measurement kept to the next; null: a gap. */
  write(slot: number, next: TissueMotion, share: number | null): void;
  keep(motion: TissueMotion): void;
  read(channel: number, cell: number, from: number, to: number, out: Float64Array): void;
  sum(channel: number, cell: number, from: number, to: number): number;
  /** Samples before this one in which the cell was found; `newest`: it is the one that comes next. */
  foundBefore(cell: number, sample: number, newest: boolean): number;
}

function planStore(cells: number, capacity: number): Store {
  // One cell after the other, since they are read one by one over whole windows.
  const values = CHANNELS.map(() => new Float32Array(cells * capacity));
  const last = CHANNELS.map(() => new Float32Array(cells));
  const [lastX, lastY, lastQualityX, lastQualityY] = last;
  const [x, y, qualityX, qualityY] = values;
  // Doubles count without end.
  const before = new Float64Array(cells * capacity);
  const counts = new Float64Array(cells);
  return {
    write(slot, next, share) {
      for (let cell = 0, at = slot; cell < cells; cell++, at += capacity) {
        const found = share !== null && lastQualityX[cell] > 0 && next.qualityX[cell] > 0;
        before[at] = counts[cell];
        if (found) counts[cell]++;
        const way = found ? share : 0;
        x[at] = lastX[cell] + (next.xPx[cell] - lastX[cell]) * way;
        y[at] = lastY[cell] + (next.yPx[cell] - lastY[cell]) * way;
        qualityX[at] = found ? Math.min(lastQualityX[cell], next.qualityX[cell]) : 0;
        qualityY[at] = found ? Math.min(lastQualityY[cell], next.qualityY[cell]) : 0;
      }
    },
    keep(motion) {
      lastX.set(motion.xPx);
      lastY.set(motion.yPx);
      lastQualityX.set(motion.qualityX);
      lastQualityY.set(motion.qualityY);
    },
    read(channel, cell, from, to, out) {
      const own = values[channel];
      const start = cell * capacity;
      let slot = from % capacity;
      for (let i = 0; i < to - from; i++) {
        out[i] = own[start + slot];
        if (++slot === capacity) slot = 0;
      }
    },
    sum(channel, cell, from, to) {
      const own = values[channel];
      const start = cell * capacity;
      let slot = from % capacity;
      let sum = 0;
      for (let i = from; i < to; i++) {
        sum += own[start + slot];
        if (++slot === capacity) slot = 0;
      }
      return sum;
    },
    foundBefore: (cell, sample, newest) => (newest ? counts[cell] : before[cell * capacity + (sample % capacity)]),
  };
}
