import { sumBlocks } from "./block-sums.ts";
import { CELL_SIDE, type CellGrid } from "./cell-grid.ts";
import { type CellFit, planCellTemplate } from "./cell-template.ts";
import type { CellTracker } from "./cell-tracker.ts";

/** Plans a tracker in float64, without SIMD: the oracle of the other one, and what runs where the engine has no SIMD. */
export function planTrackerTwin(grid: CellGrid): CellTracker {
  const { width, height, columns, rows, left, top } = grid;
  const cells = columns * rows;
  const sums = new Float32Array(width * height);
  const light = new Float32Array(width * height);
  const picture = { light, width, height };
  const templates = Array.from({ length: cells }, planCellTemplate);
  const perCell = () => new Float32Array(cells);
  const [xs, ys, contrasts, residuals] = [perCell(), perCell(), perCell(), perCell()];
  const [textures, errorsX, errorsY] = [perCell(), perCell(), perCell()];
  const sought = new Uint8Array(cells);
  const fit: CellFit = { x: 0, y: 0, contrast: 1, residual: 0 };
  const leftOf = (cell: number) => left + (cell % columns) * CELL_SIDE;
  const topOf = (cell: number) => top + Math.floor(cell / columns) * CELL_SIDE;

  return {
    ...{ grid, sought, xs, ys, contrasts, residuals, textures, errorsX, errorsY },
    fill(channel) {
      sumBlocks(channel, grid, sums);
      smooth(sums, light, grid);
    },
    take(cell) {
      const template = templates[cell];
      template.take(picture, leftOf(cell), topOf(cell));
      textures[cell] = template.texture;
      errorsX[cell] = template.errorX;
      errorsY[cell] = template.errorY;
    },
    find() {
      for (let cell = 0; cell < cells; cell++) {
        if (!sought[cell]) continue;
        fit.x = xs[cell];
        fit.y = ys[cell];
        const found = templates[cell].find(picture, leftOf(cell), topOf(cell), fit);
        sought[cell] = found ? 1 : 0;
        if (!found) continue;
        xs[cell] = fit.x;
        ys[cell] = fit.y;
        contrasts[cell] = fit.contrast;
        residuals[cell] = fit.residual;
      }
    },
  };
}

/** Means of the sums, smoothed by 1-2-1 over 4 along both axes; the borders repeat. */
function smooth(from: Float32Array, to: Float32Array, { width, height, taken }: CellGrid): void {
  const scale = 1 / (16 * taken * taken);
  for (let row = 0; row < height; row++) {
    const at = row * width;
    const above = (row === 0 ? 0 : row - 1) * width;
    const below = (row === height - 1 ? row : row + 1) * width;
    let left = from[above] + 2 * from[at] + from[below];
    let here = left;
    for (let x = 0; x < width; x++) {
      const next = x === width - 1 ? x : x + 1;
      const right = from[above + next] + 2 * from[at + next] + from[below + next];
      to[at + x] = scale * (left + 2 * here + right);
      left = here;
      here = right;
    }
  }
}
