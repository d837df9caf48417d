import { DECIMATION, NEWEST_S } from "./chest-cells.ts";
import type { ChestPool } from "./chest-pool.ts";
import { type ChestWindow, channelOf } from "./chest-window.ts";

/** So many cells lost within 2 s mean that something passes or the patient turns. */
const LOST_SHARE = 0.2;
/** Movement beside the breath from which it is covered, in cells/s: 3 px/s in a picture of 640, twice the speed of a deep breath. */
const COVERING_CELLS_PER_S = 0.1;
/** The breath's own speed at its fastest, against which other movement counts as covering. */
const COVERING_RATIO = 1.5;

/** Movement in the newest seconds that is not the pool's. */
export interface Disturbance {
  /** Median over the pool's cells, px/s; null without a cell. */
  readonly motionPxPerS: number | null;
  readonly disturbed: boolean;
}

/** `signal`: the pool's, on the window's samples of 10 Hz. Allocates. */
export function findDisturbance(window: ChestWindow, pool: ChestPool, signal: Float64Array): Disturbance {
  const { fsHz, n, grid, lostShare } = window;
  const newest = Math.max(1, n - Math.round(NEWEST_S * fsHz));
  const pooled = new Float64Array(n);
  for (let i = 0; i < n * DECIMATION; i++) pooled[Math.floor(i / DECIMATION)] += signal[i] / DECIMATION;
  const gains = { xPx: new Map<number, number>(), yPx: new Map<number, number>() };
  for (const { axis, cell, gain } of pool.members) gains[axis].set(cell, gain);
  const cells = new Set(pool.members.map(({ cell }) => cell));
  const squares = new Map<number, number>();
  for (const axis of ["xPx", "yPx"] as const) {
    for (const cell of cells) {
      const channel = channelOf(window, axis, cell);
      if (!channel) continue;
      const { path, sdPx } = channel;
      const gain = gains[axis].get(cell) ?? 0;
      let square = 0;
      for (let i = newest; i < n; i++) {
        const step = path[i] - path[i - 1] - gain * (pooled[i] - pooled[i - 1]);
        square += step * step;
      }
      // The mean of some samples divides the noise's variance, a difference of two doubles it.
      const own = Math.max(0, square / Math.max(1, n - newest) - (2 / DECIMATION) * sdPx ** 2);
      squares.set(cell, (squares.get(cell) ?? 0) + own);
    }
  }
  if (squares.size === 0) return { motionPxPerS: null, disturbed: lostShare > LOST_SHARE };
  const speeds = [...squares.values()].map((square) => Math.sqrt(square) * fsHz).sort((a, b) => a - b);
  const motionPxPerS = speeds[speeds.length >> 1];
  let breath = 0;
  for (let i = 1; i < n; i++) breath = Math.max(breath, Math.abs(pooled[i] - pooled[i - 1]) * fsHz);
  const limit = Math.max(COVERING_CELLS_PER_S * grid.cellPx, COVERING_RATIO * (pool.amplitudePx === null ? 0 : breath));
  return { motionPxPerS, disturbed: lostShare > LOST_SHARE || motionPxPerS > limit };
}
