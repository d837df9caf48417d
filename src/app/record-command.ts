import { statSync } from "node:fs";

import { AfarError } from "../base/errors.ts";
import type { Frame } from "../base/frame.ts";
import type { BedMessage } from "../wire/messages.ts";
import { cacheDirectory, prepareModels } from "../inference/model-cache.ts";
import type { CameraSource } from "../frame/camera-source.ts";
import type { FrameSource } from "../frame/frame-source.ts";
import { openVideoFile } from "../frame/video-file.ts";
import { createFaceTracker, type FaceTracker } from "../face/face-tracker.ts";
import { runBed, runLiveBed } from "../bed/bed-pipeline.ts";
import { createRecorder, type Recorder } from "../bed/recording/recorder.ts";
import { planVideoCopy, type VideoCopyCodec } from "../bed/recording/video-copy.ts";

import { productVersion } from "./product-version.ts";
import { openSource } from "./source-address.ts";

interface RecordOptions {
  readonly source: string;
  readonly out: string;
  readonly seconds?: number;
  readonly partMb: number;
  readonly landmarks: boolean;
  readonly video?: VideoCopyCodec;
  readonly reason?: string;
}

const BED = "1";
const LANDMARKS_NOTICE = "the face's landmarks are biometric data: keep it as such, or record with --no-landmarks";

/** `afar record`: a bed's traces and values as MCAP; a file at full speed, anything else live. */
export async function record(options: RecordOptions): Promise<void> {
  const { source, out, seconds, partMb, landmarks, video, reason } = options;
  if ((video === undefined) !== (reason === undefined || reason.trim() === "")) {
    throw new AfarError(
      "USAGE",
      "--video and --reason belong together: pictures are stored for a reason, or not at all.",
    );
  }
  // Numbers and pictures are for their owner alone, the files that FFmpeg makes included.
  process.umask(0o077);
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
  const cacheDir = cacheDirectory(process.env);
  const tracker = await createFaceTracker(await prepareModels(cacheDir));
  const opened = await openRecorded(source, cacheDir, seconds ?? null);
  let recorder: Recorder | null = null;
  try {
    recorder = createRecorder({
      folder: out,
      bed: BED,
      source,
      landmarks,
      version: productVersion(),
      configuration: {
        source,
        seconds: seconds ?? null,
        partMb,
        landmarks,
        video: video ?? null,
        reason: reason ?? null,
      },
      partBytes: partMb * 1e6,
      video: video && reason ? { codec: video, reason: reason.trim() } : null,
      onFailure: () => stop.abort(),
    });
    greet(recorder, out, landmarks);
    const copy = video ? planVideoCopy(recorder.videoPath, video, opened.rateHz) : null;
    try {
      for await (const message of opened.run(tracker, recorder, stop.signal, (frame) => copy?.write(frame))) {
        recorder.message(message);
      }
    } finally {
      copy?.close();
    }
  } finally {
    recorder?.close();
    await opened.close();
  }
  process.stderr.write(
    `afar: ${((recorder.lengthMs ?? 0) / 1000).toFixed(1)} s recorded, ${megabytes(recorder.bytes)}\n`,
  );
  const failure = recorder.failure ?? opened.endError();
  if (failure) throw failure;
}

/** A source and how a bed runs over it. */
interface Opened {
  readonly rateHz: number | null;
  run(
    tracker: FaceTracker,
    recorder: Recorder,
    stop: AbortSignal,
    see: (frame: Frame) => void,
  ): AsyncGenerator<BedMessage>;
  endError(): AfarError | null;
  close(): Promise<void>;
}

async function openRecorded(source: string, cacheDir: string, seconds: number | null): Promise<Opened> {
  if (isFile(source)) return openedFile(openVideoFile(source, seconds === null ? {} : { seconds }));
  return openedCamera(await openSource({ source }, cacheDir, () => undefined), seconds);
}

function openedFile(file: FrameSource): Opened {
  return {
    rateHz: file.info.rateHz,
    run(tracker, recorder, stop, see) {
      const next = () => {
        const frame = stop.aborted ? null : file.next();
        if (frame) see(frame);
        return frame;
      };
      const { info, damagedPackets, endError } = file;
      const seen = { info, damagedPackets, endError, next, close: () => file.close() };
      return runBed(BED, seen, tracker, null, recorder);
    },
    endError: () => file.endError,
    close: async () => file.close(),
  };
}

function openedCamera(camera: CameraSource, seconds: number | null): Opened {
  const limitMs = seconds === null ? Number.POSITIVE_INFINITY : 1000 * seconds;
  return {
    rateHz: null,
    run(tracker, recorder, stop, see) {
      stop.addEventListener("abort", () => void camera.close(), { once: true });
      const next = async () => {
        const turn = stop.aborted ? null : await camera.next();
        const tMs = turn?.kind === "frame" ? turn.frame.tMs : turn?.kind === "silence" ? turn.tMs : 0;
        if (tMs >= limitMs) return null;
        if (turn?.kind === "frame") see(turn.frame);
        if (turn?.kind === "state" && turn.state.detail) process.stderr.write(`afar: ${turn.state.detail}\n`);
        return turn;
      };
      return runLiveBed(BED, { name: camera.name, next, close: () => camera.close() }, tracker, recorder);
    },
    endError: () => null,
    close: () => camera.close(),
  };
}

function greet({ past }: Recorder, out: string, landmarks: boolean): void {
  const awayMs = past?.awayMs(Date.now()) ?? null;
  const away = awayMs === null ? "" : ` ${(awayMs / 1000).toFixed(1)} s ago`;
  const before = past ? ` (run ${past.run} ${past.ended ? "ended" : "was cut off"}${away})` : "";
  const notice = landmarks ? `; ${LANDMARKS_NOTICE}` : "";
  process.stderr.write(`afar: recording run ${(past?.run ?? 0) + 1} into ${out}${before}${notice}\n`);
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
