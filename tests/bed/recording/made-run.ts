import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll } from "vitest";

import type { TraceFrame } from "../../../src/base/trace-frame.ts";
import type { AlarmEvent } from "../../../src/wire/alarms.ts";
import type { BedMessage } from "../../../src/wire/messages.ts";
import { planPatientEngine } from "../../../src/vitals/patient-engine.ts";
import { PATCH_NAMES } from "../../vitals/made-frames.ts";
import { createRecorder, type Recorder, type RecorderOptions } from "../../../src/bed/recording/recorder.ts";
import { type Replay, type ReplayOptions, replayRecording } from "../../../src/bed/replay.ts";

/** A folder for one test file. Returns a function that names a new folder in it, which does not exist yet. */
export function temporaryFolders(): () => string {
  const folder = mkdtempSync(join(tmpdir(), "afar-recording-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  let count = 0;
  return () => join(folder, `case-${++count}`);
}

export function startRecorder(folder: string, options: Partial<RecorderOptions> = {}): Recorder {
  return createRecorder({
    folder,
    bed: "1",
    source: "made",
    landmarks: true,
    video: null,
    version: "0.0.0",
    configuration: {},
    ...options,
  });
}

/** As the station tells it. */
export const ALARM: AlarmEvent = {
  kind: "alarm",
  bed: "1",
  tMs: 1.6e12,
  phase: "start",
  id: "1-7",
  alarm: "pulse-high",
  group: "physiological",
  priority: "medium",
  state: "active",
  inactivation: "enabled",
  text: "** PR 134>120",
  value: { worst: 136, last: 134, limit: 120, unit: "bpm" },
  signalLost: false,
  sinceMs: 1.6e12,
  audible: true,
  delays: { measurementMs: 5000, conditionMs: 10_000, signalMs: 0 },
  ended: null,
  by: "nurse",
};

/** What a bed does with frames while a recorder watches; returns what the bed said. */
export function runRecorded(recorder: Recorder, frames: readonly TraceFrame[], end = true): BedMessage[] {
  const engine = planPatientEngine("1", PATCH_NAMES);
  const said: BedMessage[] = [];
  const say = (messages: readonly BedMessage[]) => {
    for (const message of messages) recorder.message(message);
    said.push(...messages);
  };
  recorder.begin(PATCH_NAMES);
  for (const frame of frames) {
    recorder.frame(frame);
    say(engine.push(frame));
  }
  const last = frames.at(-1);
  if (!end || !last) return said;
  const endMs = last.tMs + last.durationMs;
  recorder.passed(endMs);
  say(engine.advance(endMs));
  return said;
}

/** A run of recording that is ended in order. */
export function recordRun(folder: string, frames: readonly TraceFrame[], options: Partial<RecorderOptions> = {}) {
  const recorder = startRecorder(folder, options);
  const said = runRecorded(recorder, frames);
  recorder.close();
  return { recorder, said };
}

const OPTIONS: ReplayOptions = {
  startS: 0,
  seconds: null,
  pace: null,
  createTracker: () => Promise.reject(new Error("a recording of numbers needs no face")),
};

export async function replayed(path: string, options: Partial<ReplayOptions> = {}) {
  const replay: Replay = replayRecording(path, { ...OPTIONS, ...options });
  const messages: BedMessage[] = [];
  for await (const message of replay.messages) messages.push(message);
  return { messages, notices: replay.notices, endError: replay.endError() };
}

export function partsIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".mcap"))
    .sort()
    .map((name) => join(folder, name));
}
