import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

import { describe, expect, test } from "vitest";

import { AfarError } from "../../src/base/errors.ts";
import type { FrameSource } from "../../src/frame/frame-source.ts";
import { openVideoFile } from "../../src/frame/video-file.ts";

import { forEachFrame, regularStamps, temporaryFolder, writeEvenVideo, writeWav, writeYuv4Mpeg } from "./made-files.ts";

const file = temporaryFolder();
const OPTIONS = {
  widthPx: 128,
  heightPx: 96,
  rateHz: 30,
  codec: "mjpeg",
  colour: { range: "full", matrix: "bt601" },
} as const;
const SECONDS = 4;
const STAMPS = regularStamps(30 * SECONDS, 30);
const colourAt = (index: number) => [60 + index, 100, 150] as const;

function errorOf(path: string, open: () => unknown = () => openVideoFile(path)): AfarError {
  try {
    open();
  } catch (error) {
    if (!(error instanceof AfarError)) throw error;
    expect(error.message).toContain(path);
    expect(error.message).not.toContain("\n");
    return error;
  }
  throw new Error("nothing was thrown");
}

function whole(ending: string): Buffer {
  const path = file(`whole.${ending}`);
  writeEvenVideo(path, OPTIONS, STAMPS, colourAt);
  return readFileSync(path);
}

function written(name: string, bytes: Uint8Array): string {
  writeFileSync(file(name), bytes);
  return file(name);
}

describe("what is no video is refused with its cause", () => {
  test("a missing file", () => {
    expect(errorOf(file("nowhere.mp4"))).toMatchObject({ code: "FILE_MISSING", exit: 2 });
  });

  test("a folder", () => {
    mkdirSync(file("folder.mp4"));
    expect(errorOf(file("folder.mp4"))).toMatchObject({ code: "FILE_UNREADABLE" });
  });

  test("a device", () => {
    expect(errorOf("/dev/null").code).toBe("FILE_UNREADABLE");
  });

  test("an empty file", () => {
    const error = errorOf(written("empty.mp4", new Uint8Array()));
    expect(error.code).toBe("FILE_UNREADABLE");
    expect(error.message).toContain("empty");
  });

  test("a text file that calls itself a video", () => {
    const text = Buffer.from("Dear diary, today the camera was off.\n".repeat(200));
    for (const name of ["text.mp4", "text.mkv", "text.txt"]) {
      expect(errorOf(written(name, text)).code).toBe("FILE_UNREADABLE");
    }
  });

  test("a playlist, which could point anywhere", () => {
    const video = written("listed.mp4", whole("mp4"));
    const hls = `#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n${video}\n#EXT-X-ENDLIST\n`;
    expect(errorOf(written("list.m3u8", Buffer.from(hls))).code).toBe("FILE_UNREADABLE");
    const script = `ffconcat version 1.0\nfile '${video}'\n`;
    expect(errorOf(written("list.ffconcat", Buffer.from(script))).code).toBe("FILE_UNREADABLE");
  });

  test("an mp4 that was cut off within its index", () => {
    expect(errorOf(written("headless.mp4", whole("mp4").subarray(0, 300))).code).toBe("FILE_UNREADABLE");
  });

  test("sound without a picture", () => {
    writeWav(file("sound.wav"));
    expect(errorOf(file("sound.wav"))).toMatchObject({ code: "NO_VIDEO", exit: 2 });
  });
});

describe("a video without frames is refused", () => {
  test("when it ends after its header", () => {
    writeYuv4Mpeg(file("header.y4m"), [96, 72], "F25:1 Ip C420", []);
    expect(errorOf(file("header.y4m")).code).toBe("NO_FRAMES");
  });

  test("when none can be decoded", () => {
    const bytes = Buffer.from(whole("mp4"));
    bytes.fill(0, bytes.indexOf("mdat") + 4);
    expect(errorOf(written("zeros.mp4", bytes)).code).toBe("NO_FRAMES");
  });

  test("when it ends before the start asked for", () => {
    const path = written("short.mkv", whole("mkv"));
    const error = errorOf(path, () => openVideoFile(path, { startS: 60 }));
    expect(error.code).toBe("NO_FRAMES");
    expect(error.message).toContain("second 60");
  });
});

function yuv4Mpeg(name: string, size: readonly [number, number], rate: string, frames = 12): string {
  const bytes = size[0] * size[1] + 2 * Math.ceil(size[0] / 2) * Math.ceil(size[1] / 2);
  writeYuv4Mpeg(file(name), size, `F${rate} Ip C420`, Array(frames).fill(new Uint8Array(bytes).fill(128)));
  return file(name);
}

