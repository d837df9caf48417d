import type { AfarError } from "../base/errors.ts";
import type { Note } from "../base/note.ts";
import type { BedMessage } from "../wire/messages.ts";
import { noteOf } from "../wire/note-codes.ts";
import type { RecordingCommand, RecordingMessage, RecordingOrder } from "../wire/recording.ts";
import { createRecorder, type Recorder } from "../bed/recording/recorder.ts";
import type { TraceWatch } from "../bed/trace-watch.ts";

/** How often a recording that is being written tells its length. */
const TOLD_EVERY_MS = 1000;

/** The recording of a bed that runs: begun and ended by the station's word, at any time. */
export interface BedRecording extends TraceWatch {
  /** Records what the bed said, while a recording is on. */
  message(message: BedMessage): void;
  /** Begins or ends one, or adds an alarm to it; what is so already stays. Never throws: a folder that cannot be used is told as a failure. */
  obey(command: RecordingCommand): void;
  /** Completes the file, for when the bed ends. */
  close(): void;
}

export interface BedRecordingOptions {
  readonly bed: string;
  readonly source: string;
  readonly version: string;
  /** Told of each change, and every second in between. */
  readonly tell: (message: RecordingMessage) => void;
}

export function planBedRecording({ bed, source, version, tell }: BedRecordingOptions): BedRecording {
  let recorder: Recorder | null = null;
  let regions: readonly string[] = [];
  let seen = false;
  let toldMs = 0;
  /** Time of the source at the recording's first frame; null before it. */
  let firstMs: number | null = null;

  function say(state: RecordingMessage["state"], detail: string, note?: Note): void {
    const endMs = recorder?.lengthMs ?? null;
    const lengthMs = endMs === null || firstMs === null ? null : endMs - firstMs;
    tell({
      kind: "recording",
      bed,
      state,
      lengthMs,
      bytes: recorder?.bytes ?? 0,
      detail,
      ...(note && { notes: [note] }),
    });
  }

  function fail(error: AfarError): void {
    say("failed", error.message, noteOf("failure", { code: error.code }));
    recorder = null;
  }

  function start({ folder, landmarks, demo, configuration }: RecordingOrder): void {
    if (recorder) return;
    firstMs = null;
    try {
      const options = { folder, bed, source, demo, version, landmarks, configuration, video: null, fromStart: !seen };
      recorder = createRecorder({ ...options, onFailure: fail });
      recorder.begin(regions);
      say("recording", "");
    } catch (error) {
      fail(error as AfarError);
    }
  }

  function stop(): void {
    if (!recorder) return;
    recorder.close();
    if (!recorder) return;
    say("stopped", "");
    recorder = null;
  }

  return {
    begin(names) {
      regions = names;
      // A bed that was started again in the midst of a recording is told to go on before its source is open.
      recorder?.begin(names);
    },
    frame(trace) {
      seen = true;
      if (recorder) firstMs ??= trace.tMs;
      recorder?.frame(trace);
      if (!recorder || Math.abs(trace.tMs - toldMs) < TOLD_EVERY_MS) return;
      toldMs = trace.tMs;
      say("recording", "");
    },
    command: (command) => recorder?.command(command),
    passed: (tMs) => recorder?.passed(tMs),
    message: (message) => recorder?.message(message),
    obey(command) {
      if (command.action === "alarm") recorder?.alarm(command.alarm);
      else if (command.action === "start") start(command);
      else stop();
    },
    close: stop,
  };
}
