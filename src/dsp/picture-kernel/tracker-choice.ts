import type { CellGrid } from "./cell-grid.ts";
import type { CellTracker } from "./cell-tracker.ts";
import { runsPictureKernel } from "./picture-module.ts";
import { planSimdTracker } from "./simd-tracker.ts";
import { planTrackerTwin } from "./tracker-twin.ts";

/**
 * Plans a tracker on SIMD where the engine has it, else on its twin in float64. The two agree to 1e-3 reduced pixels; each
 * gives the same bytes again on the same machine. Allocates once.
 */
export function planCellTracker(grid: CellGrid): CellTracker {
  return runsPictureKernel() ? planSimdTracker(grid) : planTrackerTwin(grid);
}
