import type { Frame } from "../base/frame.ts";
import type { TissueMotion } from "../base/tissue-motion.ts";
import { CELL_SIDE, type CellGrid, planCellGrid } from "../dsp/picture-kernel/cell-grid.ts";
import { type CellTracker, MIN_TEXTURE } from "../dsp/picture-kernel/cell-tracker.ts";
import { planCellTracker } from "../dsp/picture-kernel/tracker-choice.ts";

/** Measurements a second, at most: ten samples for the fastest breath of 60 /min. */
const INTERVAL_MS = 100;
/** A frame this early is taken: at 30 fps every third frame, whatever its jitter. */
const EARLY_MS = 10;
/** Frames further apart than this may hold a movement that cannot be followed: everything begins anew. */
const MAX_GAP_MS = 1000;
/** A cell that has moved by half its side shows other tissue than the place that it stands for. */
const MAX_SHIFT = CELL_SIDE / 2;
/**
 * Measurements after which a cell's appearance is taken anew, 25 s: errors then add up once in 25 s instead of once a
 * measurement, far below the slowest breath, and slow changes of light and posture are followed.
 */
const RENEWAL = 250;
/** Unexplained change by this share of the texture and this many times the usual: something else is there now. */
const LOST_SHARE = 0.3;
const LOST_NOISE = 6;
/** Light seldom halves the contrast of a cell within its template's time; a hand before it does. */
const LEAST_CONTRAST = 0.5;
/** Share of a new residual in the running one. */
const NOISE_SHARE = 0.05;

export interface TissueMeter {
  /**
   * Where the tissue of each cell stands, at most ten times a second of the frames' own time; null for the frames between.
   * The result is overwritten by the next measurement. Allocates only when the size of the frame changes.
   */
  measure(frame: Frame): TissueMotion | null;
}

/**
 * Plans the measurement of movement in the whole view: cells of 8 x 8 pixels of a picture reduced to 160, each found again
 * by least squares against an appearance taken up to 25 s before. Because every position is measured against that appearance
 * and not against the measurement before, errors do not walk. Appearances are renewed at a different time for each cell,
 * so that no step is common to many.
 */
export function planTissueMotion(planTracker: (grid: CellGrid) => CellTracker = planCellTracker): TissueMeter {
  let grid: Grid | null = null;
  let lastMs = Number.NEGATIVE_INFINITY;
  return {
    measure(frame) {
      const sinceMs = frame.tMs - lastMs;
      if (sinceMs >= 0 && sinceMs < INTERVAL_MS - EARLY_MS) return null;
      const { widthPx, heightPx } = frame;
      if (!grid || grid.motion.widthPx !== widthPx || grid.motion.heightPx !== heightPx)
        grid = planGrid(planTracker(planCellGrid(widthPx, heightPx)));
      // The sum stays on the clock of ten a second instead of on the frames' own rhythm.
      const onTimeMs = lastMs + INTERVAL_MS;
      lastMs = Math.abs(frame.tMs - onTimeMs) < INTERVAL_MS / 2 ? onTimeMs : frame.tMs;
      return grid.measure(frame, sinceMs < 0 || sinceMs > MAX_GAP_MS);
    },
  };
}

interface Grid {
  readonly motion: TissueMotion;
  measure(frame: Frame, anew: boolean): TissueMotion;
}

function planGrid(tracker: CellTracker): Grid {
  const { widthPx, heightPx, blockPx, columns, rows, left, top } = tracker.grid;
  const { sought, xs, ys, contrasts, residuals, textures, errorsX, errorsY } = tracker;
  const cells = columns * rows;
  const motion = {
    tMs: 0,
    widthPx,
    heightPx,
    columns,
    rows,
    cellPx: CELL_SIDE * blockPx,
    leftPx: left * blockPx,
    topPx: top * blockPx,
    xPx: new Float32Array(cells),
    yPx: new Float32Array(cells),
    qualityX: new Float32Array(cells),
    qualityY: new Float32Array(cells),
  };
  /** Where the cells' appearances were taken, and where they stood in the last picture, reduced pixels. */
  const baseX = new Float64Array(cells);
  const baseY = new Float64Array(cells);
  const lastX = new Float32Array(cells);
  const lastY = new Float32Array(cells);
  /** Usual residual, grey levels squared. */
  const noise = new Float64Array(cells).fill(1);
  let count = 0;

  /** Whether a cell that was found shows what it did; its usual residual follows where it does. */
  function isSame(cell: number): boolean {
    const residual = residuals[cell];
    const contrast = contrasts[cell];
    if (residual > LOST_SHARE * textures[cell] && residual > LOST_NOISE * noise[cell]) return false;
    if (contrast < LEAST_CONTRAST || contrast > 1 / LEAST_CONTRAST) return false;
    noise[cell] += NOISE_SHARE * (residual - noise[cell]);
    return true;
  }

  function renew(cell: number): void {
    baseX[cell] += xs[cell];
    baseY[cell] += ys[cell];
    xs[cell] = 0;
    ys[cell] = 0;
    tracker.take(cell);
  }

  return {
    motion,
    measure(frame, anew) {
      motion.tMs = frame.tMs;
      // The luma of yuv and grey frames and the green of rgb, where most of the light is.
      tracker.fill(frame.channels[frame.colour.model === "rgb" ? 1 : 0]);
      lastX.set(xs);
      lastY.set(ys);
      for (let i = 0; i < cells; i++) sought[i] = !anew && textures[i] >= MIN_TEXTURE ? 1 : 0;
      tracker.find();
      for (let i = 0; i < cells; i++) {
        const followed = sought[i] === 1 && isSame(i);
        if (!followed) {
          xs[i] = lastX[i];
          ys[i] = lastY[i];
        }
        motion.xPx[i] = blockPx * (baseX[i] + xs[i]);
        motion.yPx[i] = blockPx * (baseY[i] + ys[i]);
        motion.qualityX[i] = followed ? 1 / (blockPx * Math.sqrt(noise[i] * errorsX[i])) : 0;
        motion.qualityY[i] = followed ? 1 / (blockPx * Math.sqrt(noise[i] * errorsY[i])) : 0;
        const shift = Math.max(Math.abs(xs[i]), Math.abs(ys[i]));
        // Neighbours are renewed at times far apart: 89 shares no divisor with the interval.
        if (!followed || shift > MAX_SHIFT || (count + 89 * i) % RENEWAL === 0) renew(i);
      }
      count++;
      return motion;
    },
  };
}
