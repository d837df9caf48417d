import type { Channel, ColourFormat, Frame } from "../../base/frame.ts";
import type { Yuv420Planes } from "../../frame/video-writer.ts";

/** Weights of BT.601 in limited range. */
const LUMA = [65.481, 128.553, 24.966].map((weight) => weight / 255);
const BLUE = [-37.797, -74.203, 112].map((weight) => weight / 255);
const RED = [112, -93.786, -18.214].map((weight) => weight / 255);

export interface PlanesPlan {
  readonly colour: Pick<ColourFormat, "range" | "matrix">;
  /** True where no sample of the frame is changed or lost. */
  readonly exact: boolean;
  /** Copies a frame of the first one's size and colour into planes that the next call overwrites. */
  fill(frame: Frame): Yuv420Planes;
}

/** Plans the way of frames like this one into 4:2:0: finer chroma is averaged, R, G, B become BT.601, grey gets grey chroma. */
export function planPlanes({ widthPx, heightPx, colour, channels }: Frame): PlanesPlan {
  const chromaWidth = (widthPx + 1) >> 1;
  const chromaHeight = (heightPx + 1) >> 1;
  const y = new Uint8Array(widthPx * heightPx);
  const u = new Uint8Array(chromaWidth * chromaHeight).fill(128);
  const v = new Uint8Array(chromaWidth * chromaHeight).fill(128);
  const quarter = channels.slice(1).every(({ shiftX, shiftY }) => shiftX === 1 && shiftY === 1);
  const { model } = colour;
  return {
    colour: model === "rgb" ? { range: "limited", matrix: "bt601" } : { range: colour.range, matrix: colour.matrix },
    exact: model === "gray" || (model === "yuv" && quarter),
    fill(frame) {
      const [first, second, third] = frame.channels;
      if (model === "rgb") {
        mix(frame.channels, LUMA, 16, 1, widthPx, y);
        mix(frame.channels, BLUE, 128, 2, chromaWidth, u);
        mix(frame.channels, RED, 128, 2, chromaWidth, v);
        return { y, u, v };
      }
      copy(first, widthPx, y);
      if (model === "gray") return { y, u, v };
      for (const [channel, plane] of [[second, u] as const, [third, v] as const]) {
        if (quarter) copy(channel, chromaWidth, plane);
        else average(channel, frame, chromaWidth, plane);
      }
      return { y, u, v };
    },
  };
}

function copy({ data, offset, strideBytes, stepBytes }: Channel, width: number, plane: Uint8Array): void {
  for (let at = 0, row = offset; at < plane.length; at += width, row += strideBytes) {
    if (stepBytes === 1) plane.set(data.subarray(row, row + width), at);
    else for (let x = 0; x < width; x++) plane[at + x] = data[row + x * stepBytes];
  }
}

/** The sample of a pixel, and of the last one beyond the edge. */
function sample(channel: Channel, { widthPx, heightPx }: Frame, x: number, y: number): number {
  const { data, offset, strideBytes, stepBytes, shiftX, shiftY } = channel;
  const column = Math.min(x, widthPx - 1) >> shiftX;
  return data[offset + (Math.min(y, heightPx - 1) >> shiftY) * strideBytes + column * stepBytes];
}

function average(channel: Channel, frame: Frame, width: number, plane: Uint8Array): void {
  for (let i = 0; i < plane.length; i++) {
    const x = 2 * (i % width);
    const y = 2 * Math.floor(i / width);
    const upper = sample(channel, frame, x, y) + sample(channel, frame, x + 1, y);
    plane[i] = Math.round((upper + sample(channel, frame, x, y + 1) + sample(channel, frame, x + 1, y + 1)) / 4);
  }
}

/** A weighted sum of R, G and B at every `spacing`-th pixel. */
function mix(
  channels: readonly Channel[],
  weights: readonly number[],
  zero: number,
  spacing: number,
  width: number,
  plane: Uint8Array,
): void {
  for (let i = 0; i < plane.length; i++) {
    const x = spacing * (i % width);
    const y = spacing * Math.floor(i / width);
    let sum = zero;
    channels.forEach(({ data, offset, strideBytes, stepBytes }, c) => {
      sum += weights[c] * data[offset + y * strideBytes + x * stepBytes];
    });
    plane[i] = Math.round(sum);
  }
}
