import fc from "fast-check";
import { expect, test } from "vitest";

import type { Channel, ColourFormat } from "../../src/base/frame.ts";
import { type Crop, toFrame } from "../../src/face/crop.ts";
import { planCropPacker } from "../../src/face/crop-packer.ts";

import { frameOf, planarFrame } from "./pictures.ts";

const SIDE = 16;
const packer = planCropPacker(SIDE);
const CENTRE: Crop = { centreX: 32, centreY: 24, sizePx: 20, angleRad: 0.3 };

function meanColour(planes: Float32Array): number[] {
  const area = SIDE * SIDE;
  return [0, 1, 2].map((plane) => planes.subarray(plane * area, (plane + 1) * area).reduce((sum, v) => sum + v) / area);
}

/** 8-bit codes of pure red, green, blue and white, from the tables of the standards' colour bars. */
const COLOUR_BARS: [ColourFormat["matrix"], ColourFormat["range"], number[], number[]][] = [
  ["bt601", "limited", [81, 90, 240], [1, 0, 0]],
  ["bt601", "limited", [145, 54, 34], [0, 1, 0]],
  ["bt601", "limited", [41, 240, 110], [0, 0, 1]],
  ["bt601", "full", [76, 85, 255], [1, 0, 0]],
  ["bt709", "limited", [63, 102, 240], [1, 0, 0]],
  ["bt709", "limited", [173, 42, 26], [0, 1, 0]],
  ["bt709", "limited", [32, 240, 118], [0, 0, 1]],
  ["bt2020", "limited", [74, 97, 240], [1, 0, 0]],
  ["bt709", "limited", [235, 128, 128], [1, 1, 1]],
  ["bt601", "full", [255, 128, 128], [1, 1, 1]],
];

test.each(COLOUR_BARS)("%s %s %j is the colour %j", (matrix, range, codes, rgb) => {
  const frame = planarFrame(64, 48, { model: "yuv", range, matrix }, [0, 1, 1], (channel) => codes[channel]);
  const colour = meanColour(packer.pack(frame, CENTRE));
  for (const index of [0, 1, 2]) expect(Math.abs(colour[index] - rgb[index])).toBeLessThan(0.012);
});

test("NV12, 4:2:2 and 4:4:4 give the same as 4:2:0 where the picture is smooth", () => {
  const colour: ColourFormat = { model: "yuv", range: "limited", matrix: "bt709" };
  const codes = [120, 100, 150];
  const wanted = meanColour(
    packer.pack(
      planarFrame(64, 48, colour, [0, 1, 1], (c) => codes[c]),
      CENTRE,
    ),
  );
  const luma = new Uint8Array(64 * 48).fill(120);
  const mixed = Uint8Array.from({ length: 64 * 24 }, (_, i) => codes[1 + (i % 2)]);
  const y: Channel = { data: luma, offset: 0, strideBytes: 64, stepBytes: 1, shiftX: 0, shiftY: 0 };
  const u: Channel = { data: mixed, offset: 0, strideBytes: 64, stepBytes: 2, shiftX: 1, shiftY: 1 };
  const nv12 = frameOf(64, 48, 0, colour, [y, u, { ...u, offset: 1 }]);
  const tall = new Uint8Array(32 * 48).fill(100);
  const half: Channel = { data: tall, offset: 0, strideBytes: 32, stepBytes: 1, shiftX: 1, shiftY: 0 };
  const yuv422 = frameOf(64, 48, 0, colour, [y, half, { ...half, data: new Uint8Array(32 * 48).fill(150) }]);
  const yuv444 = planarFrame(64, 48, colour, [0, 0, 0], (c) => codes[c]);
  for (const frame of [nv12, yuv422, yuv444]) expect(meanColour(packer.pack(frame, CENTRE))).toEqual(wanted);
});

test("a gray frame gives three equal planes", () => {
  const frame = planarFrame(64, 48, { model: "gray", range: "full", matrix: "bt601" }, [0], () => 51);
  for (const value of packer.pack(frame, CENTRE)) expect(value).toBeCloseTo(0.2, 6);
});

