import { AfarError } from "../base/errors.ts";
import type { BedMessage } from "../wire/messages.ts";
import type { FrameSource } from "../frame/frame-source.ts";
import { openVideoFile } from "../frame/video-file.ts";
import type { FaceTracker } from "../face/face-tracker.ts";
import type { NeuralWitness } from "../neural/neural-witness.ts";
import { planPatientEngine } from "../vitals/patient-engine.ts";
import { planVitalsEngine } from "../vitals/vitals-engine.ts";

import { runBed, tellIdentity } from "./bed-pipeline.ts";
import { earlier, isRecordedRun, openRuns, type RecordedRun } from "./recording/recorded-run.ts";
import { isTraceFile, readTraceFile } from "./trace-file.ts";

const NO_LANDMARKS =
  "recorded without landmarks: the face's movement and its shape cannot be calculated again, and breathing is without the chin";

export interface ReplayOptions {
  /** Where to begin, s, and how much to use, s; null for all. */
  readonly startS: number;
  readonly seconds: number | null;
  /** Awaited with each frame's time before it is used; null for full speed. */
  readonly pace: ((tMs: number) => Promise<unknown>) | null;
  /** Makes the tracker of faces; only asked for a video. */
  readonly createTracker: () => Promise<FaceTracker>;
  /** Makes a learned network's witness; only asked for a video. Left out: none. */
  readonly createNetwork?: (() => Promise<NeuralWitness>) | undefined;
}

export interface Replay {
  /** Length that the recording promises, ms; null when it promises none. */
  readonly durationMs: number | null;
  /** Sentences on what a replay of this recording cannot give, or gives otherwise. */
  readonly notices: readonly string[];
  readonly messages: AsyncGenerator<BedMessage>;
  /** After the messages: the error with which the recording ended early, or null. */
  endError(): AfarError | null;
}

/**
 * Opens a recording and runs the bed's pipeline over it: a video file, `NAME.traces.csv`, `NAME.bvp.csv`, or MCAP (a file or
 * the folder of its parts), each entering at its own stage. Throws what openVideoFile, readTraceFile and openRuns throw.
 */
export function replayRecording(path: string, options: ReplayOptions): Replay {
  if (isTraceFile(path)) return replayTraces(path, options);
  if (isRecordedRun(path)) return replayRuns(path, options);
  const { startS, seconds } = options;
  const source = openVideoFile(path, { startS, ...(seconds === null ? {} : { seconds }) });
  async function* messages() {
    let network: NeuralWitness | null = null;
    try {
      network = (await options.createNetwork?.()) ?? null;
      yield* runBed("1", source, await options.createTracker(), options.pace, undefined, undefined, network);
    } finally {
      network?.close();
      source.close();
    }
  }
  const { durationMs } = source.info;
  return { durationMs, notices: [], messages: messages(), endError: () => source.endError ?? damageOf(path, source) };
}

function damageOf(path: string, { damagedPackets }: FrameSource): AfarError | null {
  if (damagedPackets === 0) return null;
  const lost = `${damagedPackets} of its packets or pictures cannot be decoded whole`;
  return new AfarError(
    "VIDEO_TRUNCATED",
    `${path} is damaged, and ${lost}: what it held was used, copy or record it again.`,
  );
}

function replayTraces(path: string, { startS, seconds, pace }: ReplayOptions): Replay {
  const file = readTraceFile(path);
  const endMs = seconds === null ? Number.POSITIVE_INFINITY : seconds * 1000;
  const frames = file.frames
    .map((frame) => ({ ...frame, tMs: frame.tMs - startS * 1000 }))
    .filter(({ tMs }) => tMs >= 0 && tMs < endMs);
  if (frames.length === 0) throw nothingFrom(path, startS);
  const last = frames.at(-1);
  const durationMs = last ? last.tMs + last.durationMs : 0;
  async function* messages(): AsyncGenerator<BedMessage> {
    const engine = planVitalsEngine("1", file.regions, file.kind);
    for (const frame of frames) {
      if (pace) await pace(frame.tMs);
      yield* engine.push(frame);
    }
    yield* engine.advance(durationMs);
  }
  return { durationMs, notices: [], messages: messages(), endError: () => null };
}

function replayRuns(path: string, options: ReplayOptions): Replay {
  const runs = openRuns(path);
  if (runs.length > 1 && (options.startS > 0 || options.seconds !== null || options.pace)) {
    const advice = "give the first part of one with --start, --seconds or --speed";
    throw new AfarError("USAGE", `${path} holds ${runs.length} runs: ${advice}.`);
  }
  async function* messages(): AsyncGenerator<BedMessage> {
    let some = false;
    for (const run of runs) {
      for await (const message of replayRun(run, options)) {
        some = true;
        yield message;
      }
    }
    if (!some && runs.every((run) => run.endError() === null)) throw nothingFrom(path, options.startS);
  }
  const endError = () => runs.map((run) => run.endError()).find((error) => error !== null) ?? null;
  return { durationMs: null, notices: runs.flatMap(noticesOf), messages: messages(), endError };
}

async function* replayRun(run: RecordedRun, { startS, seconds, pace }: ReplayOptions): AsyncGenerator<BedMessage> {
  const { bed, regions, kind } = run.facts;
  const patient = kind === "colour" ? planPatientEngine(bed, regions) : null;
  const engine = patient ?? planVitalsEngine(bed, regions, kind);
  const limitMs = seconds === null ? Number.POSITIVE_INFINITY : seconds * 1000;
  let seen = false;
  let endMs = 0;
  for (const item of run.items()) {
    if (item.kind === "command") {
      if (patient) tellIdentity(patient, item.command);
      continue;
    }
    const tMs = (item.kind === "frame" ? item.frame.tMs : item.tMs) - startS * 1000;
    if (tMs >= limitMs) break;
    if (item.kind === "passed") {
      // What a source's last frame promised is over once it is told that time passed.
      endMs = tMs;
      if (seen) yield* engine.advance(tMs);
    } else if (tMs >= 0) {
      const frame = earlier(item.frame, startS * 1000);
      if (pace) await pace(tMs);
      seen = true;
      endMs = tMs + frame.durationMs;
      yield* engine.push(frame);
    }
  }
  if (seen) yield* engine.advance(endMs);
}

function noticesOf({ facts: { run, part, past, landmarks } }: RecordedRun, _: number, { length }: unknown[]): string[] {
  const notices: string[] = [];
  if (length > 1 && part === 1 && past) {
    const away = past.awayMs === null ? "an unknown time" : `${(past.awayMs / 1000).toFixed(1)} s`;
    notices.push(`run ${run} began ${away} after the one before had stopped, and counts its time anew`);
  }
  if (!landmarks) notices.push(NO_LANDMARKS);
  return notices;
}

function nothingFrom(path: string, startS: number): AfarError {
  return new AfarError("NO_FRAMES", `${path} holds nothing from second ${startS} on: start earlier.`);
}
