import type { Channel } from "../../base/frame.ts";

import { sumBlocks } from "./block-sums.ts";
import type { CellGrid } from "./cell-grid.ts";
import {
  type CellTracker,
  CONTRAST_PRIOR,
  GOOD_STEP,
  MIN_TEXTURE,
  MOST_STEPS,
  NOISE_FLOOR,
  PLACE_PRIOR,
} from "./cell-tracker.ts";
import { startPictureKernel } from "./picture-module.ts";
import { layOutTracker, type TrackerLayout } from "./tracker-layout.ts";

/** Plans a tracker in float32, four pixels at a time; see planCellTracker. A plane is copied, packed samples are gathered first. */
export function planSimdTracker(grid: CellGrid): CellTracker {
  const layout = layOutTracker(grid);
  const { exports, buffer } = startPictureKernel(layout.totalBytes);
  const cells = grid.columns * grid.rows;
  const floats = (place: number, count = cells) => new Float32Array(buffer, place, count);
  const sums = floats(layout.sums, grid.width * grid.height);
  const plane = new Uint8Array(buffer, layout.plane, layout.planeBytes);
  new Int32Array(buffer).set(headerOf(grid, layout), layout.header / Int32Array.BYTES_PER_ELEMENT);
  exports.plan(layout.header);

  return {
    grid,
    sought: new Uint8Array(buffer, layout.sought, cells),
    xs: floats(layout.xs),
    ys: floats(layout.ys),
    contrasts: floats(layout.contrasts),
    residuals: floats(layout.residuals),
    textures: floats(layout.textures),
    errorsX: floats(layout.errorsX),
    errorsY: floats(layout.errorsY),
    fill(channel) {
      const offset = copyPlane(channel, grid, plane);
      if (offset !== null) exports.reduce(layout.plane + offset, channel.strideBytes);
      else {
        sumBlocks(channel, grid, sums);
        exports.smooth();
      }
    },
    take: (cell) => exports.take(cell, MIN_TEXTURE, PLACE_PRIOR, CONTRAST_PRIOR),
    find: () => exports.find(GOOD_STEP, MOST_STEPS, NOISE_FLOOR),
  };
}

/** Copies a plane's samples and says where the first one lies; null where they are not side by side or there is no room for them. */
function copyPlane(
  { data, offset, strideBytes, stepBytes }: Channel,
  grid: CellGrid,
  plane: Uint8Array,
): number | null {
  if (stepBytes !== 1) return null;
  // A plane in memory of its own is copied as it is: a part of it would first need an object that describes it.
  if (data.length <= plane.length) {
    plane.set(data);
    return offset;
  }
  const bytes = (grid.heightPx - 1) * strideBytes + grid.widthPx;
  if (bytes > plane.length) return null;
  plane.set(data.subarray(offset, offset + bytes));
  return 0;
}

/** What the kernel reads once, in its order. */
function headerOf(grid: CellGrid, layout: TrackerLayout): number[] {
  const { width, height, blockPx, skipPx, taken, columns, rows, left, top } = grid;
  const { sums, light, row, strip, patch, templates, sought } = layout;
  const { xs, ys, contrasts, residuals, textures, errorsX, errorsY } = layout;
  return [
    ...[width, height, blockPx, skipPx, taken, columns * rows, columns, left, top],
    ...[sums, light, row, strip, patch, templates, sought],
    ...[xs, ys, contrasts, residuals, textures, errorsX, errorsY],
  ];
}
