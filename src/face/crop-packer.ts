import type { Channel, Frame } from "../base/frame.ts";

import { planChannelSampler } from "./channel-sampler.ts";
import type { Crop } from "./crop.ts";
import { grayToRgb, rgbToRgb, yuvToRgb } from "./rgb-conversion.ts";

export interface CropPacker {
  /**
   * Reads the crop out of the frame into Float32Array [3, side, side]: R, G, B, 0..1. Outside of the frame its edge is
   * repeated. Interpolates bilinearly, averages where the crop is much larger than `side`; chroma has half the detail of
   * luma. Always the same array; allocates nothing of its size.
   */
  pack(frame: Frame, crop: Crop): Float32Array;
}

/** Plans packing into squares of `side` pixels, an even number. */
export function planCropPacker(side: number): CropPacker {
  const area = side * side;
  const half = side / 2;
  const planes = new Float32Array(3 * area);
  const red = planes.subarray(0, area);
  const green = planes.subarray(area, 2 * area);
  const blue = planes.subarray(2 * area);
  const u = new Float32Array(half * half);
  const v = new Float32Array(half * half);
  const sampler = planChannelSampler();
  return {
    pack(frame, crop) {
      const { channels, colour } = frame;
      const sample = (channel: Channel, out: Float32Array, width: number) =>
        sampler.sample(channel, frame.widthPx, frame.heightPx, crop, width, out);
      sample(channels[0], red, side);
      if (colour.model === "yuv") {
        sample(channels[1], u, half);
        sample(channels[2], v, half);
        yuvToRgb(colour, red, green, blue, u, v, side);
      } else if (colour.model === "rgb") {
        sample(channels[1], green, side);
        sample(channels[2], blue, side);
        rgbToRgb(planes);
      } else grayToRgb(colour, red, green, blue);
      return planes;
    },
  };
}
