import type { Frame } from "../base/frame.ts";
import type { TissueMotion } from "../base/tissue-motion.ts";

import { planTissuePicture, type TissuePicture } from "./tissue-picture.ts";
import { CELL_SIDE, MIN_TEXTURE, planTissueTemplate, type TissueFit, type TissueTemplate } from "./tissue-template.ts";

/** Measurements a second, at most: ten samples for the fastest breath of 60 /min. */
const INTERVAL_MS = 100;
/** A frame this early is taken: at 30 fps every third frame, whatever its jitter. */
const EARLY_MS = 10;
/** Frames further apart than this may hold a movement that cannot be followed: everything begins anew. */
const MAX_GAP_MS = 1000;
/** Pixels of the reduced picture that stay free around the cells, so that a cell can move. */
const MARGIN = 4;
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

interface Cell {
  readonly left: number;
  readonly top: number;
  readonly template: TissueTemplate;
  readonly fit: TissueFit;
  baseX: number;
  baseY: number;
  noise: number;
  known: boolean;
}

/**
 * Plans the measurement of movement in the whole view: cells of 8 x 8 pixels of a picture reduced to 160, each found again
 * by least squares against an appearance taken up to 25 s before. Because every position is measured against that appearance
 * and not against the measurement before, errors do not walk. Appearances are renewed at a different time for each cell,
 * so that no step is common to many.
 */
export function planTissueMotion(): TissueMeter {
  let grid: Grid | null = null;
  let lastMs = Number.NEGATIVE_INFINITY;
  return {
    measure(frame) {
      const sinceMs = frame.tMs - lastMs;
      if (sinceMs >= 0 && sinceMs < INTERVAL_MS - EARLY_MS) return null;
      const { widthPx, heightPx } = frame;
      if (!grid || grid.motion.widthPx !== widthPx || grid.motion.heightPx !== heightPx)
        grid = planGrid(widthPx, heightPx);
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

function planGrid(widthPx: number, heightPx: number): Grid {
  const picture = planTissuePicture(widthPx, heightPx);
  const { blockPx } = picture;
  const columns = Math.max(0, Math.floor((picture.width - 2 * MARGIN) / CELL_SIDE));
  const rows = Math.max(0, Math.floor((picture.height - 2 * MARGIN) / CELL_SIDE));
  const left = (picture.width - columns * CELL_SIDE) >> 1;
  const top = (picture.height - rows * CELL_SIDE) >> 1;
  const cells = Array.from(
    { length: columns * rows },
    (_, i): Cell => ({
      left: left + (i % columns) * CELL_SIDE,
      top: top + Math.floor(i / columns) * CELL_SIDE,
      template: planTissueTemplate(),
      fit: { x: 0, y: 0, contrast: 1, residual: 0 },
      baseX: 0,
      baseY: 0,
      noise: 1,
      known: false,
    }),
  );
  const motion = {
    tMs: 0,
    widthPx,
    heightPx,
    columns,
    rows,
    cellPx: CELL_SIDE * blockPx,
    leftPx: left * blockPx,
    topPx: top * blockPx,
    xPx: new Float32Array(cells.length),
    yPx: new Float32Array(cells.length),
    qualityX: new Float32Array(cells.length),
    qualityY: new Float32Array(cells.length),
  };
  let count = 0;
  return {
    motion,
    measure(frame, anew) {
      motion.tMs = frame.tMs;
      picture.fill(frame);
      for (let i = 0; i < cells.length; i++) {
        const cell = cells[i];
        const followed = !anew && follow(cell, picture);
        motion.xPx[i] = blockPx * (cell.baseX + cell.fit.x);
        motion.yPx[i] = blockPx * (cell.baseY + cell.fit.y);
        const { template, noise } = cell;
        motion.qualityX[i] = followed ? 1 / (blockPx * Math.sqrt(noise * template.errorX)) : 0;
        motion.qualityY[i] = followed ? 1 / (blockPx * Math.sqrt(noise * template.errorY)) : 0;
        const shift = Math.max(Math.abs(cell.fit.x), Math.abs(cell.fit.y));
        // Neighbours are renewed at times far apart: 89 shares no divisor with the interval.
        if (!followed || shift > MAX_SHIFT || (count + 89 * i) % RENEWAL === 0) renew(cell, picture);
      }
      count++;
      return motion;
    },
  };
}

/** Finds a cell in the picture; false when it was not known or is lost. */
function follow(cell: Cell, picture: TissuePicture): boolean {
  if (!cell.known || cell.template.texture < MIN_TEXTURE) return false;
  const { fit, template } = cell;
  const { x, y } = fit;
  if (!template.find(picture, cell.left, cell.top, fit)) return false;
  const { residual, contrast } = fit;
  const otherThing = residual > LOST_SHARE * template.texture && residual > LOST_NOISE * cell.noise;
  if (otherThing || contrast < LEAST_CONTRAST || contrast > 1 / LEAST_CONTRAST) {
    fit.x = x;
    fit.y = y;
    return false;
  }
  cell.noise += NOISE_SHARE * (residual - cell.noise);
  return true;
}

function renew(cell: Cell, picture: TissuePicture): void {
  cell.baseX += cell.fit.x;
  cell.baseY += cell.fit.y;
  cell.fit.x = 0;
  cell.fit.y = 0;
  cell.template.take(picture, cell.left, cell.top);
  cell.known = true;
}
