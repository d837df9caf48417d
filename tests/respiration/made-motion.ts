import type { TissueMotion } from "../../src/base/tissue-motion.ts";
import { type MotionBuffer, planMotionBuffer } from "../../src/traces/motion-buffer.ts";
import type { HeadPlace } from "../../src/respiration/chest-place.ts";

export const COLUMNS = 19;
const ROWS = 14;
const CELL_PX = 32;

/** Position of a cell at a time, px from its rest; null where it is not found. */
export type Movement = (tS: number, column: number, row: number) => readonly [number, number] | null;

export interface MadeMotion {
  readonly buffer: MotionBuffer;
  /** Goes on to a time, s, measured ten times a second. */
  runTo(endS: number): void;
}

const DEVIATES = Float64Array.from({ length: 99_991 }, normal(1));

/** Measurements of a view of 640 x 480 whose cells move as told, each with an error of `noisePx` of its own. */
export function planMeasurements(movement: Movement, noisePx = 0.03, seed = 1): (tS: number) => TissueMotion {
  const cells = COLUMNS * ROWS;
  let deviate = (977 * seed) % DEVIATES.length;
  const random = () => DEVIATES[deviate++ % DEVIATES.length];
  return (tS) => {
    const xPx = new Float32Array(cells);
    const yPx = new Float32Array(cells);
    const quality = new Float32Array(cells);
    for (let cell = 0; cell < cells; cell++) {
      const place = movement(tS, cell % COLUMNS, Math.floor(cell / COLUMNS));
      xPx[cell] = (place?.[0] ?? 0) + noisePx * random();
      yPx[cell] = (place?.[1] ?? 0) + noisePx * random();
      quality[cell] = place ? 1 / noisePx : 0;
    }
    return {
      tMs: 1000 * tS,
      widthPx: 640,
      heightPx: 480,
      columns: COLUMNS,
      rows: ROWS,
      cellPx: CELL_PX,
      leftPx: 16,
      topPx: 16,
      xPx,
      yPx,
      qualityX: quality,
      qualityY: quality,
    };
  };
}

/** Such measurements in a buffer. */
export function madeMotion(movement: Movement, noisePx = 0.03, seed = 1): MadeMotion {
  const buffer = planMotionBuffer(320);
  const measure = planMeasurements(movement, noisePx, seed);
  let next = 0;
  return {
    buffer,
    runTo(endS) {
      for (; next <= 10 * endS; next++) buffer.push(measure(next / 10));
    },
  };
}

/** Chest cells of an upright patient in the middle of the view, whose head is `HEAD`. */
export const isChest = (column: number, row: number) => column >= 6 && column <= 12 && row >= 8;

/** A head above that chest: the chin at (320, 250), the face 120 px wide. */
export const HEAD: HeadPlace = { topXPx: 320, topYPx: 110, chinXPx: 320, chinYPx: 250, widthPx: 120 };

/** A breath that draws in for two fifths of its time, 0 to 1. */
export function filling(tS: number, brpm: number): number {
  const phase = (tS * brpm) / 60 - Math.floor((tS * brpm) / 60);
  return phase < 0.4
    ? (1 - Math.cos((Math.PI * phase) / 0.4)) / 2
    : (1 + Math.cos((Math.PI * (phase - 0.4)) / 0.6)) / 2;
}

/** Seeded normal deviates (mulberry32, Box and Muller). */
export function normal(seed: number): () => number {
  let state = seed >>> 0;
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (((mixed ^ (mixed >>> 14)) >>> 0) + 0.5) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** Correlation of two series of one length. */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const n = a.length;
  let meanA = 0;
  let meanB = 0;
  for (let i = 0; i < n; i++) {
    meanA += a[i] / n;
    meanB += b[i] / n;
  }
  let ab = 0;
  let aa = 0;
  let bb = 0;
  for (let i = 0; i < n; i++) {
    ab += (a[i] - meanA) * (b[i] - meanB);
    aa += (a[i] - meanA) ** 2;
    bb += (b[i] - meanB) ** 2;
  }
  return ab / Math.sqrt(aa * bb);
}
