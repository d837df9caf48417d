import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";

import { AfarError } from "../../base/errors.ts";
import type { TraceFrame } from "../../base/trace-frame.ts";
import type { AlarmEvent } from "../../wire/alarms.ts";
import type { BedCommand, BedMessage } from "../../wire/messages.ts";
import type { TraceWatch } from "../trace-watch.ts";

import { CdrWriter } from "./cdr.ts";
import { alarmEntry, channelIndex, channelPlans, type Entry, entriesOf, eventEntry, TRACES } from "./channels.ts";
import { PartFile } from "./part-file.ts";
import { partName, videoName } from "./part-name.ts";
import { lastRun, type PastRun } from "./past-run.ts";
import { type RecordingFacts, recordingMetadata } from "./recording-facts.ts";
import { withoutCredentials, withoutSecrets } from "./secrets.ts";
import { encodeTrace } from "./trace-message.ts";

/** What waits is written after so long, of the source's time or of the clock: a kill costs no more, and a late frame. */
const FLUSH_MS = 400;
/** A new part is begun at this size unless told: under an hour of a bed with landmarks. */
const PART_BYTES = 256 << 20;

export interface RecorderOptions extends Pick<RecordingFacts, "bed" | "landmarks"> {
  /** Recorded without its credentials. */
  readonly source: string;
  /** The patient is rendered. Default false. */
  readonly demo?: boolean | undefined;
  /** Who asked for pictures beside the numbers, how and why; null: none are stored. */
  readonly video: { readonly codec: string; readonly reason: string } | null;
  /** Made where it is missing, for its owner alone. */
  readonly folder: string;
  /** Of the software. */
  readonly version: string;
  /** Recorded without its secrets. */
  readonly configuration: object;
  readonly partBytes?: number | undefined;
  /** False where recording begins in the midst of a run: its time is counted from there when it is replayed. Default true. */
  readonly fromStart?: boolean | undefined;
  /** The box's clock, ms since 1970. Default the system's. */
  readonly wallMs?: (() => number) | undefined;
  /** Told once when recording ends by itself: the disk is full or gone. */
  readonly onFailure?: ((error: AfarError) => void) | undefined;
}

/** Records one run of a bed. No method throws: a failure is told, and the bed goes on. */
export interface Recorder extends TraceWatch {
  /** Records what the bed sent; kinds that are no part of a recording are left out. */
  message(message: BedMessage): void;
  /** Something that happened at the bed, at a time of the source. */
  note(tMs: number, event: string, detail: string): void;
  /** A change of one of the bed's alarms, at the newest frame. It changes no replay. */
  alarm(alarm: AlarmEvent): void;
  /** Completes the file; may be called twice. */
  close(): void;
  /** Where the run's video belongs, if one was asked for. */
  readonly videoPath: string;
  /** The run before in this folder; null in a new one. */
  readonly past: PastRun | null;
  /** Why recording ended by itself; null while it has not. */
  readonly failure: AfarError | null;
  /** Of all parts of this run. */
  readonly bytes: number;
  /** End of the newest frame; null before the first. */
  readonly lengthMs: number | null;
}

/**
 * Begins a run of recording in a folder, beside the runs that are there. Throws AfarError USAGE or DISK_FULL where the folder
 * cannot be made or read.
 */
export function createRecorder(options: RecorderOptions): Recorder {
  return new FolderRecorder(options);
}

class FolderRecorder implements Recorder {
  readonly past: PastRun | null;
  readonly videoPath: string;
  failure: AfarError | null = null;
  lengthMs: number | null = null;

  readonly #options: RecorderOptions;
  readonly #writer = new CdrWriter();
  readonly #utf8 = new TextEncoder();
  /** Of the source's time 0, ms since 1970. */
  #originMs: number | null = null;
  #regions: readonly string[] = [];
  #part: PartFile | null = null;
  #partNumber = 0;
  #closedBytes = 0;
  #flushedMs = 0;
  #flushedAtMs = 0;
  #ended = false;

