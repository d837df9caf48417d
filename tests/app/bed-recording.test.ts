import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, expect, test } from "vitest";

import type { RecordingCommand, RecordingMessage } from "../../src/wire/recording.ts";
import { PATCH_NAMES } from "../vitals/made-frames.ts";
import { openRuns } from "../../src/bed/recording/recorded-run.ts";
import { runFrames } from "../bed/recording/made-frames.ts";
import { planBedRecording } from "../../src/app/bed-recording.ts";

const root = mkdtempSync(join(tmpdir(), "afar-bed-recording-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const frames = runFrames(12);

function planned() {
  const told: RecordingMessage[] = [];
  const recording = planBedRecording({ bed: "3", source: "made", version: "0", tell: (message) => told.push(message) });
  recording.begin(PATCH_NAMES);
  return { told, recording };
}

const command = (action: "start" | "stop", folder: string): RecordingCommand => ({
  kind: "recording",
  action,
  landmarks: true,
  folder,
  demo: true,
  configuration: {},
});

test("a recording that is begun and ended while the bed runs holds the frames between, counted from its own beginning", () => {
  const { told, recording } = planned();
  const folder = join(root, "between");
  for (const frame of frames.slice(0, 60)) recording.frame(frame);
  recording.obey(command("start", folder));
  recording.obey(command("start", folder));
  for (const frame of frames.slice(60, 330)) recording.frame(frame);
  recording.obey(command("stop", folder));
  recording.obey(command("stop", folder));
  for (const frame of frames.slice(330)) recording.frame(frame);
  expect(readdirSync(folder)).toEqual(["run-0001-part-0001.mcap"]);
  const [run] = openRuns(folder);
  const times = [...run.items()].flatMap((item) => (item.kind === "frame" ? [item.frame.tMs] : []));
  expect(run.facts).toMatchObject({ bed: "3", landmarks: true, demo: true });
  expect([times.length, times[0]]).toEqual([270, 0]);
  expect(told.map(({ state }) => state)).toEqual([...Array(told.length - 1).fill("recording"), "stopped"]);
  const last = told.at(-1);
  expect(last?.lengthMs).toBeCloseTo(9000, 0);
  expect(last?.bytes).toBeGreaterThan(100_000);
});

test("a bed that is told to record before its source is open records from its first frame", () => {
  const told: RecordingMessage[] = [];
  const recording = planBedRecording({ bed: "3", source: "made", version: "0", tell: (message) => told.push(message) });
  const folder = join(root, "early");
  recording.obey(command("start", folder));
  recording.begin(PATCH_NAMES);
  for (const frame of frames.slice(0, 90)) recording.frame(frame);
  recording.close();
  const [run] = openRuns(folder);
  expect(run.facts).toMatchObject({ regions: PATCH_NAMES, beginsMs: 0 });
  expect([...run.items()].filter(({ kind }) => kind === "frame")).toHaveLength(90);
  expect(told[0]).toMatchObject({ state: "recording", lengthMs: null });
});

test("a folder that cannot be used is told as a failure, and the bed goes on", () => {
  const { told, recording } = planned();
  const file = join(root, "file");
  writeFileSync(file, "");
  recording.obey(command("start", file));
  for (const frame of frames.slice(0, 30)) recording.frame(frame);
  expect(told).toMatchObject([{ state: "failed", detail: expect.stringContaining(file) }]);
});