/** Crops that stay inside of a 400x300 frame, from enlarged to seven times reduced. */
const CROPS = fc.record({
  centreX: fc.double({ min: 170, max: 230, noNaN: true }),
  centreY: fc.double({ min: 120, max: 180, noNaN: true }),
  sizePx: fc.double({ min: 6, max: 116, noNaN: true }),
  angleRad: fc.double({ min: -4, max: 4, noNaN: true }),
});

test("on a slope of brightness every pixel holds the brightness at its own place, at any turn and size", () => {
  const slope = (x: number, y: number) => 20 + 0.4 * x + 0.3 * y;
  const rgb: ColourFormat = { model: "rgb", range: "full", matrix: "bt601" };
  // The slope is at a pixel's middle; rounding to 8 bits costs half a level.
  const frame = planarFrame(400, 300, rgb, [0, 0, 0], (_, x, y) => Math.round(slope(x + 0.5, y + 0.5)));
  fc.assert(
    fc.property(CROPS, (crop) => {
      const planes = packer.pack(frame, crop);
      for (let row = 0; row < SIDE; row++)
        for (let column = 0; column < SIDE; column++) {
          const { x, y } = toFrame(crop, (column + 0.5) / SIDE, (row + 0.5) / SIDE);
          expect(Math.abs(planes[row * SIDE + column] * 255 - slope(x, y))).toBeLessThan(1.1);
        }
    }),
  );
});

test("chroma lies where luma lies", () => {
  const yuv: ColourFormat = { model: "yuv", range: "full", matrix: "bt601" };
  const blueAt = (x: number) => 60 + 0.4 * x;
  const frame = planarFrame(400, 300, yuv, [0, 1, 1], (c, x) => (c === 1 ? Math.round(blueAt(2 * x + 1)) : 128));
  fc.assert(
    fc.property(CROPS, (crop) => {
      const planes = packer.pack(frame, crop);
      for (let row = 0; row < SIDE; row += 2)
        for (let column = 0; column < SIDE; column += 2) {
          const { x } = toFrame(crop, (column + 1) / SIDE, (row + 1) / SIDE);
          const blue = planes[2 * SIDE * SIDE + row * SIDE + column] * 255;
          expect(Math.abs(blue - (128 + 1.772 * (blueAt(x) - 128)))).toBeLessThan(2.5);
        }
    }),
  );
});

test("outside of the frame its edge is repeated", () => {
  const gray: ColourFormat = { model: "gray", range: "full", matrix: "bt601" };
  const frame = planarFrame(64, 48, gray, [0], (_, x) => (x < 32 ? 0 : 255));
  for (const sizePx of [20, 60]) {
    const beyond = packer.pack(frame, { centreX: 200, centreY: -90, sizePx, angleRad: 1 });
    expect(Math.min(...beyond)).toBe(1);
  }
});

/** Repeatable white noise, 0..255. */
function hash(n: number): number {
  const mixed = Math.imul(n ^ (n >>> 15), 0x2c1b3c6d);
  return (Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39) >>> 16) & 255;
}

test("noise is averaged where the crop is much larger than the network's picture", () => {
  const gray: ColourFormat = { model: "gray", range: "full", matrix: "bt601" };
  const frame = planarFrame(400, 300, gray, [0], (_, x, y) => hash(x + 400 * y));
  const spread = (sizePx: number) => {
    const plane = packer.pack(frame, { centreX: 200, centreY: 150, sizePx, angleRad: 0 }).subarray(0, SIDE * SIDE);
    const mean = plane.reduce((sum, v) => sum + v) / plane.length;
    return Math.sqrt(plane.reduce((sum, v) => sum + (v - mean) ** 2, 0) / plane.length);
  };
  // 8x8 samples a pixel: an eighth of the single sample's spread, were they independent.
  expect(spread(SIDE * 8)).toBeLessThan(spread(SIDE) / 6);
});
