import type { PictureWindow } from "../traces/picture-buffer.ts";

/** Fewer keyframes than this are no rhythm. */
const LEAST_KEYFRAMES = 3;

/**
 * How much more the brightness changes at keyframes than at other frames: ratio of the root mean squares over the cells; null
 * without a rhythm, where most frames are keyframes, and where nothing changes.
 */
export function keyframeJump({ cells, keyframes }: PictureWindow): number | null {
  let [atKeys, keys, beside, others] = [0, 0, 0, 0];
  for (let i = 1; i < keyframes.length; i++) {
    let square = 0;
    for (const { change } of cells) square += (change[i] - change[i - 1]) ** 2;
    if (keyframes[i]) {
      atKeys += square;
      keys++;
    } else {
      beside += square;
      others++;
    }
  }
  if (keys < LEAST_KEYFRAMES || keys > others || beside === 0) return null;
  return Math.sqrt(atKeys / keys / (beside / others));
}
