import type { Channel, ColourFormat, Frame } from "../base/frame.ts";

import type { FaceBox } from "./face-box.ts";

/** Turns the mean of an area's channels into R, G, B on the 0..255 scale, written to `out[at..at+2]`. */
export type MeanToRgb = (
  format: ColourFormat,
  channels: readonly [number, number, number],
  out: Float64Array,
  at: number,
) => void;

export interface CellMeans {
  /**
   * Mean R, G, B of each cell of the box, upright: Float32Array [rows, columns, 3], 0..1, straight from the frame's channels.
   * Outside of the frame its edge is repeated. Always the same array.
   */
  read(frame: Frame, box: FaceBox): Float32Array;
}

/**
 * Plans the averaging of a face's box down to a grid: every sample counts once, by the share of it that lies in the cell, so that a
 * box that moves by parts of a pixel moves no colour by steps. Allocates once.
 */
export function planCellMeans(rows: number, columns: number, toRgb: MeanToRgb): CellMeans {
  const cells = rows * columns;
  const means = [new Float64Array(cells), new Float64Array(cells), new Float64Array(cells)];
  const rgb = new Float64Array(3);
  const out = new Float32Array(cells * 3);
  return {
    read(frame, box) {
      // The grid lies in the frame as the face does: turned by a right angle its rows run across.
      const across = box.quarterTurns % 2 === 1;
      const [frameRows, frameColumns] = across ? [columns, rows] : [rows, columns];
      frame.channels.forEach((channel, c) => {
        meanOfCells(channel, frame, box, frameRows, frameColumns, means[c]);
      });
      for (let row = 0, at = 0; row < rows; row++) {
        for (let column = 0; column < columns; column++, at += 3) {
          const cell = cellInFrame(row, column, rows, columns, box.quarterTurns);
          toRgb(frame.colour, [means[0][cell], means[1][cell], means[2][cell]], rgb, 0);
          for (let c = 0; c < 3; c++) out[at + c] = Math.max(0, Math.min(rgb[c] / 255, 1));
        }
      }
      return out;
    },
  };
}

/** Index, in the grid as it lies in the frame, of a cell of the upright face. */
function cellInFrame(row: number, column: number, rows: number, columns: number, turns: number): number {
  if (turns === 0) return row * columns + column;
  // Turned clockwise by a right angle the face's top lies to the right, and its left edge above.
  if (turns === 1) return column * rows + (rows - 1 - row);
  if (turns === 2) return (rows - 1 - row) * columns + (columns - 1 - column);
  return (columns - 1 - column) * rows + row;
}

function meanOfCells(
  channel: Channel,
  { widthPx, heightPx }: Frame,
  { leftPx, topPx, widthPx: boxWidth, heightPx: boxHeight }: FaceBox,
  rows: number,
  columns: number,
  out: Float64Array,
): void {
  const { data, offset, strideBytes, stepBytes, shiftX, shiftY } = channel;
  const across = cellEdges(
    leftPx / (1 << shiftX),
    boxWidth / (1 << shiftX),
    columns,
    Math.ceil(widthPx / (1 << shiftX)),
  );
  const down = cellEdges(topPx / (1 << shiftY), boxHeight / (1 << shiftY), rows, Math.ceil(heightPx / (1 << shiftY)));
  for (let row = 0; row < rows; row++) {
    const [top, bottom] = [down[2 * row], down[2 * row + 1]];
    for (let column = 0; column < columns; column++) {
      const [left, right] = [across[2 * column], across[2 * column + 1]];
      const first = Math.floor(left);
      const last = Math.ceil(right) - 1;
      let sum = 0;
      for (let y = Math.floor(top); y < bottom; y++) {
        let at = offset + y * strideBytes + first * stepBytes;
        let line = data[at] * (Math.min(first + 1, right) - left);
        for (let x = first + 1; x < last; x++) {
          at += stepBytes;
          line += data[at];
        }
        if (last > first) line += data[at + stepBytes] * (right - last);
        sum += line * (Math.min(y + 1, bottom) - Math.max(y, top));
      }
      out[row * columns + column] = sum / ((bottom - top) * (right - left));
    }
  }
}

/** Beginning and end of each cell along one axis, samples, within `samples`; a cell beyond the frame is its outermost sample. */
function cellEdges(from: number, length: number, cells: number, samples: number): Float64Array {
  const edges = new Float64Array(2 * cells);
  for (let cell = 0; cell < cells; cell++) {
    const start = from + (cell * length) / cells;
    const end = from + ((cell + 1) * length) / cells;
    const inside = end > 0 && start < samples;
    edges[2 * cell] = inside ? Math.max(0, start) : end <= 0 ? 0 : samples - 1;
    edges[2 * cell + 1] = inside ? Math.min(samples, end) : end <= 0 ? 1 : samples;
  }
  return edges;
}
