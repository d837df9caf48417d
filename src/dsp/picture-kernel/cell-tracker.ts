import type { Channel } from "../../base/frame.ts";

import type { CellGrid } from "./cell-grid.ts";

/**
 * Cells of a picture, each found again in later pictures: least squares over displacement, contrast and brightness (Lucas and
 * Kanade 1981 in the inverse form of Baker and Matthews, IJCV 2004, with the linear model of light of Negahdaripour, IEEE PAMI
 * 1998), so that a lamp that dims is not movement. Arrays are of the tracker and hold one value a cell.
 */
export interface CellTracker {
  readonly grid: CellGrid;
  /**
   * Makes the picture of a channel with a sample for each pixel of a frame of the planned size: means of blocks, smoothed by
   * 1-2-1 along both axes, so that what is finer than the blocks does not alias into false movement.
   */
  fill(channel: Channel): void;
  /** Takes what the picture shows of a cell as its new appearance, and sets `textures`, `errorsX` and `errorsY`. Allocates nothing. */
  take(cell: number): void;
  /**
   * Finds the cells that are `sought` near where they were, sets `sought` to 1 for those found and to 0 for those that leave
   * the picture, and for those found `xs`, `ys`, `contrasts` and `residuals`. Cells must have been taken with a texture of
   * MIN_TEXTURE or more. Allocates nothing.
   */
  find(): void;
  /** Uint8Array: 1 where the cell is to be found; says after `find` where it was. */
  readonly sought: Uint8Array;
  /** Float32Array: where a cell stands, reduced pixels from where it was taken; to be set to 0 by who takes it. */
  readonly xs: Float32Array;
  readonly ys: Float32Array;
  /** Float32Array: contrast over that of the appearance. */
  readonly contrasts: Float32Array;
  /** Float32Array: variance of what displacement and light leave unexplained, grey levels squared, at least NOISE_FLOOR. */
  readonly residuals: Float32Array;
  /** Float32Array: variance of brightness over the cell as taken, grey levels squared. */
  readonly textures: Float32Array;
  /**
   * Float32Array: variances of the displacement along x and y per unit of pixel noise variance, reduced pixels squared;
   * meaningless where the texture is below MIN_TEXTURE.
   */
  readonly errorsX: Float32Array;
  readonly errorsY: Float32Array;
}

/** A cell whose brightness varies by less than half a grey level holds nothing that can be followed. */
export const MIN_TEXTURE = 0.25;
/** Noise of a pixel of the reduced picture that is never undercut: what 8 bits and a codec leave, grey levels squared. */
export const NOISE_FLOOR = 0.02;
/** Where texture does not hold the cell, it is taken to stay within this of where it was: pixels of the reduced picture. */
const PRIOR = 0.5;
/** What is added to the normal matrix for displacement ... */
export const PLACE_PRIOR = NOISE_FLOOR / (PRIOR * PRIOR);
/** ... and for contrast, so that the matrix of an even cell can be inverted. */
export const CONTRAST_PRIOR = 1e-3;
/** Further steps are taken while the last one was longer than this, reduced pixels; a step leaves some hundredths of itself. */
export const GOOD_STEP = 0.02;
export const MOST_STEPS = 3;
