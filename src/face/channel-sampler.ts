import type { Channel } from "../base/frame.ts";

import type { Crop } from "./crop.ts";
import { planShrinker, type SampleGrid, wholeGrid } from "./sample-grid.ts";

/** Positions are in 1/65536 of a sample. */
const ONE = 1 << 16;
/** From this many samples an output pixel on, blocks of them are averaged first. */
const SHRINK_FROM = 1.5;

export interface ChannelSampler {
  /**
   * Reads the crop from one channel into `out`: Float32Array [side, side], raw samples 0..255.
   *
   * `widthPx`, `heightPx`: size of the frame, at most 16384. Outside of it the edge is repeated. Where the crop is much
   * larger than `side`, blocks of samples are averaged before they are interpolated.
   */
  sample(channel: Channel, widthPx: number, heightPx: number, crop: Crop, side: number, out: Float32Array): void;
}

export function planChannelSampler(): ChannelSampler {
  const shrinker = planShrinker();
  return {
    sample(channel, widthPx, heightPx, crop, side, out) {
      const whole = wholeGrid(channel, widthPx, heightPx);
      const samplesPerPixel = crop.sizePx / side / Math.min(whole.samplePxX, whole.samplePxY);
      const most = Math.floor(Math.min(whole.columns, whole.rows) / 2);
      const factor = Math.min(Math.ceil(samplesPerPixel), most);
      const grid = samplesPerPixel < SHRINK_FROM ? whole : shrinker.shrink(whole, areaOf(crop), factor);
      interpolate(grid, crop, side, out);
    },
  };
}

/** The upright box around the crop. */
function areaOf({ centreX, centreY, sizePx, angleRad }: Crop) {
  const reach = (sizePx / 2) * (Math.abs(Math.cos(angleRad)) + Math.abs(Math.sin(angleRad)));
  return { leftPx: centreX - reach, topPx: centreY - reach, rightPx: centreX + reach, bottomPx: centreY + reach };
}

function interpolate(grid: SampleGrid, crop: Crop, side: number, out: Float32Array): void {
  const lastX = grid.columns - 1;
  const lastY = grid.rows - 1;
  const cos = (Math.cos(crop.angleRad) * crop.sizePx) / side;
  const sin = (Math.sin(crop.angleRad) * crop.sizePx) / side;
  const rightX = Math.round((cos / grid.samplePxX) * ONE);
  const rightY = Math.round((sin / grid.samplePxY) * ONE);
  for (let row = 0, at = 0; row < side; row++) {
    // The middle of the row's first pixel; half a sample less, because a sample's value is that of its middle.
    const right = 0.5 - side / 2;
    const down = row + 0.5 - side / 2;
    const xPx = crop.centreX + right * cos - down * sin - grid.leftPx;
    const yPx = crop.centreY + right * sin + down * cos - grid.topPx;
    let x = Math.round((xPx / grid.samplePxX - 0.5) * ONE);
    let y = Math.round((yPx / grid.samplePxY - 0.5) * ONE);
    const endX = x + (side - 1) * rightX;
    const endY = y + (side - 1) * rightY;
    const end = at + side;
    if (
      Math.min(x, endX) < 0 ||
      Math.max(x, endX) >= lastX * ONE ||
      Math.min(y, endY) < 0 ||
      Math.max(y, endY) >= lastY * ONE
    ) {
      for (; at < end; at++, x += rightX, y += rightY) {
        const insideX = Math.max(0, Math.min(x, lastX * ONE - 1));
        const insideY = Math.max(0, Math.min(y, lastY * ONE - 1));
        out[at] = blend(grid, insideX, insideY);
      }
    } else for (; at < end; at++, x += rightX, y += rightY) out[at] = blend(grid, x, y);
  }
}

/** The value at (x, y), in 1/65536 of a sample, inside of the grid's last row and column. */
function blend({ data, offset, strideBytes, stepBytes }: SampleGrid, x: number, y: number): number {
  const first = offset + (y >> 16) * strideBytes + (x >> 16) * stepBytes;
  const second = first + strideBytes;
  const weightX = (x >> 8) & 255;
  const a = data[first];
  const b = data[second];
  const upper = (a << 8) + (data[first + stepBytes] - a) * weightX;
  const lower = (b << 8) + (data[second + stepBytes] - b) * weightX;
  return ((upper << 8) + (lower - upper) * ((y >> 8) & 255)) / ONE;
}
