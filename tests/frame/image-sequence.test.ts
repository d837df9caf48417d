import { writeFileSync } from "node:fs";

import sharp from "sharp";
import { expect, test } from "vitest";

import { AfarError } from "../../src/base/errors.ts";
import { openImageSequence } from "../../src/frame/image-sequence.ts";

import { forEachFrame, patternAt, sampleAt, temporaryFolder } from "./made-files.ts";

const WIDTH = 96;
const HEIGHT = 80;
const at = temporaryFolder();

async function writePng(path: string, shift: number, widthPx = WIDTH): Promise<string> {
  const rgb = Buffer.alloc(widthPx * HEIGHT * 3);
  for (let i = 0; i < rgb.length; i++) {
    const pixel = Math.floor(i / 3);
    rgb[i] = patternAt(i % 3, (pixel % widthPx) + shift, Math.floor(pixel / widthPx));
  }
  await sharp(rgb, { raw: { width: widthPx, height: HEIGHT, channels: 3 } })
    .png()
    .toFile(path);
  return path;
}

test("every sample of every picture is what was written, at its own time", async () => {
  const stamps = [5000, 5033.4, 5071, 5100];
  const images = await Promise.all(stamps.map(async (tMs, i) => ({ path: await writePng(at(`${i}.png`), i), tMs })));
  const source = openImageSequence(images);
  const timesMs: number[] = [];
  const count = forEachFrame(source, (frame, index) => {
    timesMs.push(frame.tMs);
    for (const [x, y] of [
      [0, 0],
      [17, 3],
      [WIDTH - 1, HEIGHT - 1],
    ]) {
      for (const channel of [0, 1, 2]) expect(sampleAt(frame, channel, x, y)).toBe(patternAt(channel, x + index, y));
    }
  });
  expect(count).toBe(4);
  expect(timesMs.map((tMs) => Math.round(10 * tMs) / 10)).toEqual([0, 33.4, 71, 100]);
  expect(source.info).toMatchObject({ widthPx: WIDTH, heightPx: HEIGHT, rateHz: 30, codec: "png" });
});

test("a picture that is cut off, empty, missing or of another size is left out and counted", async () => {
  const whole = await writePng(at("whole.png"), 0);
  writeFileSync(at("cut.png"), "\x89PNG\r\n\x1a\n and no more");
  writeFileSync(at("empty.png"), "");
  await writePng(at("wide.png"), 0, WIDTH + 16);
  const paths = [whole, at("cut.png"), at("empty.png"), at("absent.png"), at("wide.png"), whole];
  const source = openImageSequence(paths.map((path, i) => ({ path, tMs: 40 * i })));
  const timesMs: number[] = [];
  forEachFrame(source, ({ tMs }) => timesMs.push(tMs));
  expect(timesMs).toEqual([0, 200]);
  expect(source.damagedPackets).toBe(4);
});

test("a first picture that is no PNG, a missing one and an empty sequence are told in one sentence", () => {
  writeFileSync(at("text.png"), "text");
  expect(() => openImageSequence([{ path: at("text.png"), tMs: 0 }])).toThrow(/text\.png cannot be read as a PNG/);
  expect(() => openImageSequence([{ path: at("none.png"), tMs: 0 }])).toThrow(/none\.png does not exist/);
  expect(() => openImageSequence([])).toThrow(AfarError);
});

test("times that do not rise are refused", async () => {
  const path = await writePng(at("same.png"), 0);
  expect(() => openImageSequence([path, path].map((each) => ({ path: each, tMs: 7 })))).toThrow(RangeError);
});
