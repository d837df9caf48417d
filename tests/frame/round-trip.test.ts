import { readFileSync } from "node:fs";

import { describe, expect, test } from "vitest";

import type { ColourFormat } from "../../src/base/frame.ts";
import { openContainer } from "../../src/frame/container.ts";
import { openVideoFile } from "../../src/frame/video-file.ts";
import { createVideoWriter, type VideoWriterOptions } from "../../src/frame/video-writer.ts";

import { forEachFrame, patternAt, regularStamps, sampleAt, temporaryFolder, writeEvenVideo } from "./made-files.ts";

const file = temporaryFolder();

type Range = ColourFormat["range"];
const BASE = { widthPx: 128, heightPx: 96, rateHz: 30 } as const;

/** An even colour for each frame: all channels move, none leaves limited range. */
const colourAt = (index: number) => [40 + 3 * index, 90 + 2 * index, 180 - 2 * index] as const;

describe.each<{
  codec: VideoWriterOptions["codec"];
  ending: string;
  matrix: ColourFormat["matrix"];
  tolerance: number;
}>([
  { codec: "h264", ending: "mp4", matrix: "bt709", tolerance: 1 },
  { codec: "h264", ending: "mkv", matrix: "bt601", tolerance: 1 },
  { codec: "h264", ending: "avi", matrix: "bt709", tolerance: 1 },
  { codec: "hevc", ending: "mp4", matrix: "bt2020", tolerance: 1 },
  { codec: "vp9", ending: "mkv", matrix: "bt709", tolerance: 1 },
  { codec: "mjpeg", ending: "avi", matrix: "bt601", tolerance: 1 },
  { codec: "mjpeg", ending: "mkv", matrix: "bt601", tolerance: 1 },
  { codec: "ffv1", ending: "mkv", matrix: "bt601", tolerance: 0 },
])("$codec in $ending", ({ codec, ending, matrix, tolerance }) => {
  test.each<Range>(["limited", "full"])(`keeps %s-range ${matrix} colours to ${tolerance} levels`, (range) => {
    const path = file(`${codec}-${range}.${ending}`);
    writeEvenVideo(path, { ...BASE, codec, colour: { range, matrix } }, regularStamps(20, 30), colourAt);
    const source = openVideoFile(path);
    expect(source.info).toMatchObject({ widthPx: 128, heightPx: 96, codec, rotationDeg: 0 });
    expect(source.info.rateHz).toBeCloseTo(30, 1);
    const count = forEachFrame(source, (frame, index) => {
      expect(frame.colour).toEqual({ model: "yuv", range, matrix });
      for (const [x, y] of [
        [0, 0],
        [64, 48],
        [127, 95],
      ]) {
        colourAt(index).forEach((level, channel) => {
          expect(Math.abs(sampleAt(frame, channel, x, y) - level)).toBeLessThanOrEqual(tolerance);
        });
      }
      expect(Math.abs(frame.tMs - (1000 * index) / 30)).toBeLessThanOrEqual(0.51);
      expect(frame.durationMs).toBeCloseTo(1000 / 30, -1);
    });
    expect(count).toBe(20);
    expect(source.endError).toBeNull();
    expect(source.damagedPackets).toBe(0);
  });
});

test("ffv1 keeps every sample of a picture with odd sides", () => {
  const [width, height] = [67, 65];
  const chroma = [34, 33] as const;
  const planeOf = (channel: number, w: number, h: number) =>
    Uint8Array.from({ length: w * h }, (_, i) => patternAt(channel, i % w, Math.floor(i / w)));
  const path = file("odd.mkv");
  const colour = { range: "full", matrix: "bt601" } as const;
  const writer = createVideoWriter(path, { widthPx: width, heightPx: height, rateHz: 25, codec: "ffv1", colour });
  const planes = { y: planeOf(0, width, height), u: planeOf(1, ...chroma), v: planeOf(2, ...chroma) };
  for (const tMs of [0, 40]) writer.write(planes, tMs);
  writer.close();
  const count = forEachFrame(openVideoFile(path), (frame) => {
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        expect(sampleAt(frame, 0, x, y)).toBe(patternAt(0, x, y));
        expect(sampleAt(frame, 1, x, y)).toBe(patternAt(1, x >> 1, y >> 1));
        expect(sampleAt(frame, 2, x, y)).toBe(patternAt(2, x >> 1, y >> 1));
      }
    }
  });
  expect(count).toBe(2);
});

const H264 = { ...BASE, codec: "h264", colour: { range: "limited", matrix: "bt601" } } as const;

test.each([
  { ending: "mp4", toleranceMs: 0.01 },
  { ending: "mkv", toleranceMs: 0.5 },
])("irregular stamps survive in $ending to $toleranceMs ms", ({ ending, toleranceMs }) => {
  const stamps = [0, 33, 70, 104, 300, 333, 340, 400, 1_400, 1_433];
  const path = file(`irregular.${ending}`);
  writeEvenVideo(path, H264, stamps, colourAt);
  const times: number[] = [];
  forEachFrame(openVideoFile(path), (frame) => times.push(frame.tMs));
  expect(times).toHaveLength(stamps.length);
  times.forEach((tMs, i) => {
    expect(Math.abs(tMs - stamps[i])).toBeLessThanOrEqual(toleranceMs);
  });
});

