import type { Channel, Frame } from "../base/frame.ts";

import type { Crop } from "./crop.ts";
import { toRgb } from "./rgb-conversion.ts";

/** From this many source samples a pixel on, the samples under it are averaged instead of interpolated. */
const AVERAGE_FROM = 1.5;
/** Beyond 4x4 samples a pixel the mean changes no more than the picture's noise. */
const MOST_TAPS = 4;

export interface CropPacker {
  /**
   * Reads the crop out of the frame into `planes`: Float32Array [3, side, side], R, G, B, 0..1. Outside of the frame its
   * edge is repeated. Interpolates bilinearly, averages where the crop is much larger than `side`. Allocates nothing.
   */
  pack(frame: Frame, crop: Crop): Float32Array;
}

/** Plans packing into squares of `side` pixels. The result of `pack` is the same array every time. */
export function planCropPacker(side: number): CropPacker {
  const area = side * side;
  const planes = new Float32Array(3 * area);
  const views = [planes.subarray(0, area), planes.subarray(area, 2 * area), planes.subarray(2 * area)];
  return {
    pack(frame, crop) {
      for (const [index, channel] of frame.channels.entries()) {
        sampleChannel(channel, frame, crop, side, views[index]);
      }
      toRgb(frame.colour, views);
      return planes;
    },
  };
}

function sampleChannel(channel: Channel, frame: Frame, crop: Crop, side: number, out: Float32Array): void {
  const scaleX = 1 / (1 << channel.shiftX);
  const scaleY = 1 / (1 << channel.shiftY);
  const pitch = crop.sizePx / side;
  const samplesPerPixel = pitch * Math.max(scaleX, scaleY);
  const cos = Math.cos(crop.angleRad) * pitch;
  const sin = Math.sin(crop.angleRad) * pitch;
  const half = (side - 1) / 2;
  // Steps of one output pixel, and the middle of the first one, in samples of this channel.
  const step: Steps = {
    x: (crop.centreX - half * cos + half * sin) * scaleX,
    y: (crop.centreY - half * sin - half * cos) * scaleY,
    rightX: cos * scaleX,
    rightY: sin * scaleY,
    downX: -sin * scaleX,
    downY: cos * scaleY,
    lastX: ((frame.widthPx + (1 << channel.shiftX) - 1) >> channel.shiftX) - 1,
    lastY: ((frame.heightPx + (1 << channel.shiftY) - 1) >> channel.shiftY) - 1,
  };
  if (samplesPerPixel < AVERAGE_FROM) interpolate(channel, step, side, out);
  else average(channel, step, side, Math.min(Math.ceil(samplesPerPixel), MOST_TAPS), out);
}

interface Steps {
  readonly x: number;
  readonly y: number;
  readonly rightX: number;
  readonly rightY: number;
  readonly downX: number;
  readonly downY: number;
  readonly lastX: number;
  readonly lastY: number;
}

function interpolate(channel: Channel, step: Steps, side: number, out: Float32Array): void {
  const { data, offset, strideBytes, stepBytes } = channel;
  const { rightX, rightY, lastX, lastY } = step;
  for (let row = 0, at = 0; row < side; row++) {
    let x = step.x + row * step.downX - 0.5;
    let y = step.y + row * step.downY - 0.5;
    for (let column = 0; column < side; column++, at++, x += rightX, y += rightY) {
      const cx = Math.max(0, Math.min(x, lastX));
      const cy = Math.max(0, Math.min(y, lastY));
      const left = cx | 0;
      const top = cy | 0;
      const first = offset + top * strideBytes + left * stepBytes;
      const right = left < lastX ? stepBytes : 0;
      const second = first + (top < lastY ? strideBytes : 0);
      const weightX = cx - left;
      const upper = data[first] + (data[first + right] - data[first]) * weightX;
      const lower = data[second] + (data[second + right] - data[second]) * weightX;
      out[at] = upper + (lower - upper) * (cy - top);
    }
  }
}

function average(channel: Channel, step: Steps, side: number, taps: number, out: Float32Array): void {
  const { data, offset, strideBytes, stepBytes } = channel;
  const { rightX, rightY, downX, downY, lastX, lastY } = step;
  const share = 1 / (taps * taps);
  for (let row = 0, at = 0; row < side; row++) {
    for (let column = 0; column < side; column++, at++) {
      let sum = 0;
      for (let v = 0; v < taps; v++) {
        const down = row + (v + 0.5) / taps - 0.5;
        for (let u = 0; u < taps; u++) {
          const right = column + (u + 0.5) / taps - 0.5;
          const x = Math.floor(step.x + right * rightX + down * downX);
          const y = Math.floor(step.y + right * rightY + down * downY);
          const cx = Math.max(0, Math.min(x, lastX));
          const cy = Math.max(0, Math.min(y, lastY));
          sum += data[offset + cy * strideBytes + cx * stepBytes];
        }
      }
      out[at] = sum * share;
    }
  }
}
