import type { Channel } from "../base/frame.ts";

/** Samples of a channel, or means of blocks of them, with their place in the frame. */
export interface SampleGrid {
  readonly data: Uint8Array;
  /** Index in `data` of the sample at the origin. */
  readonly offset: number;
  readonly strideBytes: number;
  readonly stepBytes: number;
  readonly columns: number;
  readonly rows: number;
  /** Where the first sample's corner lies, frame pixels. */
  readonly leftPx: number;
  readonly topPx: number;
  /** Frame pixels that one sample covers. */
  readonly samplePxX: number;
  readonly samplePxY: number;
}

/** Pixels of the frame; what lies outside of it counts as its edge. */
export interface Area {
  readonly leftPx: number;
  readonly topPx: number;
  readonly rightPx: number;
  readonly bottomPx: number;
}

/** The channel's own samples: nothing is copied. */
export function wholeGrid(channel: Channel, widthPx: number, heightPx: number): SampleGrid {
  const { data, offset, strideBytes, stepBytes, shiftX, shiftY } = channel;
  const samplePxX = 1 << shiftX;
  const samplePxY = 1 << shiftY;
  return {
    data,
    offset,
    strideBytes,
    stepBytes,
    columns: Math.ceil(widthPx / samplePxX),
    rows: Math.ceil(heightPx / samplePxY),
    leftPx: 0,
    topPx: 0,
    samplePxX,
    samplePxY,
  };
}

export interface Shrinker {
  /**
   * Means of `factor` x `factor` samples over the area. The blocks are anchored to the frame, so that they stand still
   * while the area moves. At least 2x2 blocks; aliases memory that the next call overwrites.
   */
  shrink(grid: SampleGrid, area: Area, factor: number): SampleGrid;
}

export function planShrinker(): Shrinker {
  let memory = new Uint8Array(0);
  let sums = new Int32Array(0);
  return {
    shrink(grid, area, factor) {
      const blocks = { x: Math.floor(grid.columns / factor), y: Math.floor(grid.rows / factor) };
      const [firstX, columns] = blockRange(area.leftPx, area.rightPx, grid.samplePxX * factor, blocks.x);
      const [firstY, rows] = blockRange(area.topPx, area.bottomPx, grid.samplePxY * factor, blocks.y);
      if (memory.length < columns * rows) memory = new Uint8Array(columns * rows);
      if (sums.length < columns) sums = new Int32Array(columns);
      const start = grid.offset + firstY * factor * grid.strideBytes + firstX * factor * grid.stepBytes;
      meanOfBlocks(grid, start, factor, columns, rows, sums, memory);
      return {
        data: memory,
        offset: 0,
        strideBytes: columns,
        stepBytes: 1,
        columns,
        rows,
        leftPx: grid.leftPx + firstX * factor * grid.samplePxX,
        topPx: grid.topPx + firstY * factor * grid.samplePxY,
        samplePxX: grid.samplePxX * factor,
        samplePxY: grid.samplePxY * factor,
      };
    },
  };
}

/** First block and number of blocks along one axis, one more on each side for interpolation, at least two. */
function blockRange(fromPx: number, toPx: number, blockPx: number, blocks: number): [number, number] {
  const first = Math.max(0, Math.min(Math.floor(fromPx / blockPx) - 1, blocks - 2));
  const last = Math.min(blocks - 1, Math.max(Math.floor(toPx / blockPx) + 1, first + 1));
  return [first, last - first + 1];
}

function meanOfBlocks(
  { data, strideBytes, stepBytes }: SampleGrid,
  start: number,
  factor: number,
  columns: number,
  rows: number,
  sums: Int32Array,
  out: Uint8Array,
): void {
  const share = 1 / (factor * factor);
  for (let row = 0; row < rows; row++) {
    sums.fill(0, 0, columns);
    for (let line = 0; line < factor; line++) {
      let at = start + (row * factor + line) * strideBytes;
      for (let column = 0; column < columns; column++) {
        let sum = 0;
        for (let tap = 0; tap < factor; tap++, at += stepBytes) sum += data[at];
        sums[column] += sum;
      }
    }
    for (let column = 0; column < columns; column++) out[row * columns + column] = sums[column] * share + 0.5;
  }
}
