import type { AfarError } from "../base/errors.ts";
import type { BedMessage } from "../wire/messages.ts";
import type { RecordingCommand, RecordingMessage } from "../wire/recording.ts";
import { createRecorder, type Recorder } from "../bed/recording/recorder.ts";
import type { TraceWatch } from "../bed/trace-watch.ts";

/** How often a recording that is being written tells its length. */
const TOLD_EVERY_MS = 5000;

/** The recording of a bed that runs: begun and ended by the station's word, at any time. */
export interface BedRecording extends TraceWatch {
  /** Records what the bed said, while a recording is on. */
  message(message: BedMessage): void;
  /** Begins or ends one; what is so already stays. Never throws: a folder that cannot be used is told as a failure. */
  obey(command: RecordingCommand): void;
  /** Completes the file, for when the bed ends. */
  close(): void;
}

export interface BedRecordingOptions {
  readonly bed: string;
  readonly source: string;
  readonly version: string;
  /** Told of each change, and every few seconds in between. */
  readonly tell: (message: RecordingMessage) => void;
}

export function planBedRecording({ bed, source, version, tell }: BedRecordingOptions): BedRecording {
  let recorder: Recorder | null = null;
  let regions: readonly string[] = [];
  let seen = false;
  let toldMs = 0;

  function say(state: RecordingMessage["state"], detail: string): void {
    tell({ kind: "recording", bed, state, lengthMs: recorder?.lengthMs ?? null, bytes: recorder?.bytes ?? 0, detail });
  }

  function fail(error: AfarError): void {
    say("failed", error.message);
    recorder = null;
  }

  function start({ folder, landmarks, configuration }: RecordingCommand): void {
    if (recorder) return;
    try {
      const options = { folder, bed, source, version, landmarks, configuration, video: null, fromStart: !seen };
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
    },
    frame(trace) {
      seen = true;
      recorder?.frame(trace);
      if (!recorder || Math.abs(trace.tMs - toldMs) < TOLD_EVERY_MS) return;
      toldMs = trace.tMs;
      say("recording", "");
    },
    command: (command) => recorder?.command(command),
    passed: (tMs) => recorder?.passed(tMs),
    message: (message) => recorder?.message(message),
    obey(command) {
      if (command.action === "start") start(command);
      else stop();
    },
    close: stop,
  };
}
