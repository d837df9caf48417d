import { AfarError } from "../base/errors.ts";
import type { BedMessage } from "../wire/messages.ts";
import { openVideoFile } from "../frame/video-file.ts";
import type { FaceTracker } from "../face/face-tracker.ts";
import { planVitalsEngine } from "../vitals/vitals-engine.ts";

import { type BedPace, runBed } from "./bed-pipeline.ts";
import { isTraceFile, readTraceFile } from "./trace-file.ts";

export interface ReplayOptions {
  /** Where to begin, s, and how much to use, s; null for all. */
  readonly startS: number;
  readonly seconds: number | null;
  /** Awaited with each frame's time before it is used; null for full speed. */
  readonly pace: ((tMs: number) => Promise<unknown>) | null;
  /** Makes the tracker of faces; only asked for a video. */
  readonly createTracker: () => Promise<FaceTracker>;
}

export interface Replay {
  /** Length that the recording promises, ms; null when it promises none. */
  readonly durationMs: number | null;
  readonly messages: AsyncGenerator<BedMessage>;
  /** After the messages: the error with which the recording ended early, or null. */
  endError(): AfarError | null;
}

/**
 * Opens a recording and runs the bed's pipeline over it: a video file, `NAME.traces.csv` or `NAME.bvp.csv`, each entering
 * at its own stage. Throws what openVideoFile and readTraceFile throw.
 */
export function replayRecording(path: string, options: ReplayOptions): Replay {
  if (isTraceFile(path)) return replayTraces(path, options);
  const { startS, seconds } = options;
  const source = openVideoFile(path, { startS, ...(seconds === null ? {} : { seconds }) });
  async function* messages() {
    try {
      yield* runBed("1", source, await options.createTracker(), replayPace(options.pace));
    } finally {
      source.close();
    }
  }
  return { durationMs: source.info.durationMs, messages: messages(), endError: () => source.endError };
}

function replayTraces(path: string, { startS, seconds, pace }: ReplayOptions): Replay {
  const file = readTraceFile(path);
  const endMs = seconds === null ? Number.POSITIVE_INFINITY : seconds * 1000;
  const frames = file.frames
    .map((frame) => ({ ...frame, tMs: frame.tMs - startS * 1000 }))
    .filter(({ tMs }) => tMs >= 0 && tMs < endMs);
  if (frames.length === 0) {
    throw new AfarError("NO_FRAMES", `${path} holds nothing from second ${startS} on: start earlier.`);
  }
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
  return { durationMs, messages: messages(), endError: () => null };
}

function replayPace(wait: ReplayOptions["pace"]): BedPace | undefined {
  if (!wait) return undefined;
  return {
    sheds: false,
    async wait(tMs) {
      await wait(tMs);
      return 0;
    },
  };
}