test.each(["h264", "hevc", "vp9"] as const)("%s marks a keyframe at the interval asked and nowhere else", (codec) => {
  const path = file(`keyframes-${codec}.mkv`);
  // A sudden change of scene at frame 7 asks for no keyframe of its own.
  const flash = (index: number) => [index < 7 ? 40 : 200, 128, 128] as const;
  writeEvenVideo(path, { ...H264, codec, keyframeInterval: 12 }, regularStamps(40, 30), flash);
  const marks: number[] = [];
  forEachFrame(openVideoFile(path), (frame, index) => {
    if (frame.keyframe) marks.push(index);
  });
  expect(marks).toEqual([0, 12, 24, 36]);
});

test.each(["h264", "hevc"] as const)(
  "%s of low delay sends its pictures in the order in which they are shown",
  (codec) => {
    const sent = [true, false].map((lowDelay) => {
      const path = file(`delay-${codec}-${lowDelay}.mp4`);
      writeEvenVideo(path, { ...H264, codec, lowDelay }, regularStamps(40, 30), () => [90, 128, 128]);
      const container = openContainer(path);
      const { previewStampsMs } = container;
      container.close();
      expect(previewStampsMs).toHaveLength(40);
      return previewStampsMs.every((stampMs, i) => i === 0 || stampMs > previewStampsMs[i - 1]);
    });
    expect(sent).toEqual([true, false]);
  },
);

test("every frame of mjpeg is a keyframe", () => {
  const path = file("mjpeg.mkv");
  writeEvenVideo(path, { ...H264, codec: "mjpeg" }, regularStamps(5, 30), colourAt);
  const count = forEachFrame(openVideoFile(path), (frame) => expect(frame.keyframe).toBe(true));
  expect(count).toBe(5);
});

test.each([90, 180, 270] as const)("a rotation of %i degrees is told by source and frames", (rotationDeg) => {
  for (const ending of ["mp4", "mkv"]) {
    const path = file(`turned-${rotationDeg}.${ending}`);
    writeEvenVideo(path, { ...H264, rotationDeg }, regularStamps(3, 30), colourAt);
    const source = openVideoFile(path);
    expect(source.info.rotationDeg).toBe(rotationDeg);
    expect([source.info.widthPx, source.info.heightPx]).toEqual([128, 96]);
    forEachFrame(source, (frame) => expect(frame.rotationDeg).toBe(rotationDeg));
  }
});

describe.each(["mp4", "mkv", "avi"])("a part of a file in %s", (ending) => {
  const options = { ...H264, keyframeInterval: 25 };
  const STAMPS = regularStamps(90, 30);
  const levelAt = (index: number) => [40 + 2 * index, 128, 128] as const;

  test("starts at the frame asked for, counts time from it and ends where asked", () => {
    const path = file(`part.${ending}`);
    writeEvenVideo(path, options, STAMPS, levelAt);
    const source = openVideoFile(path, { startS: 1.5, seconds: 0.5 });
    const times: number[] = [];
    forEachFrame(source, (frame, index) => {
      times.push(frame.tMs);
      expect(Math.abs(sampleAt(frame, 0, 9, 9) - levelAt(45 + index)[0])).toBeLessThanOrEqual(1);
    });
    expect(times).toHaveLength(15);
    expect(times[0]).toBe(0);
    expect(times[14]).toBeCloseTo((1000 * 14) / 30, -1);
    expect(source.endError).toBeNull();
  });

  test("the last frames are complete without a false alarm", () => {
    const path = file(`tail.${ending}`);
    writeEvenVideo(path, options, STAMPS, levelAt);
    const source = openVideoFile(path, { startS: 2.9 });
    expect(forEachFrame(source, () => undefined)).toBe(3);
    expect(source.endError).toBeNull();
  });
});

test("several decoder threads show the same frames as one", () => {
  const path = file("threads.mp4");
  writeEvenVideo(path, H264, regularStamps(60, 30), colourAt);
  const digest = (threads: number) => {
    const seen: number[][] = [];
    forEachFrame(openVideoFile(path, { threads }), (f) =>
      seen.push([f.tMs, ...[0, 1, 2].map((c) => sampleAt(f, c, 50, 50))]),
    );
    return seen;
  };
  expect(digest(1)).toHaveLength(60);
  expect(digest(3)).toEqual(digest(1));
});

test.each(["h264", "hevc", "vp9", "mjpeg", "ffv1"] as const)(
  "%s writes the same bytes for the same frames",
  (codec) => {
    const paths = ["a.mkv", "b.mkv"].map((name) => file(`${codec}-${name}`));
    for (const path of paths) writeEvenVideo(path, { ...H264, codec }, regularStamps(12, 30), colourAt);
    const [a, b] = paths.map((path) => readFileSync(path));
    expect(a.length).toBeGreaterThan(200);
    expect(a.equals(b)).toBe(true);
  },
);

test("a lower bit rate makes a smaller file", () => {
  const noisy = (bitRateKbps: number) => {
    const path = file(`rate-${bitRateKbps}.mp4`);
    const writer = createVideoWriter(path, { ...H264, bitRateKbps });
    let state = 1;
    const noise = (length: number) =>
      Uint8Array.from({ length }, () => {
        state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
        return 100 + (state >> 25);
      });
    for (const tMs of regularStamps(60, 30)) {
      writer.write({ y: noise(128 * 96), u: noise(64 * 48), v: noise(64 * 48) }, tMs);
    }
    writer.close();
    return readFileSync(path).length;
  };
  const low = noisy(100);
  const high = noisy(800);
  expect(low).toBeLessThan(high / 3);
  // 2 s at 800 kb/s
  expect(high).toBeGreaterThan(100_000);
  expect(high).toBeLessThan(400_000);
});
