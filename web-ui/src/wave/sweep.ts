const ERASE_BAR_CSS_PX = 18;

/** One canvas' sweep in device pixels: column 0, 1, 2, ... of all time, each shown at its place modulo the width. */
export interface Sweep {
  readonly widthPx: number;
  readonly pxPerMs: number;
  readonly barPx: number;
}

/** `pxPerS`: speed of the sweep in CSS pixels. */
export function sweepOf(cssWidth: number, devicePixelRatio: number, pxPerS: number): Sweep {
  return {
    widthPx: Math.max(1, Math.round(cssWidth * devicePixelRatio)),
    pxPerMs: (pxPerS / 1000) * devicePixelRatio,
    barPx: Math.round(ERASE_BAR_CSS_PX * devicePixelRatio),
  };
}

export function columnAt(sweep: Sweep, tMs: number): number {
  return Math.floor(tMs * sweep.pxPerMs);
}

export function timeOf(sweep: Sweep, column: number): number {
  return column / sweep.pxPerMs;
}

/** Place of a column on the canvas, 0..width-1. */
export function placeOf(sweep: Sweep, column: number): number {
  return ((column % sweep.widthPx) + sweep.widthPx) % sweep.widthPx;
}

/** Parts of the canvas, [x, width], that columns `from` to `to` (inclusive) cover; two where they wrap around its edge. */
export function placesOf(sweep: Sweep, from: number, to: number): [number, number][] {
  const count = Math.min(to - from + 1, sweep.widthPx);
  if (count <= 0) return [];
  const x = placeOf(sweep, to - count + 1);
  const first = Math.min(count, sweep.widthPx - x);
  return first === count
    ? [[x, count]]
    : [
        [x, first],
        [0, count - first],
      ];
}

/** First column of the screen that ends at `column`: older ones are under the erase bar or were swept over. */
export function oldestVisible(sweep: Sweep, column: number): number {
  return column - (sweep.widthPx - sweep.barPx) + 1;
}
