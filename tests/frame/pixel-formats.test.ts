import { describe, expect, test } from "vitest";

import type { ColourFormat, Frame } from "../../src/base/frame.ts";
import { openVideoFile } from "../../src/frame/video-file.ts";

import { patternAt, sampleAt, temporaryFolder, writeRawAvi, writeYuv4Mpeg } from "./made-files.ts";

const file = temporaryFolder();
const RATE_HZ = 25;
const FRAMES = 3;

/** One plane of the pattern; `step` samples a pixel, `bytes` a sample. */
function plane(channel: number, width: number, height: number): Uint8Array {
  const out = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) out[y * width + x] = patternAt(channel, x, y);
  return out;
}

/** A packed picture: `order` names the channel of each byte of a pixel, -1 for padding; rows from the bottom up if asked. */
function packed(order: readonly number[], width: number, height: number, bottomUp: boolean): Uint8Array {
  const stride = Math.ceil((width * order.length) / 4) * 4;
  const out = new Uint8Array(stride * height);
  for (let y = 0; y < height; y += 1) {
    const row = (bottomUp ? height - 1 - y : y) * stride;
    for (let x = 0; x < width; x += 1) {
      order.forEach((channel, i) => {
        out[row + x * order.length + i] = channel < 0 ? 255 : patternAt(channel, x, y);
      });
    }
  }
  return out;
}

function firstFrame(path: string, check: (frame: Frame, pixelFormat: string) => void): void {
  const source = openVideoFile(path);
  const frame = source.next();
  if (frame === null) throw new Error("no frame");
  check(frame, source.info.pixelFormat);
  source.close();
}

function expectPattern(frame: Frame, shifts: readonly (readonly [x: number, y: number])[]): void {
  expect(frame.channels).toHaveLength(shifts.length);
  for (let channel = 0; channel < shifts.length; channel += 1) {
    const [shiftX, shiftY] = shifts[channel];
    let wrong = 0;
    for (let y = 0; y < frame.heightPx; y += 1) {
      for (let x = 0; x < frame.widthPx; x += 1) {
        if (sampleAt(frame, channel, x, y) !== patternAt(channel, x >> shiftX, y >> shiftY)) wrong += 1;
      }
    }
    expect(wrong, `wrong samples in channel ${channel}`).toBe(0);
  }
}

const Y4M = [
  { tag: "420jpeg", shiftX: 1, shiftY: 1 },
  { tag: "422", shiftX: 1, shiftY: 0 },
  { tag: "444", shiftX: 0, shiftY: 0 },
  { tag: "411", shiftX: 2, shiftY: 0 },
];

describe.each([
  [96, 72],
  [67, 65],
])("at %i x %i pixels", (width, height) => {
  test.each(Y4M)("every sample of planar $tag is where the channels say", ({ tag, shiftX, shiftY }) => {
    const chroma = [Math.ceil(width / (1 << shiftX)), Math.ceil(height / (1 << shiftY))] as const;
    const picture = Buffer.concat([plane(0, width, height), plane(1, ...chroma), plane(2, ...chroma)]);
    const path = file(`${tag}-${width}.y4m`);
    writeYuv4Mpeg(path, [width, height], `F${RATE_HZ}:1 Ip C${tag}`, Array(FRAMES).fill(picture));
    firstFrame(path, (frame) => {
      expect(frame.colour.model).toBe("yuv");
      expectPattern(frame, [
        [0, 0],
        [shiftX, shiftY],
        [shiftX, shiftY],
      ]);
    });
  });

  test("every sample of grey is where the channel says", () => {
    const path = file(`mono-${width}.y4m`);
    writeYuv4Mpeg(path, [width, height], `F${RATE_HZ}:1 Ip Cmono`, Array(FRAMES).fill(plane(0, width, height)));
    firstFrame(path, (frame) => {
      expect(frame.colour).toMatchObject({ model: "gray", range: "full" });
      expectPattern(frame, [[0, 0]]);
    });
  });

  test.each([
    { name: "bgr24", bits: 24, order: [2, 1, 0] },
    { name: "bgra", bits: 32, order: [2, 1, 0, -1] },
  ])("every sample of $name stored from the bottom up is upright", ({ name, bits, order }) => {
    const path = file(`${name}-${width}.avi`);
    const picture = packed(order, width, height, true);
    const avi = { widthPx: width, heightPx: height, rateHz: RATE_HZ, bitsPerPixel: bits, fourCc: "" };
    writeRawAvi(path, avi, Array(FRAMES).fill(picture));
    firstFrame(path, (frame) => {
      expect(frame.colour).toMatchObject({ model: "rgb", range: "full" });
      expectPattern(frame, [
        [0, 0],
        [0, 0],
        [0, 0],
      ]);
    });
  });
});

const SEMI_PLANAR = [
  { fourCc: "NV12", order: [1, 2] },
  { fourCc: "NV21", order: [2, 1] },
];

