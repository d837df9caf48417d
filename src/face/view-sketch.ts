import type { Channel, Frame } from "../base/frame.ts";

const COLUMNS = 32;
const ROWS = 24;
/** Samples of a cell: their mean has half of a pixel's noise. */
const OFFSETS = [0.2, 0.4, 0.6, 0.8] as const;
/** Steps of 255 by which a cell has changed: several times the noise of a lit sensor. */
const CHANGED = 10;
/** A face that is large enough to be measured covers more cells than this. */
const MOST_CHANGED_CELLS = 2;

export interface ViewSketch {
  /** Remembers how the view looks. */
  take(frame: Frame): void;
  /** Whether it may show somebody who was not there: true before the first `take`. Movement and light count as changes too. */
  hasChanged(frame: Frame): boolean;
}

/** Plans a coarse memory of the view, 32 x 24 cells of four pixels each: in a view that stays nobody can have come. Allocates once. */
export function planViewSketch(): ViewSketch {
  const cells = new Float32Array(COLUMNS * ROWS);
  let isTaken = false;
  return {
    take(frame) {
      const channel = frame.channels[frame.colour.model === "rgb" ? 1 : 0];
      for (let cell = 0; cell < cells.length; cell++) cells[cell] = level(frame, channel, cell);
      isTaken = true;
    },
    hasChanged(frame) {
      if (!isTaken) return true;
      const channel = frame.channels[frame.colour.model === "rgb" ? 1 : 0];
      let changed = 0;
      for (let cell = 0; cell < cells.length; cell++) {
        if (Math.abs(level(frame, channel, cell) - cells[cell]) > CHANGED && ++changed > MOST_CHANGED_CELLS)
          return true;
      }
      return false;
    },
  };
}

function level({ widthPx, heightPx }: Frame, channel: Channel, cell: number): number {
  const { data, offset, strideBytes, stepBytes } = channel;
  let sum = 0;
  for (let i = 0; i < OFFSETS.length; i++) {
    const x = Math.floor((((cell % COLUMNS) + OFFSETS[i]) * widthPx) / COLUMNS);
    const y = Math.floor(((Math.floor(cell / COLUMNS) + OFFSETS[(i + 2) % OFFSETS.length]) * heightPx) / ROWS);
    sum += data[offset + y * strideBytes + x * stepBytes];
  }
  return sum / OFFSETS.length;
}
