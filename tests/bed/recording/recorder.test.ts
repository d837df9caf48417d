import { readFileSync, renameSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { MessageReader } from "@foxglove/rosmsg2-serialization";
import { describe, expect, test } from "vitest";

import type { TraceFrame } from "../../../src/base/trace-frame.ts";
import type { BedMessage } from "../../../src/wire/messages.ts";
import { PATCH_NAMES } from "../../vitals/made-frames.ts";
import { CdrWriter } from "../../../src/bed/recording/cdr.ts";
import { channelPlans, TRACES } from "../../../src/bed/recording/channels.ts";
import { PartFile } from "../../../src/bed/recording/part-file.ts";
import { openPart } from "../../../src/bed/recording/part-reader.ts";
import type { Recorder } from "../../../src/bed/recording/recorder.ts";
import { recordingMetadata } from "../../../src/bed/recording/recording-facts.ts";
import { encodeTrace } from "../../../src/bed/recording/trace-message.ts";
import { TRACE_SCHEMA } from "../../../src/bed/recording/trace-schema.ts";

import { runFrames } from "./made-frames.ts";
import { ALARM, partsIn, recordRun, replayed, runRecorded, startRecorder, temporaryFolders } from "./made-run.ts";
import { definitions } from "./ros-messages.ts";

const newFolder = temporaryFolders();
const frames = runFrames(15);
/** Length of a frame's message up to the lag, the last field that the first recordings had. */
function earlierLength(frame: TraceFrame, bytes: Uint8Array): number {
  const at = new MessageReader(definitions(TRACE_SCHEMA)).readMessage(bytes) as Record<string, unknown>;
  expect(at.lag_ms).toHaveLength(frame.lagMs === undefined ? 0 : 1);
  // Each field behind it is an empty list of 4 bytes.
  return bytes.length - 4 * (Object.keys(at).length - 1 - Object.keys(at).indexOf("lag_ms"));
}

const lines = (messages: readonly BedMessage[]) => messages.map((message) => JSON.stringify(message));

describe("a run of recording", () => {
  test("replays as what the bed said, to the byte, from its folder and from its file", async () => {
    const folder = newFolder();
    const { said } = recordRun(folder, frames);
    expect(said.some((message) => message.kind === "vitals" && message.vitals.pulse.rateBpm !== null)).toBe(true);
    const [file] = partsIn(folder);
    for (const path of [folder, file]) {
      const { messages, notices, endError } = await replayed(path);
      expect(lines(messages)).toEqual(lines(said));
      expect({ notices, endError }).toEqual({ notices: [], endError: null });
    }
  });

  test("in which the station's alarms stand replays as if they did not", async () => {
    const folder = newFolder();
    const recorder = startRecorder(folder);
    const watched: Recorder = Object.create(recorder, {
      frame: {
        value: (frame: TraceFrame) => {
          recorder.frame(frame);
          recorder.alarm({ ...ALARM, tMs: ALARM.tMs + frame.tMs });
        },
      },
    });
    for (const method of ["begin", "passed", "message"] as const) {
      Object.defineProperty(watched, method, { value: recorder[method].bind(recorder) });
    }
    const said = runRecorded(watched, frames);
    recorder.close();
    expect(
      Buffer.from(readFileSync(partsIn(folder)[0]))
        .toString("latin1")
        .split("** PR 134>120").length,
    ).toBeGreaterThan(frames.length);
    expect(lines((await replayed(folder)).messages)).toEqual(lines(said));
  });

  test("of an earlier version, whose frames end sooner, replays as well; one whose fields are others is refused", async () => {
    const folder = newFolder();
    const { said } = recordRun(folder, frames);
    const [now] = partsIn(folder);
    const { facts } = openPart(now);
    const [first] = channelPlans("1");
    const rewrite = (name: string, text: string) => {
      const file = new PartFile(join(folder, name), recordingMetadata(facts), [
        { ...first, schema: { ...first.schema, text } },
        ...channelPlans("1").slice(1),
      ]);
      const writer = new CdrWriter();
      for (const frame of frames) {
        const bytes = encodeTrace(writer, frame, true);
        file.add(TRACES, BigInt(Math.round(frame.tMs * 1e6)), bytes.subarray(0, earlierLength(frame, bytes)));
      }
      file.end();
      return join(folder, name);
    };
    const from = TRACE_SCHEMA.indexOf("float64[] left_out_frames");
    const earlier = TRACE_SCHEMA.slice(0, from) + TRACE_SCHEMA.slice(TRACE_SCHEMA.indexOf("=", from));
    const { messages, endError } = await replayed(rewrite("earlier.mcap", earlier));
    expect(endError).toBeNull();
    const vitals = (given: readonly BedMessage[]) => lines(given.filter(({ kind }) => kind === "vitals"));
    const wholeSeconds = vitals(messages);
    expect(wholeSeconds).toEqual(vitals(said).slice(0, wholeSeconds.length));
    expect(wholeSeconds.length).toBeGreaterThan(12);
    const other = await replayed(rewrite("other.mcap", earlier.replace("bool keyframe", "bool key")));
    expect(other.endError).toMatchObject({ message: expect.stringContaining("another version") });
  });

  test("is for its owner alone", () => {
    const folder = newFolder();
    recordRun(folder, frames.slice(0, 30));
    expect([folder, ...partsIn(folder)].map((path) => statSync(path).mode & 0o777)).toEqual([0o700, 0o600]);
  });

  test("in parts of a size replays as one, and so does a part that is replayed by itself, from its own beginning", async () => {
    const folder = newFolder();
    const { said } = recordRun(folder, frames, { partBytes: 500_000 });
    const parts = partsIn(folder);
    expect(parts.length).toBeGreaterThan(2);
    for (const part of parts.slice(0, -1)) expect(statSync(part).size).toBeLessThan(600_000);
    for (const path of [folder, parts[0]]) expect(lines((await replayed(path)).messages)).toEqual(lines(said));

    const alone = join(dirname(folder), "alone.mcap");
    renameSync(parts[1], alone);
    const { messages, endError } = await replayed(alone);
    expect(endError).toBeNull();
    const [first] = messages.flatMap((message) => (message.kind === "vitals" ? [message.vitals] : []));
    expect(first).toMatchObject({ tMs: 1000, face: { present: true }, pulse: { reason: "starting" } });
  });

  test("of which a part was taken away says which, and gives what stands before it", async () => {
    const folder = newFolder();
    const { said } = recordRun(folder, frames, { partBytes: 500_000 });
    rmSync(partsIn(folder)[1]);
    const { messages, endError } = await replayed(folder);
    expect(endError).toMatchObject({
      code: "FILE_UNREADABLE",
      message: expect.stringMatching(/part-0002.mcap is missing/),
    });
    expect(lines(said).slice(0, 20)).toEqual(lines(messages).slice(0, 20));
  });

  test("that was cut off anywhere replays what it holds whole, and the next run tells for how long nothing was recorded", async () => {
    const folder = newFolder();
    const { said } = recordRun(folder, frames);
    const [file] = partsIn(folder);
    truncateSync(file, Math.floor(0.7 * statSync(file).size));
    const { messages, endError } = await replayed(file);
    expect(endError).toBeNull();
    expect(lines(said).slice(0, messages.length - 1)).toEqual(lines(messages).slice(0, -1));

    const { recorder } = recordRun(folder, frames.slice(0, 90));
    expect(recorder.past).toMatchObject({ run: 1, ended: false });
    const both = await replayed(folder);
    expect(both.notices).toEqual([expect.stringMatching(/^run 2 began \d+\.\d s after the one before had stopped/)]);
    const alone = (await replayed(partsIn(folder)[1])).messages;
    expect(lines(both.messages)).toEqual([...lines(messages), ...lines(alone)]);
  });

  test("that is damaged in its midst is used up to there, and says so", async () => {
    const folder = newFolder();
    const { said } = recordRun(folder, frames);
    const [file] = partsIn(folder);
    const bytes = readFileSync(file);
    bytes[Math.floor(bytes.length / 2)] ^= 1;
    writeFileSync(file, bytes);
    const { messages, endError } = await replayed(file);
    expect(endError).toMatchObject({ code: "FILE_UNREADABLE", message: expect.stringMatching(/is damaged/) });
    expect(messages.length).toBeGreaterThan(100);
    expect(lines(said).slice(0, messages.length - 1)).toEqual(lines(messages).slice(0, -1));
  });

  test("without landmarks holds no mesh and says what cannot be calculated again", async () => {
    const folder = newFolder();
    const whole = recordRun(newFolder(), frames).recorder.bytes;
    const { recorder } = recordRun(folder, frames, { landmarks: false });
    expect(whole - recorder.bytes).toBeGreaterThan((frames.length / 2) * 468 * 12);
    const { messages, notices } = await replayed(folder);
    expect(notices).toEqual([expect.stringMatching(/recorded without landmarks/)]);
    const moved = messages.flatMap((message) => (message.kind === "vitals" ? [message.vitals.movement.mouthOpen] : []));
    expect(moved.every((value) => value === null)).toBe(true);
  });

  test("that begins in the midst of a bed's life counts its time from there", async () => {
    const folder = newFolder();
    const later = frames.map((frame) => ({
      ...frame,
      tMs: frame.tMs + 5_000_000,
      ...(frame.motion ? { motion: { ...frame.motion, tMs: frame.motion.tMs + 5_000_000 } } : {}),
    }));
    const recorder = startRecorder(folder, { fromStart: false });
    recorder.begin(PATCH_NAMES);
    for (const frame of later.slice(0, 300)) recorder.frame(frame);
    recorder.close();
    const { messages } = await replayed(folder);
    const seconds = messages.flatMap((message) => (message.kind === "vitals" ? [message.vitals.tMs] : []));
    expect(seconds).toEqual([1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000, 9000, 10_000]);
  });

  test("tells the silence of a source, whose seconds are replayed too", async () => {
    const folder = newFolder();
    const recorder = startRecorder(folder);
    runRecorded(recorder, frames.slice(0, 60));
    for (const tMs of [2500, 3250, 4100]) recorder.passed(tMs);
    recorder.close();
    const { messages } = await replayed(folder);
    const reasons = messages.flatMap((message) => (message.kind === "vitals" ? [message.vitals.pulse.reason] : []));
    expect(reasons).toEqual(["starting", "starting", "source-lost", "source-lost"]);
  });

  test("with a start and a length replays that part of it", async () => {
    const folder = newFolder();
    recordRun(folder, frames);
    const { messages } = await replayed(folder, { startS: 4, seconds: 3 });
    const seconds = messages.flatMap((message) => (message.kind === "vitals" ? [message.vitals.tMs] : []));
    expect(seconds).toEqual([1000, 2000, 3000]);
  });
});

describe("what is no recording", () => {
  test("is refused in one sentence that names it", async () => {
    const folder = newFolder();
    recordRun(folder, frames.slice(0, 30));
    const other = join(folder, "other.mcap");
    writeFileSync(other, "no recording at all");
    await expect(replayed(other)).rejects.toMatchObject({
      code: "FILE_UNREADABLE",
      message: expect.stringContaining(other),
    });
    writeFileSync(other, "");
    await expect(replayed(other)).rejects.toMatchObject({ code: "FILE_UNREADABLE" });
    await expect(replayed(join(folder, "absent.mcap"))).rejects.toMatchObject({ code: "FILE_MISSING" });
  });

  test("recording into a file or under one is refused", () => {
    const folder = newFolder();
    recordRun(folder, frames.slice(0, 30));
    const [file] = partsIn(folder);
    for (const path of [file, join(file, "under")]) {
      expect(() => startRecorder(path)).toThrow(expect.objectContaining({ code: "USAGE" }));
    }
  });
});
