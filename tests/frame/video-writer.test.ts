import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

import { describe, expect, test } from "vitest";

import { createVideoWriter, type VideoWriterOptions } from "../../src/frame/video-writer.ts";
import { testNeeding } from "../left-out.ts";

import { temporaryFolder } from "./made-files.ts";

const file = temporaryFolder();
const OPTIONS: VideoWriterOptions = {
  widthPx: 128,
  heightPx: 96,
  rateHz: 30,
  codec: "ffv1",
  colour: { range: "full", matrix: "bt601" },
};
const planes = (level = 128) => ({
  y: Uint8Array.from({ length: 128 * 96 }, (_, i) => (i * i * level) >> 3),
  u: new Uint8Array(64 * 48).fill(level),
  v: new Uint8Array(64 * 48).fill(level),
});

describe("a file appears under its name", () => {
  test("only when it is whole, in the place of an older one", () => {
    const path = file("whole.mkv");
    writeFileSync(path, "old");
    const writer = createVideoWriter(path, OPTIONS);
    writer.write(planes(), 0);
    expect(readFileSync(path, "utf8")).toBe("old");
    writer.close();
    writer.close();
    expect(readFileSync(path).length).toBeGreaterThan(1_000);
    expect(readdirSync(dirname(path)).filter((name) => name.startsWith("whole"))).toEqual(["whole.mkv"]);
  });

  test("not at all when it was discarded", () => {
    const path = file("discarded.mkv");
    const writer = createVideoWriter(path, OPTIONS);
    writer.write(planes(), 0);
    writer.discard();
    writer.close();
    expect(readdirSync(dirname(path)).filter((name) => name.startsWith("discarded"))).toEqual([]);
    expect(() => writer.write(planes(), 33)).toThrow(RangeError);
  });
});

const FULL_DEVICE = { present: existsSync("/dev/full"), remedy: "/dev/full is absent, run on Linux" };

for (const ending of ["mkv", "mp4", "avi"]) {
  testNeeding(
    FULL_DEVICE,
    `a full disk under ${ending} is said and leaves nothing behind`,
    () => {
      const path = file(`full.${ending}`);
      // What the writer opens leads to a device that is always full.
      symlinkSync("/dev/full", `${path}.${process.pid}.part`);
      const write = () => {
        const writer = createVideoWriter(path, { ...OPTIONS, codec: "mjpeg" });
        for (let i = 0; i < 100; i += 1) writer.write(planes(i), i * 33);
        writer.close();
      };
      expect(write).toThrow(expect.objectContaining({ code: "DISK_FULL", message: expect.stringContaining(path) }));
      expect(readdirSync(dirname(path)).filter((name) => name.startsWith("full"))).toEqual([]);
    },
    30_000,
  );
}

describe("what cannot be written is refused", () => {
  const create = (name: string, options: Partial<VideoWriterOptions> = {}) =>
    createVideoWriter(name, { ...OPTIONS, ...options });
  const usage = expect.objectContaining({ code: "USAGE" });

  test("an unknown ending", () => {
    expect(() => create(file("x.txt"))).toThrow(usage);
  });

  test("a folder that is not there", () => {
    expect(() => create(file("nowhere/x.mkv"))).toThrow(usage);
  });

  test("a codec that the container cannot hold", () => {
    expect(() => create(file("x.webm"), { codec: "h264" })).toThrow(usage);
    expect(existsSync(file("x.webm"))).toBe(false);
  });

  test("colours that the stream could not mark", () => {
    expect(() => create(file("x.avi"))).toThrow(usage);
    expect(() => create(file("x.mkv"), { codec: "mjpeg", colour: { range: "full", matrix: "bt709" } })).toThrow(usage);
  });

  test("a size that the codec does not have", () => {
    expect(() => create(file("odd.mkv"), { codec: "h264", widthPx: 127 })).toThrow(RangeError);
  });

  test("planes of the wrong length and stamps that do not rise", () => {
    const writer = create(file("strict.mkv"));
    expect(() => writer.write({ ...planes(), u: new Uint8Array(3) }, 0)).toThrow(RangeError);
    writer.write(planes(), 10);
    expect(() => writer.write(planes(), 10)).toThrow(RangeError);
    writer.discard();
  });
});
