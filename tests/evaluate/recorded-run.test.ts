import { expect, test } from "vitest";

import { PATCH_NAMES } from "../vitals/made-frames.ts";
import { runFrames } from "../bed/recording/made-frames.ts";
import { partsIn, recordRun, temporaryFolders } from "../bed/recording/made-run.ts";
import { readRecordedTraces } from "../../src/evaluate/recorded-traces.ts";

const newFolder = temporaryFolders();

test("the traces of a recording in MCAP are the frames that were recorded, all parts of the run included", async () => {
  const folder = newFolder();
  const frames = runFrames(3);
  recordRun(folder, frames, { partBytes: 200_000 });
  expect(partsIn(folder).length).toBeGreaterThan(1);
  const traces = await readRecordedTraces(partsIn(folder)[0], { detector: "", mesh: "" } as never);
  expect(traces.regions).toEqual(PATCH_NAMES);
  expect(traces.frames).toEqual(frames);
  expect(traces.endMs).toBeCloseTo(3000, 6);
});
