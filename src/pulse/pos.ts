import { planRing } from "../base/ring.ts";

/**
 * POS, plane orthogonal to skin (Wang, den Brinker, Stuijk, de Haan, IEEE TBME 2017), in incremental form.
 *
 * Both rows of the projection sum to zero, so the window that ends at sample n adds a_n . C[j] to sample j, with
 * a_n = [-2 alpha, 1 + alpha, alpha - 1] / mean_n(C) and no constant. The overlap-added output is H[j] = A_j . C[j], where A_j
 * sums the a_n of the windows that cover j: one a_n per sample, no accumulating state, no drift.
 */
export interface Pos {
  /** Adds one sample of mean R, G, B (0..255, above 0). */
  push(r: number, g: number, b: number): void;
  /** Writes H for the last `n` samples to `out` (Float64Array [n]); relative colour change, unit 1. The newest are not final. */
  read(n: number, out: Float64Array): void;
  /** Projection a_n of the newest sample on R, G, B: the causal pulse direction. */
  newestProjection(): readonly [number, number, number];
}

/** Window of 1.6 s, as published: long enough for one beat at 40 /min, short enough to follow motion. */
export const POS_WINDOW_S = 1.6;

/** Plans POS over `capacity` kept samples. Allocates once. */
export function planPos(fsHz: number, capacity: number): Pos {
  const window = Math.round(POS_WINDOW_S * fsHz);
  const colour = [0, 1, 2].map(() => planRing(capacity + window));
  const projection = [0, 1, 2].map(() => planRing(capacity + window));
  const newest: [number, number, number] = [0, 0, 0];

  return {
    push(r, g, b) {
      colour[0].push(r);
      colour[1].push(g);
      colour[2].push(b);
      if (colour[0].length >= window) project(colour, window, newest);
      for (let c = 0; c < 3; c++) projection[c].push(newest[c]);
    },
    read(n, out) {
      const end = colour[0].length;
      const sum = [0, 0, 0];
      // Windows that cover sample j end at j .. j + window - 1; walking back from the newest, one enters per step.
      for (let j = end - 1; j >= end - n; j--) {
        let value = 0;
        const leaving = j + window;
        for (let c = 0; c < 3; c++) {
          sum[c] += projection[c].at(j);
          if (leaving < end) sum[c] -= projection[c].at(leaving);
          value += sum[c] * colour[c].at(j);
        }
        out[j - (end - n)] = value / Math.min(window, end - j);
      }
    },
    newestProjection: () => newest,
  };
}

/** Writes a_n of the window that ends at the newest sample. */
function project(colour: readonly ReturnType<typeof planRing>[], window: number, out: [number, number, number]): void {
  const end = colour[0].length;
  const mean = [0, 0, 0];
  for (let j = end - window; j < end; j++) for (let c = 0; c < 3; c++) mean[c] += colour[c].at(j);
  for (let c = 0; c < 3; c++) mean[c] = Math.max(mean[c] / window, Number.MIN_VALUE);
  let power1 = 0;
  let power2 = 0;
  for (let j = end - window; j < end; j++) {
    const r = colour[0].at(j) / mean[0] - 1;
    const g = colour[1].at(j) / mean[1] - 1;
    const b = colour[2].at(j) / mean[2] - 1;
    power1 += (g - b) ** 2;
    power2 += (g + b - 2 * r) ** 2;
  }
  const alpha = power2 > 0 ? Math.sqrt(power1 / power2) : 0;
  out[0] = (-2 * alpha) / mean[0];
  out[1] = (1 + alpha) / mean[1];
  out[2] = (alpha - 1) / mean[2];
}
