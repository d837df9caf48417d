import type { Frame } from "../base/frame.ts";

/** Longer side of the reduced picture: breath of 0.3 px in 640 is a twelfth of one of its pixels, which a cell of 64 can tell. */
const LONG_SIDE = 160;
/** Samples taken along each side of a block: more of a large picture cost time and tell little that 16 of them do not. */
const SAMPLES_PER_SIDE = 4;

/** The brightness of a frame, reduced and smoothed. */
export interface TissuePicture {
  /** Side of the block of the frame that one pixel stands for, px. */
  readonly blockPx: number;
  readonly width: number;
  readonly height: number;
  /** Float32Array [width * height] row-major: brightness, 0..255. */
  readonly light: Float32Array;
  /** Fills `light` from the frame; the frame must have the size that was planned. Allocates nothing. */
  fill(frame: Frame): void;
}

/**
 * Plans the reduction of frames of one size to a picture whose longer side is about 160 pixels: means of blocks, smoothed by
 * 1-2-1 along both axes, so that what is finer than the blocks does not alias into false movement. It takes the luma of yuv and grey
 * frames and the green of rgb, where most of the light is. Allocates once.
 */
export function planTissuePicture(widthPx: number, heightPx: number): TissuePicture {
  const blockPx = Math.max(1, Math.round(Math.max(widthPx, heightPx) / LONG_SIDE));
  const width = Math.floor(widthPx / blockPx);
  const height = Math.floor(heightPx / blockPx);
  const skipPx = Math.max(1, Math.floor(blockPx / SAMPLES_PER_SIDE));
  const light = new Float32Array(width * height);
  const means = new Float32Array(width * height);
  return {
    blockPx,
    width,
    height,
    light,
    fill(frame) {
      reduce(frame, blockPx, skipPx, means, width, height);
      smooth(means, light, width, height);
    },
  };
}

function reduce(
  frame: Frame,
  blockPx: number,
  skipPx: number,
  means: Float32Array,
  width: number,
  height: number,
): void {
  const { data, offset, strideBytes, stepBytes } = frame.channels[frame.colour.model === "rgb" ? 1 : 0];
  const skipBytes = skipPx * stepBytes;
  const blockBytes = blockPx * stepBytes;
  const taken = Math.ceil(blockPx / skipPx);
  const scale = 1 / (taken * taken);
  means.fill(0);
  for (let row = 0; row < height; row++) {
    const out = row * width;
    for (let k = 0; k < taken; k++) {
      let at = offset + (row * blockPx + k * skipPx) * strideBytes;
      for (let column = 0; column < width; column++, at += blockBytes) {
        let sum = data[at];
        for (let i = 1, from = at + skipBytes; i < taken; i++, from += skipBytes) sum += data[from];
        means[out + column] += sum;
      }
    }
  }
  for (let i = 0; i < means.length; i++) means[i] *= scale;
}

/** 1-2-1 over 4 along both axes; the borders repeat. */
function smooth(from: Float32Array, to: Float32Array, width: number, height: number): void {
  for (let row = 0; row < height; row++) {
    const at = row * width;
    const above = (row === 0 ? 0 : row - 1) * width;
    const below = (row === height - 1 ? row : row + 1) * width;
    let left = from[above] + 2 * from[at] + from[below];
    let here = left;
    for (let x = 0; x < width; x++) {
      const next = x === width - 1 ? x : x + 1;
      const right = from[above + next] + 2 * from[at + next] + from[below + next];
      to[at + x] = (left + 2 * here + right) / 16;
      left = here;
      here = right;
    }
  }
}
