import { type Detrender, planSmoothnessDetrend } from "../dsp/smoothness-detrend.ts";
import type { MotionBuffer, MotionGrid } from "../traces/motion-buffer.ts";

import type { CellPlace } from "./chest-place.ts";
import { commonMotion, type StillCell } from "./chest-room.ts";

/** Samples of the buffer's 10 Hz clock that make one of the analysis: 3.3 Hz hold 60 /min and what lies around it. */
export const DECIMATION = 3;
/** A cell counts when it was found in this share of the window; across the rest it is taken to stand still. */
const MIN_FOUND = 0.9;
/** An axis along which texture holds a cell worse than this, in cells, tells nothing. */
const WORST_ERROR_CELLS = 0.05;
/** What a codec makes a still cell wander, in cells: 0.02 px of 32. */
const LEAST_ERROR_CELLS = 0.0006;
/** What is called newest, s. */
export const NEWEST_S = 2;
/** Slower than this, Hz, half of an amplitude counts as drift: below half of the slowest breath. */
export const DRIFT_HZ = 0.03;

/** One cell along one axis over the window. */
export interface ChestChannel {
  readonly cell: number;
  readonly axis: "xPx" | "yPx";
  /** Standard deviation of one sample's error, px. */
  readonly sdPx: number;
  /** Float64Array [n] at `fsHz`: position without the room's movement and without drift, px. */
  readonly path: Float64Array;
}

/** What the analysis looks at: all cells that were seen throughout the window. */
export interface ChestWindow {
  readonly grid: MotionGrid;
  /** Samples of the buffer, [from, to). */
  readonly from: number;
  readonly to: number;
  readonly fsHz: number;
  /** Samples at `fsHz`. */
  readonly n: number;
  readonly channels: readonly ChestChannel[];
  /** Float64Array [to - from]: movement of the room along each axis, px: what the camera did. */
  readonly roomX: Float64Array;
  readonly roomY: Float64Array;
  /** The cells that show it. */
  readonly stillX: readonly StillCell[];
  readonly stillY: readonly StillCell[];
  /** Share of the cells known until 2 s before the end that were lost since: something passes, or the patient turns. */
  readonly lostShare: number;
}

/** Reads windows out of a buffer. */
export interface ChestWindowReader {
  /** Samples [from, to), a multiple of DECIMATION; `places` null when no head is known. null before the first measurement. Allocates. */
  read(buffer: MotionBuffer, from: number, to: number, places: readonly CellPlace[] | null): ChestWindow | null;
}

interface RawChannel {
  readonly cell: number;
  readonly axis: "xPx" | "yPx";
  readonly sdPx: number;
  readonly raw: Float64Array;
}

/** Plans a reader; it keeps one detrending for each length of window. */
export function planChestWindow(): ChestWindowReader {
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
    read(buffer, from, to, places) {
      const { grid } = buffer;
      if (!grid) return null;
      const fsHz = buffer.fsHz / DECIMATION;
      const n = (to - from) / DECIMATION;
      const { channels: raws, lostShare } = readChannels(buffer, grid, from, to);
      const { path: roomX, still: stillX } = commonMotion(
        raws.filter((c) => c.axis === "xPx"),
        places,
        to - from,
      );
      const { path: roomY, still: stillY } = commonMotion(
        raws.filter((c) => c.axis === "yPx"),
        places,
        to - from,
      );
      const detrender = detrenderFor(n, fsHz);
      const channels = raws.map(({ cell, axis, sdPx, raw }) => {
        const path = decimate(raw, axis === "xPx" ? roomX : roomY, n);
        detrender.apply(path);
        return { cell, axis, sdPx, path };
      });
      return { grid, from, to, fsHz, n, channels, roomX, roomY, stillX, stillY, lostShare };
    },
  };
}

function readChannels(buffer: MotionBuffer, grid: MotionGrid, from: number, to: number) {
  const length = to - from;
  const newest = Math.max(0, length - NEWEST_S * buffer.fsHz);
  const quality = new Float64Array(length);
  const channels: RawChannel[] = [];
  let known = 0;
  let lost = 0;
  for (let cell = 0; cell < grid.columns * grid.rows; cell++) {
    for (const axis of ["xPx", "yPx"] as const) {
      buffer.read(axis === "xPx" ? "qualityX" : "qualityY", cell, from, to, quality);
      let found = 0;
      let foundLately = 0;
      let sum = 0;
      for (let i = 0; i < length; i++) {
        if (quality[i] <= 0) continue;
        found++;
        sum += quality[i];
        if (i >= newest) foundLately++;
      }
      if (axis === "xPx" && found - foundLately >= MIN_FOUND * newest && newest > 0) {
        known++;
        if (foundLately < MIN_FOUND * (length - newest)) lost++;
      }
      if (found < MIN_FOUND * length) break;
      const expectedPx = found / sum;
      if (expectedPx > WORST_ERROR_CELLS * grid.cellPx) continue;
      const raw = new Float64Array(length);
      buffer.read(axis, cell, from, to, raw);
      const sdPx = Math.max(roughness(raw), expectedPx / 4, LEAST_ERROR_CELLS * grid.cellPx);
      channels.push({ cell, axis, sdPx, raw });
    }
  }
  return { channels, lostShare: known === 0 ? 0 : lost / known };
}

/** Standard deviation of what changes from sample to sample: second differences of white noise have six times its variance. */
function roughness(raw: Float64Array): number {
  let sum = 0;
  for (let i = 1; i + 1 < raw.length; i++) sum += (raw[i + 1] - 2 * raw[i] + raw[i - 1]) ** 2;
  return Math.sqrt(sum / Math.max(1, raw.length - 2) / 6);
}

function decimate(raw: Float64Array, room: Float64Array, n: number): Float64Array {
  const out = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let k = i * DECIMATION; k < (i + 1) * DECIMATION; k++) sum += raw[k] - room[k];
    out[i] = sum / DECIMATION;
  }
  return out;
}
