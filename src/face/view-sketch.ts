import type { Channel, Frame } from "../base/frame.ts";

const COLUMNS = 32;
const ROWS = 24;
/** Samples of a cell along each axis: the mean of 16 changes little where cloth or hair shifts by a pixel or two. */
const SAMPLES = 4;
/** Steps of 255 by which a cell has changed: several times the noise of a lit sensor. */
const CHANGED = 10;
/** A face of a tenth of the view's height, too small yet to be measured, covers more cells than this. */
const MOST_CHANGED_CELLS = 4;

/** What a cell was like longer ago says little of the view of now: the light wanders. */
const KEPT_MS = 60_000;

export interface ViewSketch {
  /** Remembers how the view looks, beside how it looked in the last minute, or instead of it where `anew` is true. */
  take(frame: Frame, anew: boolean): void;
  /**
   * Whether it may show somebody who was not there: true before the first `take`. Movement and light count as changes too, unless the
   * view has looked like it before: a chest that breathes comes back.
   */
  hasChanged(frame: Frame): boolean;
  /** Forgets all, for example before another recording. */
  reset(): void;
}

/** Plans a coarse memory of the view, 32 x 24 cells: in a view that stays nobody can have come. Allocates once. */
export function planViewSketch(): ViewSketch {
  const lowest = new Float32Array(COLUMNS * ROWS);
  const highest = new Float32Array(COLUMNS * ROWS);
  let sinceMs = Number.NEGATIVE_INFINITY;
  return {
    take(frame, anew) {
      const channel = frame.channels[frame.colour.model === "rgb" ? 1 : 0];
      const begins = anew || frame.tMs - sinceMs > KEPT_MS;
      if (begins) sinceMs = frame.tMs;
      for (let cell = 0; cell < lowest.length; cell++) {
        const value = level(frame, channel, cell);
        lowest[cell] = begins ? value : Math.min(value, lowest[cell]);
        highest[cell] = begins ? value : Math.max(value, highest[cell]);
      }
    },
    hasChanged(frame) {
      if (sinceMs === Number.NEGATIVE_INFINITY) return true;
      const channel = frame.channels[frame.colour.model === "rgb" ? 1 : 0];
      let changed = 0;
      for (let cell = 0; cell < lowest.length; cell++) {
        const value = level(frame, channel, cell);
        const isNew = value < lowest[cell] - CHANGED || value > highest[cell] + CHANGED;
        if (isNew && ++changed > MOST_CHANGED_CELLS) return true;
      }
      return false;
    },
    reset() {
      sinceMs = Number.NEGATIVE_INFINITY;
    },
  };
}

function level({ widthPx, heightPx }: Frame, channel: Channel, cell: number): number {
  const { data, offset, strideBytes, stepBytes } = channel;
  const left = (cell % COLUMNS) * SAMPLES;
  const top = Math.floor(cell / COLUMNS) * SAMPLES;
  let sum = 0;
  for (let row = top; row < top + SAMPLES; row++) {
    const line = offset + Math.floor(((row + 0.5) * heightPx) / (ROWS * SAMPLES)) * strideBytes;
    for (let column = left; column < left + SAMPLES; column++) {
      sum += data[line + Math.floor(((column + 0.5) * widthPx) / (COLUMNS * SAMPLES)) * stepBytes];
    }
  }
  return sum / SAMPLES ** 2;
}