describe("a video in which no face can be read is refused", () => {
  test.each([
    [1, 1],
    [63, 480],
    [640, 32],
    [8194, 64],
  ])("for its size of %i x %i pixels", (width, height) => {
    const error = errorOf(yuv4Mpeg(`${width}x${height}.y4m`, [width, height], "25:1", 2));
    expect(error).toMatchObject({ code: "VIDEO_UNSUITABLE", exit: 2 });
    expect(error.message).toContain(`${width} x ${height}`);
  });

  test.each(["1:1", "9:2", "1000:1"])("for its rate of %s", (rate) => {
    expect(errorOf(yuv4Mpeg(`rate-${rate.replace(":", "-")}.y4m`, [96, 72], rate)).code).toBe("VIDEO_UNSUITABLE");
  });

  test("but not at the ends of the range", () => {
    for (const rate of ["5:1", "480:1"]) {
      const source = openVideoFile(yuv4Mpeg(`ends-${rate.replace(":", "-")}.y4m`, [64, 64], rate));
      expect(forEachFrame(source, () => undefined)).toBe(12);
    }
  });

  test("by its stamps, whatever its header says", () => {
    const slow = file("slow.mkv");
    writeEvenVideo(slow, OPTIONS, regularStamps(20, 1), colourAt);
    expect(errorOf(slow).code).toBe("VIDEO_UNSUITABLE");
    const boast = file("boast.mkv");
    writeEvenVideo(boast, { ...OPTIONS, rateHz: 1000 }, regularStamps(20, 30), colourAt);
    const source = openVideoFile(boast);
    expect(source.info.rateHz).toBeCloseTo(30, 0);
    source.close();
  });
});

describe("a video that was cut off", () => {
  const drain = (source: FrameSource) => forEachFrame(source, () => undefined);

  test.each(["mp4", "mkv", "avi"])("as %s shows what it holds, then says where it ends", (ending) => {
    const bytes = whole(ending);
    const path = written(`cut.${ending}`, bytes.subarray(0, Math.round(bytes.length * 0.6)));
    const source = openVideoFile(path);
    const count = drain(source);
    expect(count).toBeGreaterThan(30);
    expect(count).toBeLessThan(STAMPS.length - 10);
    expect(source.endError).toBeInstanceOf(AfarError);
    expect(source.endError).toMatchObject({ code: "VIDEO_TRUNCATED", exit: 2 });
    expect(source.endError?.message).toContain(path);
    const seconds = /second (\d+\.\d) of the (\d+\.\d)/.exec(source.endError?.message ?? "");
    expect(Math.abs(Number(seconds?.[1]) - count / 30)).toBeLessThan(0.2);
    expect(Number(seconds?.[2])).toBeCloseTo(SECONDS, 1);
  });

  test("is no error while only its whole part is asked for", () => {
    const bytes = whole("mkv");
    const source = openVideoFile(written("cut-later.mkv", bytes.subarray(0, Math.round(bytes.length * 0.6))), {
      seconds: 1,
    });
    expect(drain(source)).toBe(30);
    expect(source.endError).toBeNull();
  });

  test("is told from one that is whole", () => {
    for (const ending of ["mp4", "mkv", "avi"]) {
      const source = openVideoFile(written(`uncut.${ending}`, whole(ending)));
      expect(drain(source)).toBe(STAMPS.length);
      expect(source.endError).toBeNull();
      expect(source.damagedPackets).toBe(0);
    }
  });
});

test("damage in the middle is counted and passed over", () => {
  const bytes = Buffer.from(whole("mp4"));
  const data = bytes.indexOf("mdat") + 4;
  const middle = data + Math.round((bytes.length - data) / 2);
  // The pictures are some hundred bytes long: several lose their start, the rest is whole.
  bytes.fill(0, middle, middle + 4_000);
  const source = openVideoFile(written("damaged.mp4", bytes));
  let lastMs = -1;
  const count = forEachFrame(source, (frame) => {
    expect(frame.tMs).toBeGreaterThan(lastMs);
    lastMs = frame.tMs;
  });
  expect(source.damagedPackets).toBeGreaterThan(0);
  expect(count).toBeLessThan(STAMPS.length);
  expect(count).toBeGreaterThan(STAMPS.length / 2);
  expect(lastMs).toBeCloseTo(STAMPS[STAMPS.length - 1], -1);
  expect(source.endError).toBeNull();
});

test("a source that was closed shows nothing more and may be closed again", () => {
  const source = openVideoFile(written("closed.mp4", whole("mp4")));
  expect(source.next()).not.toBeNull();
  source.close();
  expect(source.next()).toBeNull();
  expect(source.endError).toBeNull();
  source.close();
});

test("a name with a colon is a file, not an address", () => {
  const source = openVideoFile(written("http:camera.mp4", whole("mp4")));
  expect(source.next()).not.toBeNull();
  source.close();
});
