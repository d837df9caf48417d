import { join } from "node:path";

import sharp from "sharp";

import type { Channel, ColourFormat, Frame, RotationDeg } from "../../src/base/frame.ts";

/** Packed RGB, 8 bits. */
export interface Picture {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly data: Uint8Array;
}

/** The public-domain portrait, turned clockwise. */
export async function portrait(turnDeg: RotationDeg = 0): Promise<Picture> {
  const file = join(import.meta.dirname, "../../fixtures/portrait/astronaut.png");
  const { data, info } = await sharp(file).removeAlpha().rotate(turnDeg).raw().toBuffer({ resolveWithObject: true });
  return { widthPx: info.width, heightPx: info.height, data };
}

/** A frame over packed RGB. */
export function rgbFrame({ widthPx, heightPx, data }: Picture, tMs = 0): Frame {
  const channel = (offset: number): Channel => ({
    data,
    offset,
    strideBytes: widthPx * 3,
    stepBytes: 3,
    shiftX: 0,
    shiftY: 0,
  });
  return frameOf(widthPx, heightPx, tMs, { model: "rgb", range: "full", matrix: "bt601" }, [0, 1, 2].map(channel));
}

/** A planar frame whose channels hold `value(channel, x, y)`, x and y in samples of that channel. */
export function planarFrame(
  widthPx: number,
  heightPx: number,
  colour: ColourFormat,
  shifts: readonly number[],
  value: (channel: number, x: number, y: number) => number,
): Frame {
  const channels = shifts.map((shift, index) => {
    const strideBytes = (widthPx >> shift) + 5;
    const offset = 3;
    const data = new Uint8Array(offset + strideBytes * (heightPx >> shift));
    for (let y = 0; y < heightPx >> shift; y++)
      for (let x = 0; x < widthPx >> shift; x++) data[offset + y * strideBytes + x] = value(index, x, y);
    return { data, offset, strideBytes, stepBytes: 1, shiftX: shift, shiftY: shift };
  });
  return frameOf(widthPx, heightPx, 0, colour, channels);
}

export function frameOf(
  widthPx: number,
  heightPx: number,
  tMs: number,
  colour: ColourFormat,
  channels: readonly Channel[],
): Frame {
  return { tMs, durationMs: 40, keyframe: false, widthPx, heightPx, rotationDeg: 0, colour, channels };
}
