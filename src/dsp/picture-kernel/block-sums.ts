import type { Channel } from "../../base/frame.ts";

import type { CellGrid } from "./cell-grid.ts";

/** Sums the samples taken of each block of a channel of any layout into `sums`, Float32Array [width * height] row-major: exact. */
export function sumBlocks({ data, offset, strideBytes, stepBytes }: Channel, grid: CellGrid, sums: Float32Array): void {
  const { blockPx, skipPx, taken, width, height } = grid;
  const skipBytes = skipPx * stepBytes;
  const blockBytes = blockPx * stepBytes;
  sums.fill(0);
  for (let row = 0; row < height; row++) {
    const out = row * width;
    for (let k = 0; k < taken; k++) {
      let at = offset + (row * blockPx + k * skipPx) * strideBytes;
      for (let column = 0; column < width; column++, at += blockBytes) {
        let sum = data[at];
        for (let i = 1, from = at + skipBytes; i < taken; i++, from += skipBytes) sum += data[from];
        sums[out + column] += sum;
      }
    }
  }
}
