/**
 * Mean of a piecewise linear signal over one cell of a uniform clock.
 *
 * Averaging over the whole cell instead of reading the line at one instant gives every sample nearly the same noise gain,
 * wherever it falls between two frames, and keeps what is faster than the clock from folding into the band.
 */
export interface CellAverager {
  /**
   * Adds the line from (t0, v0) to (t1, v1), clipped to the cell; times in one unit, t0 < t1. `v0`, `v1`: Float64Array
   * [channels], only read. What lies outside the cell adds nothing.
   */
  add(t0: number, v0: Float64Array, t1: number, v1: Float64Array, cellStart: number, cellEnd: number): void;
  /** Writes the mean over the covered part into `out` ([channels]) and starts a new cell; false, and `out` as it was, when nothing was added. */
  finish(out: Float64Array): boolean;
}

/** Plans an averager for vectors of `channels` values. Allocates once. */
export function planCellAverager(channels: number): CellAverager {
  const area = new Float64Array(channels);
  let covered = 0;
  return {
    add(t0, v0, t1, v1, cellStart, cellEnd) {
      const from = Math.max(t0, cellStart);
      const to = Math.min(t1, cellEnd);
      if (to <= from) return;
      const span = to - from;
      const middle = ((from + to) / 2 - t0) / (t1 - t0);
      for (let c = 0; c < channels; c++) area[c] += span * (v0[c] + (v1[c] - v0[c]) * middle);
      covered += span;
    },
    finish(out) {
      if (covered === 0) return false;
      for (let c = 0; c < channels; c++) out[c] = area[c] / covered;
      area.fill(0);
      covered = 0;
      return true;
    },
  };
}
