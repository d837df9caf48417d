import type { Channel, ColourFormat, Frame } from "../../src/base/frame.ts";
import { type FaceLandmarks, LANDMARK_COUNT } from "../../src/base/landmarks.ts";

/** Value 0..255 of channel `c` at a full-resolution pixel. */
export type Picture = (c: number, x: number, y: number) => number;
export type Layout = "planar" | "planar420" | "nv12" | "packed3" | "packed4";

/** What the memory around the samples holds: seen in a mean, it gives a wrong address away. */
const PADDING = 211;

function plane(picture: Picture, c: number, widthPx: number, heightPx: number, shift: number): Channel {
  const columns = Math.ceil(widthPx / 2 ** shift);
  const rows = Math.ceil(heightPx / 2 ** shift);
  const strideBytes = columns + 5;
  const offset = 3;
  const data = new Uint8Array(offset + strideBytes * rows).fill(PADDING);
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) data[offset + y * strideBytes + x] = picture(c, x << shift, y << shift);
  }
  return { data, offset, strideBytes, stepBytes: 1, shiftX: shift, shiftY: shift };
}

/** Channels `from` to `to` side by side in one block, `stepBytes` apart. */
function interleaved(
  picture: Picture,
  cs: readonly number[],
  widthPx: number,
  heightPx: number,
  stepBytes: number,
  shift: number,
): Channel[] {
  const columns = Math.ceil(widthPx / 2 ** shift);
  const rows = Math.ceil(heightPx / 2 ** shift);
  const strideBytes = columns * stepBytes + 7;
  const data = new Uint8Array(strideBytes * rows).fill(PADDING);
  return cs.map((c, offset) => {
    for (let y = 0; y < rows; y++) {
      for (let x = 0; x < columns; x++) {
        data[offset + y * strideBytes + x * stepBytes] = picture(c, x << shift, y << shift);
      }
    }
    return { data, offset, strideBytes, stepBytes, shiftX: shift, shiftY: shift };
  });
}

/** A frame that shows `picture` in one memory layout; chroma of 4:2:0 is taken at the even pixels. */
export function madeFrame(
  picture: Picture,
  widthPx: number,
  heightPx: number,
  layout: Layout,
  colour: ColourFormat,
): Frame {
  const all = colour.model === "gray" ? [0] : [0, 1, 2];
  const channels: readonly Channel[] = {
    planar: () => all.map((c) => plane(picture, c, widthPx, heightPx, 0)),
    planar420: () => all.map((c) => plane(picture, c, widthPx, heightPx, c === 0 ? 0 : 1)),
    nv12: () => [plane(picture, 0, widthPx, heightPx, 0), ...interleaved(picture, [1, 2], widthPx, heightPx, 2, 1)],
    packed3: () => interleaved(picture, all, widthPx, heightPx, 3, 0),
    packed4: () => interleaved(picture, all, widthPx, heightPx, 4, 0),
  }[layout]();
  return { tMs: 0, durationMs: 40, keyframe: false, widthPx, heightPx, rotationDeg: 0, colour, channels };
}

export const RGB: ColourFormat = { model: "rgb", range: "full", matrix: "bt709" };
export const YUV: ColourFormat = { model: "yuv", range: "limited", matrix: "bt601" };

/**
 * Where the landmarks of the patches lie on a face drawn as a grid, 6 units wide and 6 high: the forehead's rows at 0, 1 and
 * 2, the cheeks' at 4, 5 and 6, the patient's right on the picture's left.
 */
const GRID: Readonly<Record<number, readonly [number, number]>> = Object.fromEntries(
  [
    [0, 0, [103, 67, 109, 10, 338, 297, 332]],
    [0, 1, [104, 69, 108, 151, 337, 299, 333]],
    [1, 2, [66, 107, 9, 336, 296]],
    [0, 4, [116, 117, 118]],
    [0, 5, [123, 50, 36]],
    [0, 6, [147, 187, 205]],
    [4, 4, [347, 346, 345]],
    [4, 5, [266, 280, 352]],
    [4, 6, [425, 411, 376]],
  ].flatMap(([x, y, landmarks]) =>
    (landmarks as number[]).map((landmark, i) => [landmark, [(x as number) + i, y as number]] as const),
  ),
);
const BESIDE_THE_NOSE = { 101: [2.2, 4.5], 330: [3.8, 4.5], 152: [3, 8] } as const;
export const GRID_POINTS: Readonly<Record<number, readonly [number, number]>> = { ...GRID, ...BESIDE_THE_NOSE };

/** The grid face with its upper left corner at (x, y) and `unitPx` to a unit; every other landmark lies far outside. */
export function gridFace(x: number, y: number, unitPx: number): FaceLandmarks {
  const points = new Float32Array(LANDMARK_COUNT * 3).fill(-1000);
  for (const [landmark, [column, row]] of Object.entries(GRID_POINTS)) {
    points[Number(landmark) * 3] = x + column * unitPx;
    points[Number(landmark) * 3 + 1] = y + row * unitPx;
  }
  return { points, score: 1, widthPx: 6 * unitPx };
}
