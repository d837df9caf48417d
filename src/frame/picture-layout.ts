import type { Channel, ColourFormat } from "../base/frame.ts";

/** Where one channel of a pixel format lies: plane index, byte offset, byte step, log2 subsampling across and down. */
type Place = readonly [plane: number, offset: number, step: number, shiftX: number, shiftY: number];

/** A pixel format whose samples can be read where the decoder left them. */
export interface PictureLayout {
  readonly model: ColourFormat["model"];
  readonly places: readonly Place[];
}

const planar = (shiftX: number, shiftY: number): PictureLayout => ({
  model: "yuv",
  places: [
    [0, 0, 1, 0, 0],
    [1, 0, 1, shiftX, shiftY],
    [2, 0, 1, shiftX, shiftY],
  ],
});

const semiPlanar = (u: number, v: number, shiftX: number, shiftY: number): PictureLayout => ({
  model: "yuv",
  places: [
    [0, 0, 1, 0, 0],
    [1, u, 2, shiftX, shiftY],
    [1, v, 2, shiftX, shiftY],
  ],
});

const packedYuv422 = (y: number, u: number, v: number): PictureLayout => ({
  model: "yuv",
  places: [
    [0, y, 2, 0, 0],
    [0, u, 4, 1, 0],
    [0, v, 4, 1, 0],
  ],
});

const packedRgb = (r: number, g: number, b: number, step: number): PictureLayout => ({
  model: "rgb",
  places: [
    [0, r, step, 0, 0],
    [0, g, step, 0, 0],
    [0, b, step, 0, 0],
  ],
});

const GBR: PictureLayout = {
  model: "rgb",
  places: [
    [2, 0, 1, 0, 0],
    [0, 0, 1, 0, 0],
    [1, 0, 1, 0, 0],
  ],
};

/** Alpha is left out: the picture under it is what the camera saw. */
const LAYOUTS: Readonly<Record<string, PictureLayout>> = {
  yuv420p: planar(1, 1),
  yuvj420p: planar(1, 1),
  yuva420p: planar(1, 1),
  yuv422p: planar(1, 0),
  yuvj422p: planar(1, 0),
  yuva422p: planar(1, 0),
  yuv444p: planar(0, 0),
  yuvj444p: planar(0, 0),
  yuva444p: planar(0, 0),
  yuv440p: planar(0, 1),
  yuvj440p: planar(0, 1),
  yuv411p: planar(2, 0),
  yuvj411p: planar(2, 0),
  yuv410p: planar(2, 2),
  nv12: semiPlanar(0, 1, 1, 1),
  nv21: semiPlanar(1, 0, 1, 1),
  nv16: semiPlanar(0, 1, 1, 0),
  nv24: semiPlanar(0, 1, 0, 0),
  nv42: semiPlanar(1, 0, 0, 0),
  yuyv422: packedYuv422(0, 1, 3),
  yvyu422: packedYuv422(0, 3, 1),
  uyvy422: packedYuv422(1, 0, 2),
  gray: { model: "gray", places: [[0, 0, 1, 0, 0]] },
  rgb24: packedRgb(0, 1, 2, 3),
  bgr24: packedRgb(2, 1, 0, 3),
  rgba: packedRgb(0, 1, 2, 4),
  rgb0: packedRgb(0, 1, 2, 4),
  bgra: packedRgb(2, 1, 0, 4),
  bgr0: packedRgb(2, 1, 0, 4),
  argb: packedRgb(1, 2, 3, 4),
  "0rgb": packedRgb(1, 2, 3, 4),
  abgr: packedRgb(3, 2, 1, 4),
  "0bgr": packedRgb(3, 2, 1, 4),
  gbrp: GBR,
  gbrap: GBR,
};

/** The layout of a pixel format by FFmpeg's name, or null where its samples must be converted first. */
export function pictureLayout(pixelFormat: string): PictureLayout | null {
  return LAYOUTS[pixelFormat] ?? null;
}

/**
 * The 8-bit format with a layout that keeps the colours of another one: YUV stays YUV with the same chroma subsampling, so
 * only the number of bits changes; grey stays grey; everything else becomes RGB.
 */
export function nearestReadableFormat(pixelFormat: string): string {
  if (/^(gray|ya8|ya16|mono)/.test(pixelFormat)) return "gray";
  if (/^(yuva?|yuvj)4(20|10)|^p0\d\d|^nv(12|21|15)/.test(pixelFormat)) return "yuv420p";
  if (/^(yuva?|yuvj)4(22|11)|^p2\d\d|^nv(16|20)|^y2\d\d|^[yu][yv][yu]v?422/.test(pixelFormat)) return "yuv422p";
  if (/^(yuv|xv|p4\d\d|nv|ayuv|uyva|vuy|vyu|v30x|uyyvyy)/.test(pixelFormat)) return "yuv444p";
  return "rgb24";
}

/** Describes the planes of one picture; `strides` in bytes. Aliases `planes`. */
export function pictureChannels(
  layout: PictureLayout,
  planes: readonly Uint8Array[],
  strides: readonly number[],
): readonly Channel[] {
  return layout.places.map(([plane, offset, stepBytes, shiftX, shiftY]) => ({
    data: planes[plane],
    offset,
    strideBytes: strides[plane],
    stepBytes,
    shiftX,
    shiftY,
  }));
}
