import type { MotionBuffer } from "../traces/motion-buffer.ts";

import type { ChestPool } from "./chest-pool.ts";
import type { StillCell } from "./chest-room.ts";

/** The newest steps of the chest, by the cells that stood for it when it was last looked for. */
export interface ChestStep {
  /**
   * Movement of the pool from the buffer's sample before to this one, px, without the camera's; null where cells with less than
   * half of the weight were found in both, or none that tells what the camera did. Allocates nothing.
   */
  at(sample: number): number | null;
}

/** Cells of the room along one axis, and what of the pool's weights lies along it. */
interface Axis {
  readonly name: "xPx" | "yPx";
  readonly quality: "qualityX" | "qualityY";
  readonly still: readonly StillCell[];
}

const pair = new Float64Array(2);

/** Plans the steps of a pool over the buffer in which it was found; `stillX`, `stillY`: the cells that show what the camera does. */
export function planChestStep(
  buffer: MotionBuffer,
  { members }: ChestPool,
  stillX: readonly StillCell[],
  stillY: readonly StillCell[],
): ChestStep {
  const axes: readonly Axis[] = [
    { name: "xPx", quality: "qualityX", still: stillX },
    { name: "yPx", quality: "qualityY", still: stillY },
  ];
  const all = members.reduce((sum, { gain, trust }) => sum + trust * gain * gain, 0);

  function stepOf(axis: Axis, cell: number, sample: number): number | null {
    buffer.read(axis.quality, cell, sample - 1, sample + 1, pair);
    if (pair[0] <= 0 || pair[1] <= 0) return null;
    buffer.read(axis.name, cell, sample - 1, sample + 1, pair);
    return pair[1] - pair[0];
  }

  /** 0 where no cells stand for the camera; null where none of those that do was found in both. */
  function cameraStep(axis: Axis, sample: number): number | null {
    if (axis.still.length === 0) return 0;
    let sum = 0;
    let weights = 0;
    for (const { cell, weight } of axis.still) {
      const step = stepOf(axis, cell, sample);
      if (step === null) continue;
      sum += weight * step;
      weights += weight;
    }
    return weights > 0 ? sum / weights : null;
  }

  return {
    at(sample) {
      if (sample < 1) return null;
      let sum = 0;
      let seen = 0;
      for (const axis of axes) {
        const camera = cameraStep(axis, sample);
        if (camera === null) continue;
        for (const { cell, axis: along, gain, trust } of members) {
          if (along !== axis.name) continue;
          const step = stepOf(axis, cell, sample);
          if (step === null) continue;
          sum += trust * gain * (step - camera);
          seen += trust * gain * gain;
        }
      }
      return seen >= all / 2 && seen > 0 ? sum / seen : null;
    },
  };
}