  constructor(options: RecorderOptions) {
    this.#options = options;
    try {
      const made = mkdirSync(options.folder, { recursive: true, mode: 0o700 });
      if (made !== undefined) chmodSync(options.folder, 0o700);
      this.past = lastRun(options.folder);
      this.videoPath = join(options.folder, videoName(this.#run));
    } catch (error) {
      throw folderFault(error, options.folder);
    }
  }

  get #run(): number {
    return (this.past?.run ?? 0) + 1;
  }

  get bytes(): number {
    return this.#closedBytes + (this.#part?.bytes ?? 0);
  }

  begin(regions: readonly string[]): void {
    this.#regions = regions;
  }

  frame(trace: TraceFrame): void {
    this.#guarded(() => {
      const { tMs, durationMs } = trace;
      if (!this.#part || this.#part.bytes >= (this.#options.partBytes ?? PART_BYTES)) this.#nextPart(tMs);
      const data = encodeTrace(this.#writer, trace, this.#options.landmarks);
      this.#part?.add(TRACES, this.#logTimeNs(tMs), data);
      this.lengthMs = tMs + durationMs;
      this.#flushWhenDue(tMs);
    });
  }

  command(command: BedCommand): void {
    const tMs = this.lengthMs ?? 0;
    this.#guarded(() => this.#add({ channel: "commands", tMs, value: { tMs, command } }));
  }

  passed(tMs: number): void {
    this.#guarded(() => {
      this.#tell(tMs, "silence", null);
      if (this.lengthMs !== null) this.lengthMs = Math.max(this.lengthMs, tMs);
      this.#flushWhenDue(tMs);
    });
  }

  message(message: BedMessage): void {
    this.#guarded(() => {
      for (const entry of entriesOf(message)) this.#add(entry);
    });
  }

  note(tMs: number, event: string, detail: string): void {
    this.#guarded(() => this.#add(eventEntry(tMs, event, detail)));
  }

  alarm(alarm: AlarmEvent): void {
    this.#guarded(() => this.#add(alarmEntry(this.lengthMs ?? 0, alarm)));
  }

  close(): void {
    this.#guarded(() => {
      this.#tell(this.lengthMs ?? 0, "ended", null);
      this.#closePart();
    });
    this.#ended = true;
  }

  /** What comes before the first frame has no time yet, and is left out. */
  #add({ channel, tMs, value }: Entry): void {
    this.#part?.add(channelIndex(channel), this.#logTimeNs(tMs), this.#utf8.encode(JSON.stringify(value)));
  }

  #logTimeNs(tMs: number): bigint {
    return BigInt(Math.round(((this.#originMs ?? 0) + tMs) * 1000)) * 1000n;
  }

  #flushWhenDue(tMs: number): void {
    const nowMs = performance.now();
    if (tMs - this.#flushedMs < FLUSH_MS && nowMs - this.#flushedAtMs < FLUSH_MS) return;
    this.#part?.flush();
    this.#flushedMs = tMs;
    this.#flushedAtMs = nowMs;
  }

  #closePart(): void {
    const part = this.#part;
    if (!part) return;
    this.#part = null;
    try {
      part.end();
    } finally {
      this.#closedBytes += part.bytes;
    }
  }

  #nextPart(tMs: number): void {
    const first = this.#partNumber === 0;
    if (!first) this.#tell(tMs, "continued in the next part", null);
    this.#closePart();
    const { folder, bed, configuration, version, source, demo = false, landmarks, video } = this.#options;
    const { wallMs = Date.now } = this.#options;
    this.#originMs ??= wallMs() - tMs;
    this.#partNumber++;
    const run = this.#run;
    const facts: RecordingFacts = {
      version,
      bed,
      source: withoutCredentials(source),
      demo,
      landmarks,
      video: video ? { file: videoName(run), ...video } : null,
      run,
      part: this.#partNumber,
      kind: "colour",
      regions: this.#regions,
      beginsMs: first && this.#options.fromStart !== false ? 0 : tMs,
      originMs: this.#originMs,
      past: this.past ? { ended: this.past.ended, awayMs: this.past.awayMs(this.#originMs + tMs) } : null,
    };
    this.#part = new PartFile(
      join(folder, partName({ run, part: this.#partNumber })),
      recordingMetadata(facts),
      channelPlans(bed),
    );
    this.#add({ channel: "configuration", tMs, value: { tMs, configuration: withoutSecrets(configuration) } });
    if (first) this.#tell(tMs, facts.past ? "resumed" : "began", facts.past?.awayMs ?? null);
  }

  #tell(tMs: number, event: string, awayMs: number | null): void {
    const detail = awayMs === null ? "" : `nothing was recorded for ${(awayMs / 1000).toFixed(1)} s`;
    this.#add({ channel: "recording", tMs, value: { tMs, event, awayMs, detail } });
  }

  #guarded(step: () => void): void {
    if (this.#ended) return;
    try {
      step();
    } catch (error) {
      this.#ended = true;
      this.failure = error instanceof AfarError ? error : unknownFault(error, this.#options.folder);
      try {
        // The index needs room too; without it the file is read from its beginning.
        this.#closePart();
      } catch {
        // What was written before is whole.
      }
      this.#options.onFailure?.(this.failure);
    }
  }
}

function folderFault(error: unknown, folder: string): AfarError {
  const { code } = error as NodeJS.ErrnoException;
  if (code === "ENOSPC")
    return new AfarError("DISK_FULL", `${folder} has no room: free some space or record elsewhere.`);
  return new AfarError(
    "USAGE",
    `${folder} is no folder to record into (${code}): choose one that is yours to write in.`,
  );
}

function unknownFault(error: unknown, folder: string): AfarError {
  const cause = error instanceof Error ? error.message : String(error);
  return new AfarError("INTERNAL", `recording into ${folder} ended by a fault (${cause}): begin it again.`, {
    cause: error,
  });
}
