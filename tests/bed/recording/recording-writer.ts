import { setTimeout as wait } from "node:timers/promises";

import { PATCH_NAMES } from "../../vitals/made-frames.ts";
import { createRecorder } from "../../../src/bed/recording/recorder.ts";

import { runFrames } from "./made-frames.ts";

/** Records in real time into the folder of the first argument and writes the time of each frame that it gave the recorder. */
const recorder = createRecorder({
  folder: process.argv[2],
  bed: "1",
  source: "made",
  landmarks: true,
  video: null,
  version: "0.0.0",
  configuration: {},
  // A part a second: kills meet the change of parts too.
  partBytes: 150_000,
});
recorder.begin(PATCH_NAMES);
const startMs = performance.now();
for (const frame of runFrames(20)) {
  await wait(Math.max(0, startMs + frame.tMs - performance.now()));
  recorder.frame(frame);
  process.stdout.write(`${frame.tMs}\n`);
}
recorder.close();