test.each(SEMI_PLANAR)("every sample of $fourCc is where the channels say", ({ fourCc, order }) => {
  const [width, height] = [96, 72];
  const picture = Buffer.concat([plane(0, width, height), packed(order, width / 2, height / 2, false)]);
  const path = file(`${fourCc}.avi`);
  writeRawAvi(
    path,
    { widthPx: width, heightPx: height, rateHz: RATE_HZ, bitsPerPixel: 12, fourCc },
    Array(FRAMES).fill(picture),
  );
  firstFrame(path, (frame, pixelFormat) => {
    expect(pixelFormat).toBe(fourCc.toLowerCase());
    expectPattern(frame, [
      [0, 0],
      [1, 1],
      [1, 1],
    ]);
  });
});

test.each([
  { fourCc: "YUY2", y: 0, u: 1, v: 3 },
  { fourCc: "UYVY", y: 1, u: 0, v: 2 },
])("every sample of a webcam's packed $fourCc is where the channels say", ({ fourCc, y: atY, u: atU, v: atV }) => {
  const [width, height] = [96, 72];
  const picture = new Uint8Array(width * height * 2);
  for (let y = 0; y < height; y += 1) {
    for (let pair = 0; pair < width / 2; pair += 1) {
      const start = (y * width + 2 * pair) * 2;
      picture[start + atY] = patternAt(0, 2 * pair, y);
      picture[start + atY + 2] = patternAt(0, 2 * pair + 1, y);
      picture[start + atU] = patternAt(1, pair, y);
      picture[start + atV] = patternAt(2, pair, y);
    }
  }
  const path = file(`${fourCc}.avi`);
  writeRawAvi(
    path,
    { widthPx: width, heightPx: height, rateHz: RATE_HZ, bitsPerPixel: 16, fourCc },
    Array(FRAMES).fill(picture),
  );
  firstFrame(path, (frame) => {
    expectPattern(frame, [
      [0, 0],
      [1, 0],
      [1, 0],
    ]);
  });
});

test("a palette's colours arrive exactly", () => {
  const [width, height] = [96, 72];
  const palette = new Uint8Array(1024);
  for (let i = 0; i < 256; i += 1) palette.set([(i * 3) & 255, (i * 5) & 255, 255 - i, 0], 4 * i);
  const path = file("palette.avi");
  const picture = packed([0], width, height, true);
  const avi = { widthPx: width, heightPx: height, rateHz: RATE_HZ, bitsPerPixel: 8, fourCc: "", palette };
  writeRawAvi(path, avi, Array(FRAMES).fill(picture));
  firstFrame(path, (frame, pixelFormat) => {
    expect(pixelFormat).toBe("pal8");
    expect(frame.colour).toMatchObject({ model: "rgb", range: "full" });
    for (const [x, y] of [
      [0, 0],
      [95, 0],
      [17, 33],
      [95, 71],
    ]) {
      const index = patternAt(0, x, y);
      expect([0, 1, 2].map((channel) => sampleAt(frame, channel, x, y))).toEqual([
        255 - index,
        (index * 5) & 255,
        (index * 3) & 255,
      ]);
    }
  });
});

test.each([
  { tag: "420p10", chroma: [48, 36] as const },
  { tag: "422p10", chroma: [48, 72] as const },
  { tag: "444p10", chroma: [96, 72] as const },
])("10-bit $tag becomes 8-bit with its mean kept to 0.05", ({ tag, chroma }) => {
  const [width, height] = [96, 72];
  const levels = [401, 515, 702];
  const sizes = [width * height, chroma[0] * chroma[1], chroma[0] * chroma[1]];
  const picture = Buffer.concat(levels.map((level, i) => Buffer.from(new Uint16Array(sizes[i]).fill(level).buffer)));
  const path = file(`${tag}.y4m`);
  writeYuv4Mpeg(
    path,
    [width, height],
    `F${RATE_HZ}:1 Ip C${tag} XYSCSS=${tag.toUpperCase()}`,
    Array(FRAMES).fill(picture),
  );
  firstFrame(path, (frame) => {
    levels.forEach((level, channel) => {
      let sum = 0;
      for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) sum += sampleAt(frame, channel, x, y);
      expect(Math.abs(sum / (width * height) - level / 4)).toBeLessThan(0.05);
    });
  });
});

test.each<{ mark: string; range: ColourFormat["range"] }>([
  { mark: "XCOLORRANGE=FULL", range: "full" },
  { mark: "XCOLORRANGE=LIMITED", range: "limited" },
  { mark: "", range: "limited" },
])("the range mark '$mark' is read as $range", ({ mark, range }) => {
  const path = file(`range-${range}-${mark.length}.y4m`);
  const picture = new Uint8Array((96 * 72 * 3) / 2).fill(128);
  writeYuv4Mpeg(path, [96, 72], `F${RATE_HZ}:1 Ip C420 ${mark}`, Array(FRAMES).fill(picture));
  firstFrame(path, (frame) => expect(frame.colour.range).toBe(range));
});

test.each([
  { heightPx: 718, matrix: "bt601" },
  { heightPx: 720, matrix: "bt709" },
])("unmarked video of $heightPx lines is read as $matrix", ({ heightPx, matrix }) => {
  const path = file(`height-${heightPx}.y4m`);
  const picture = new Uint8Array((64 * heightPx * 3) / 2).fill(128);
  writeYuv4Mpeg(path, [64, heightPx], `F${RATE_HZ}:1 Ip C420`, Array(FRAMES).fill(picture));
  firstFrame(path, (frame) => expect(frame.colour.matrix).toBe(matrix));
});
