import { type Detrender, planSmoothnessDetrend } from "../dsp/smoothness-detrend.ts";
import type { MotionBuffer, MotionGrid } from "../traces/motion-buffer.ts";

import { type ChestChannel, DECIMATION, planChestCells } from "./chest-cells.ts";
import type { CellPlace } from "./chest-place.ts";
import { type CommonMotion, commonMotion, motionOf, type StillCell } from "./chest-room.ts";

/** Slower than this, Hz, half of an amplitude counts as drift: below half of the slowest breath. */
export const DRIFT_HZ = 0.03;

/** What the analysis looks at: cells that were seen throughout the window. Its channels are overwritten by the next reading. */
export interface ChestWindow {
  readonly grid: MotionGrid;
  /** Samples of the buffer, [from, to). */
  readonly from: number;
  readonly to: number;
  /** Of the channels' paths, which are without the room's movement and without drift. */
  readonly fsHz: number;
  /** Samples at `fsHz`. */
  readonly n: number;
  readonly channels: readonly ChestChannel[];
  /** Int32Array [2 * cells]: place in `channels` of each cell's x, then of each cell's y; -1 where it was not seen. */
  readonly channelAt: Int32Array;
  /** Movement of the room along each axis, Float64Array [to - from], px: what the camera did; and the cells that show it. */
  readonly roomX: CommonMotion;
  readonly roomY: CommonMotion;
  /** Share of the cells known until 2 s before the end that were lost since: something passes, or the patient turns. */
  readonly lostShare: number;
}

/** The cells of a window that are looked at alone, and those of them that stand for the room along each axis. */
export interface KnownCells {
  readonly cells: ReadonlySet<number>;
  readonly stillX: readonly StillCell[];
  readonly stillY: readonly StillCell[];
}

/** Reads windows out of a buffer. */
export interface ChestWindowReader {
  /**
   * Samples [from, to), a multiple of DECIMATION; `places` null when no head is known; `known` null: all cells, among which those of the
   * room are looked for. null before the first measurement. Allocates.
   */
  read(
    buffer: MotionBuffer,
    from: number,
    to: number,
    places: readonly CellPlace[] | null,
    known: KnownCells | null,
  ): ChestWindow | null;
}

/** Plans a reader; it keeps one detrending for each length of window. */
export function planChestWindow(): ChestWindowReader {
  const readCells = planChestCells();
  const detrenders = new Map<number, Detrender>();
  function detrenderFor(n: number, fsHz: number): Detrender {
    let detrender = detrenders.get(n);
    if (!detrender) {
      detrender = planSmoothnessDetrend(n, (fsHz / (2 * Math.PI * DRIFT_HZ)) ** 2);
      detrenders.set(n, detrender);
    }
    return detrender;
  }
  return {
    read(buffer, from, to, places, known) {
      const { grid } = buffer;
      if (!grid) return null;
      const fsHz = buffer.fsHz / DECIMATION;
      const n = (to - from) / DECIMATION;
      const { channels, lostShare } = readCells(buffer, grid, from, to, known?.cells ?? null);
      const roomAlong = (axis: ChestChannel["axis"], still: readonly StillCell[] | undefined) => {
        const along = channels.filter((channel) => channel.axis === axis);
        return still ? motionOf(along, still, to - from) : commonMotion(along, places, to - from);
      };
      const roomX = roomAlong("xPx", known?.stillX);
      const roomY = roomAlong("yPx", known?.stillY);
      const [x, y] = [decimate(roomX.path, n), decimate(roomY.path, n)];
      const detrender = detrenderFor(n, fsHz);
      const cells = grid.columns * grid.rows;
      const channelAt = new Int32Array(2 * cells).fill(-1);
      channels.forEach(({ cell, axis, path }, c) => {
        channelAt[axis === "xPx" ? cell : cells + cell] = c;
        const room = axis === "xPx" ? x : y;
        for (let i = 0; i < n; i++) path[i] -= room[i];
        detrender.apply(path);
      });
      return { grid, from, to, fsHz, n, channels, channelAt, roomX, roomY, lostShare };
    },
  };
}

/** A cell along an axis in a window; null where it was not seen. */
export function channelOf(
  { grid, channels, channelAt }: ChestWindow,
  axis: ChestChannel["axis"],
  cell: number,
): ChestChannel | null {
  return channels[channelAt[axis === "xPx" ? cell : grid.columns * grid.rows + cell]] ?? null;
}

function decimate(room: Float64Array, n: number): Float64Array {
  const out = new Float64Array(n);
  for (let i = 0, k = 0; i < n; i++, k += DECIMATION) {
    for (let j = 0; j < DECIMATION; j++) out[i] += room[k + j] / DECIMATION;
  }
  return out;
}
