import type { PictureWindow } from "../traces/picture-buffer.ts";

/** Fewer keyframes than this are no rhythm. */
const LEAST_KEYFRAMES = 3;
/** A cell that stands still between keyframes jumps beyond measure. */
const MOST_JUMP = 100;

/**
 * How much more the brightness changes at keyframes than at other frames: ratio of the root mean squares of a cell, median over the
 * cells, so that somebody who moves in some of them does not hide it. 1..100 or a little less than 1; null without a rhythm and
 * where most frames are keyframes.
 */
export function keyframeJump({ cells, keyframes }: PictureWindow): number | null {
  let keys = 0;
  for (let i = 1; i < keyframes.length; i++) keys += keyframes[i];
  const others = keyframes.length - 1 - keys;
  if (keys < LEAST_KEYFRAMES || keys > others) return null;
  const jumps = cells.map(({ change }) => {
    let [atKeys, beside] = [0, 0];
    for (let i = 1; i < change.length; i++) {
      const square = (change[i] - change[i - 1]) ** 2;
      if (keyframes[i]) atKeys += square;
      else beside += square;
    }
    if (atKeys === 0) return 1;
    return beside === 0 ? MOST_JUMP : Math.min(MOST_JUMP, Math.sqrt(atKeys / keys / (beside / others)));
  });
  return jumps.sort((a, b) => a - b)[jumps.length >> 1];
}
