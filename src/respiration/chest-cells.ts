import type { MotionBuffer, MotionGrid } from "../traces/motion-buffer.ts";

/** Samples of the buffer's 10 Hz clock that make one of the analysis: 3.3 Hz hold 60 /min and what lies around it. */
export const DECIMATION = 3;
/** What is called newest, s. */
export const NEWEST_S = 2;
/** A cell counts when it was found in this share of the window; across the rest it is taken to stand still. */
const MIN_FOUND = 0.9;
/** An axis along which texture holds a cell worse than this, in cells, tells nothing. */
const WORST_ERROR_CELLS = 0.05;
/** What a codec makes a still cell wander, in cells: 0.02 px of 32. */
const LEAST_ERROR_CELLS = 0.0006;

/** One cell along one axis over the window. Its arrays are overwritten by the next reading. */
export interface ChestChannel {
  readonly cell: number;
  readonly axis: "xPx" | "yPx";
  /** Standard deviation of one sample's error, px. */
  readonly sdPx: number;
  /** Float64Array [to - from]: position on the buffer's clock, px; its mean and its standard deviation. */
  readonly raw: Float64Array;
  readonly meanPx: number;
  readonly spreadPx: number;
  /** Float64Array [(to - from) / DECIMATION]: means of its samples, px. */
  readonly path: Float64Array;
}

export interface ChestCells {
  readonly channels: readonly ChestChannel[];
  /** Share of the cells known until 2 s before the end that were lost since: something passes, or the patient turns. */
  readonly lostShare: number;
}

/** Reads the cells that were seen throughout samples [from, to); of `cells` alone, where given. */
export type ChestCellReader = (
  buffer: MotionBuffer,
  grid: MotionGrid,
  from: number,
  to: number,
  cells: ReadonlySet<number> | null,
) => ChestCells;

/** Plans a reader; it keeps the room for one length of window. */
export function planChestCells(): ChestCellReader {
  let planned = 0;
  let raws: Float64Array[] = [];
  let paths: Float64Array[] = [];
  return (buffer, grid, from, to, cells) => {
    const length = to - from;
    if (planned !== length) [planned, raws, paths] = [length, [], []];
    const newest = Math.max(0, length - NEWEST_S * buffer.fsHz);
    const channels: ChestChannel[] = [];
    let known = 0;
    let lost = 0;
    for (let cell = 0; cell < grid.columns * grid.rows; cell++) {
      const found = buffer.countFound(cell, from, to);
      const foundLately = buffer.countFound(cell, from + newest, to);
      if (newest > 0 && found - foundLately >= MIN_FOUND * newest) {
        known++;
        if (foundLately < MIN_FOUND * (length - newest)) lost++;
      }
      if (found < MIN_FOUND * length || cells?.has(cell) === false) continue;
      for (const axis of ["xPx", "yPx"] as const) {
        const expectedPx = found / buffer.sum(axis === "xPx" ? "qualityX" : "qualityY", cell, from, to);
        if (!(expectedPx <= WORST_ERROR_CELLS * grid.cellPx)) continue;
        const at = channels.length;
        raws[at] ??= new Float64Array(length);
        paths[at] ??= new Float64Array(length / DECIMATION);
        buffer.read(axis, cell, from, to, raws[at]);
        const { roughPx, meanPx, spreadPx } = measure(raws[at], paths[at]);
        const sdPx = Math.max(roughPx, expectedPx / 4, LEAST_ERROR_CELLS * grid.cellPx);
        channels.push({ cell, axis, sdPx, raw: raws[at], meanPx, spreadPx, path: paths[at] });
      }
    }
    return { channels, lostShare: known === 0 ? 0 : lost / known };
  };
}

/**
 * Mean and standard deviation of a path, and the standard deviation of what changes from sample to sample: second differences of white
 * noise have six times its variance. Its decimated course goes into `path`.
 */
function measure(raw: Float64Array, path: Float64Array): { roughPx: number; meanPx: number; spreadPx: number } {
  const n = raw.length;
  // Against the first sample, so that squares of large positions do not swallow small movements.
  const origin = raw[0];
  let sum = 0;
  let square = 0;
  let rough = 0;
  let [before, last] = [0, 0];
  for (let i = 0, at = 0; at < path.length; at++) {
    let part = 0;
    for (let k = 0; k < DECIMATION; k++, i++) {
      const moved = raw[i] - origin;
      const bend = moved - 2 * last + before;
      part += moved;
      square += moved * moved;
      rough += bend * bend;
      before = last;
      last = moved;
    }
    sum += part;
    path[at] = origin + part / DECIMATION;
  }
  // The path began with a stretch that was not there: its first bend is a step alone.
  const step = raw[1] - origin;
  const mean = sum / n;
  return {
    roughPx: Math.sqrt(Math.max(0, rough - step * step) / (n - 2) / 6),
    meanPx: origin + mean,
    spreadPx: Math.sqrt(Math.max(0, square / n - mean * mean)),
  };
}
