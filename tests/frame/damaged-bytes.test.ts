import { readFileSync, writeFileSync } from "node:fs";

import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { AfarError } from "../../src/base/errors.ts";
import { openVideoFile } from "../../src/frame/video-file.ts";

import { regularStamps, temporaryFolder, writeEvenVideo } from "./made-files.ts";

const file = temporaryFolder();
const RUNS = 100;
const FRAMES = 24;

/** Reads a file to its end, touching the corners of every channel; the number of frames. */
function read(path: string): number {
  let frames = 0;
  let lastMs = -1;
  try {
    const source = openVideoFile(path);
    for (let frame = source.next(); frame !== null; frame = source.next()) {
      frames += 1;
      expect(frame.tMs).toBeGreaterThan(lastMs);
      expect(frame.durationMs).toBeGreaterThan(0);
      expect(frame.durationMs).toBeLessThanOrEqual(10_000);
      lastMs = frame.tMs;
      for (const { data, offset, strideBytes, stepBytes, shiftX, shiftY } of frame.channels) {
        const row = (frame.heightPx - 1) >> shiftY;
        const column = (frame.widthPx - 1) >> shiftX;
        const last = offset + row * strideBytes + column * stepBytes;
        if (data[offset] === undefined || data[last] === undefined) throw new Error("a sample is out of its buffer");
      }
    }
    expect(source.endError === null || source.endError instanceof AfarError).toBe(true);
  } catch (error) {
    if (!(error instanceof AfarError)) throw error;
  }
  return frames;
}

describe.each([
  { codec: "h264", ending: "mkv" },
  { codec: "h264", ending: "mp4" },
  { codec: "mjpeg", ending: "avi" },
  { codec: "ffv1", ending: "mkv" },
  { codec: "vp9", ending: "webm" },
] as const)("$codec in $ending", ({ codec, ending }) => {
  const path = file(`${codec}.${ending}`);
  const colour = { range: "full", matrix: "bt601" } as const;
  const options = { widthPx: 96, heightPx: 64, rateHz: 30, codec, keyframeInterval: 8, colour };
  writeEvenVideo(path, options, regularStamps(FRAMES, 30), (index) => [40 + 7 * index, 100, 140]);
  const whole = readFileSync(path);
  const damagedPath = file(`damaged-${codec}.${ending}`);

  test("random bytes in it cost frames at most, never the process", () => {
    expect(read(path)).toBe(FRAMES);
    const change = fc.tuple(fc.nat({ max: whole.length - 1 }), fc.nat({ max: 255 }));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 20 }), (changes) => {
        const bytes = Buffer.from(whole);
        for (const [at, value] of changes) bytes[at] = value;
        writeFileSync(damagedPath, bytes);
        expect(read(damagedPath)).toBeLessThanOrEqual(2 * FRAMES);
      }),
      { numRuns: RUNS },
    );
  });

  test("an end anywhere costs the frames after it, never the process", () => {
    fc.assert(
      fc.property(fc.nat({ max: whole.length - 1 }), (length) => {
        writeFileSync(damagedPath, whole.subarray(0, length));
        expect(read(damagedPath)).toBeLessThanOrEqual(FRAMES);
      }),
      { numRuns: RUNS },
    );
  });
});
