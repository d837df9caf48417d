import { readdirSync } from "node:fs";

import { expect } from "vitest";

import { openVideoFile, type VideoFileOptions } from "../../src/frame/video-file.ts";
import { recordingPath, testWithRecordings } from "../recordings.ts";

import { forEachFrame } from "./made-files.ts";

const FOLDERS = ["video", "phantom", "abstain", "tracking"];

function videos(folder: string): string[] {
  const names = readdirSync(recordingPath(folder)).filter((name) => /\.(mp4|mkv|gif)$/.test(name));
  return names.map((name) => `${folder}/${name}`);
}

/** Reads a part of a file: its number of frames, how many do not rise in time, and the source, at its end. */
function readPart(name: string, part: VideoFileOptions) {
  const source = openVideoFile(recordingPath(name), part);
  let lastMs = -1;
  let notRising = 0;
  const count = forEachFrame(source, ({ tMs }) => {
    if (tMs <= lastMs) notRising += 1;
    lastMs = tMs;
  });
  return { source, count, notRising };
}

for (const folder of FOLDERS) {
  testWithRecordings(`every video of ${folder} shows frames in rising time, the last ones included`, () => {
    const names = videos(folder);
    expect(names.length).toBeGreaterThan(2);
    for (const name of names) {
      const head = readPart(name, { seconds: 3 });
      const { rateHz, durationMs } = head.source.info;
      expect(head.count, name).toBeGreaterThan(10);
      expect(head.notRising, name).toBe(0);
      if (rateHz === null || durationMs === null) continue;
      const tail = readPart(name, { startS: durationMs / 1000 - 1 });
      expect(tail.notRising, name).toBe(0);
      expect(tail.count, name).toBeLessThanOrEqual(rateHz + 1);
      expect(tail.count, name).toBeGreaterThan(0.6 * rateHz);
      expect(tail.source.endError, name).toBeNull();
      expect(tail.source.damagedPackets, name).toBe(0);
    }
  });
}

testWithRecordings("a whole recording is as long and has as many frames as its header says", () => {
  const source = openVideoFile(recordingPath("video/face.mp4"));
  let endMs = 0;
  const count = forEachFrame(source, (frame) => {
    endMs = frame.tMs + frame.durationMs;
  });
  expect(count).toBe(301);
  expect(endMs).toBeCloseTo(10_033.333, 2);
  expect(source.info.durationMs).toBeCloseTo(10_033.333, 2);
});

testWithRecordings("a recording with dropped frames keeps its irregular intervals", () => {
  const times: number[] = [];
  forEachFrame(openVideoFile(recordingPath("phantom/dropped-frames-90.mkv")), (frame) => times.push(frame.tMs));
  const intervals = times.slice(1).map((tMs, i) => tMs - times[i]);
  expect(intervals.filter((interval) => interval > 50).length).toBeGreaterThan(100);
  expect(intervals.filter((interval) => interval < 40).length).toBeGreaterThan(100);
  expect(times[times.length - 1]).toBeGreaterThan(39_000);
});

testWithRecordings("animated pictures are read as RGB", () => {
  for (const name of videos("tracking").filter((path) => path.endsWith(".gif"))) {
    const source = openVideoFile(recordingPath(name));
    expect(source.info.codec).toBe("gif");
    forEachFrame(source, (frame) => {
      expect(frame.colour).toMatchObject({ model: "rgb", range: "full" });
      expect(frame.channels).toHaveLength(3);
    });
  }
});

testWithRecordings("the keyframes of a recording with one every 24 frames are found there", () => {
  const marks: number[] = [];
  forEachFrame(openVideoFile(recordingPath("abstain/photo-keyframes.mp4")), (frame, index) => {
    if (frame.keyframe) marks.push(index);
  });
  expect(marks.length).toBeGreaterThan(30);
  expect(marks.every((index) => index % 24 === 0)).toBe(true);
});

testWithRecordings("an unmarked range is limited, a marked one is what it says", () => {
  const rangeOf = (name: string) => {
    const source = openVideoFile(recordingPath(name));
    const range = source.next()?.colour.range;
    source.close();
    return range;
  };
  expect(rangeOf("phantom/still-68.mp4")).toBe("limited");
  expect(rangeOf("abstain/no-face-crane.mp4")).toBe("full");
});
