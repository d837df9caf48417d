import "./quiet-ffmpeg.ts";

import { setTimeout as sleep } from "node:timers/promises";

import { AV_NOPTS_VALUE, AV_PKT_DATA_DISPLAYMATRIX, AVFMT_FLAG_NONBLOCK, AVMEDIA_TYPE_VIDEO } from "node-av/constants";
import { Dictionary, FormatContext, InputFormat, Packet, type Stream } from "node-av/lib";

import type { Note } from "../base/note.ts";

import { rotationOf } from "./display-matrix.ts";
import { planLiveDecoder } from "./live-decoder.ts";
import { CameraLoss, type LiveInput, type LivePicture } from "./live-input.ts";
import { lossOf, openingLossOf } from "./loss-words.ts";
import { listenForMissedPackets, lossesHeard } from "./lost-packets.ts";
import { polledRead } from "./polled-read.ts";

/** What FFmpeg opens. */
export interface InputTarget {
  readonly url: string;
  /** FFmpeg's name of the demuxer; null: found out, among those of `options.format_whitelist`. */
  readonly format: string | null;
  readonly options: Readonly<Record<string, string>>;
  readonly stamps: LiveInput["stamps"];
  /** A device of this box: it is asked whether it has a picture, since a call that waits for one cannot be interrupted. */
  readonly isPolled?: boolean;
  /** Whether a device of the box is to decode, where it has one; default: the processor. */
  readonly decodesInHardware?: boolean | undefined;
  /** What the reader should know while it streams; "" for nothing. */
  readonly warning: string;
  readonly notes?: readonly Note[];
}

/** A camera that has not answered by then does not answer. */
const OPEN_MS = 4_000;
/** The first keyframe may be some seconds away where the session does not describe the picture. */
const PROBE_MS = 6_000;
/** Longest that the end of a connection is waited for. */
const CLOSE_MS = 700;
/** A read that took so long had to wait for the camera: what was stored on the way is used up. */
const WAITED_MS = 3;
/** How often a device is asked for a picture: its stamp tells when it was taken. */
const POLL_MS = 3;
/** A camera that was never waited for by then sends faster than it shows; its pictures are used as they come. */
const BACKLOG_MS = 2_000;

/**
 * Opens one connection with FFmpeg, whose calls that wait run on libuv's threads and can be interrupted: the event loop of
 * the bed never waits for a camera. Decoding runs on the loop, as it does for a file: a few milliseconds a picture.
 *
 * Pictures that were stored on the way before the connection was ready are left out, since their arrival tells nothing.
 * Throws CameraLoss.
 */
export async function openFfmpegInput(
  target: InputTarget,
  nowMs: () => number,
  signal: AbortSignal,
): Promise<LiveInput> {
  const format = new FormatContext();
  // Before opening: only then can the attempt be interrupted.
  format.allocContext();
  if (target.isPolled) format.setFlags(AVFMT_FLAG_NONBLOCK);
  const interrupt = () => format.interrupt();
  signal.addEventListener("abort", interrupt, { once: true });
  try {
    const demuxer = target.format === null ? null : InputFormat.findInputFormat(target.format);
    const options = Dictionary.fromObject({ fpsprobesize: "0", ...target.options });
    const opened = await limited(OPEN_MS, interrupt, format.openInput(target.url, demuxer, options));
    options.free();
    if (signal.aborted || opened.late) throw new CameraLoss("does not answer", false, "no-answer");
    if (opened.value < 0) throw openingLossOf(opened.value, target.url);
    const probed = await limited(PROBE_MS, interrupt, format.findStreamInfo());
    if (signal.aborted || probed.late) throw new CameraLoss("sends no picture", false, "no-picture");
    const best = format.findBestStream(AVMEDIA_TYPE_VIDEO, -1, -1);
    if (best < 0) throw new CameraLoss("sends no video stream", false, "no-video");
    return liveInput(format, format.streams[best], target, nowMs);
  } catch (error) {
    void format.closeInput();
    throw error;
  } finally {
    signal.removeEventListener("abort", interrupt);
  }
}

function liveInput(format: FormatContext, stream: Stream, target: InputTarget, nowMs: () => number): LiveInput {
  const { num, den } = stream.timeBase;
  const decoder = planLiveDecoder(format, stream, target.decodesInHardware);
  const rotationDeg = rotationOf(stream.codecpar.getCodedSideData(AV_PKT_DATA_DISPLAYMATRIX));
  const openedMs = nowMs();
  const packet = new Packet();
  packet.alloc();
  let caughtUp = false;
  let waiting: LivePicture[] = [];
  let closed = false;
  let missed = false;
  let interrupted = false;
  const stopListening = listenForMissedPackets(() => {
    missed = true;
  });

  async function readPacket(): Promise<void> {
    const askedMs = nowMs();
    const status = await polledRead(
      () => format.readFrame(packet),
      () => sleep(POLL_MS),
      () => interrupted,
    );
    if (status < 0) throw lossOf(status);
    const arrivalMs = nowMs();
    await lossesHeard();
    caughtUp ||= arrivalMs - askedMs >= WAITED_MS || arrivalMs - openedMs > BACKLOG_MS;
    if (packet.streamIndex === stream.index) {
      const toMs = (ticks: bigint) => (ticks === AV_NOPTS_VALUE ? null : (1000 * Number(ticks) * num) / den);
      const pictures = decoder.decode(packet, { arrivalMs, rotationDeg, toMs, missed });
      missed = false;
      if (caughtUp) waiting.push(...pictures);
      else for (const picture of pictures) picture.release();
    }
    packet.unref();
  }

  return {
    warning: [target.warning, decoder.warning].filter((sentence) => sentence !== "").join(" "),
    notes: [...(target.notes ?? []), ...decoder.notes],
    stamps: target.stamps,
    async read() {
      for (;;) {
        const picture = waiting.shift();
        if (picture) return picture;
        await readPacket();
      }
    },
    interrupt() {
      interrupted = true;
      format.interrupt();
    },
    async close() {
      if (closed) return;
      closed = true;
      for (const picture of waiting) picture.release();
      waiting = [];
      stopListening();
      decoder.close();
      packet.free();
      format.interrupt();
      await Promise.race([format.closeInput(), sleep(CLOSE_MS, undefined, { ref: false })]);
    },
  };
}

/** Waits for a promise; after `ms` calls `onLate` once. */
async function limited<T>(ms: number, onLate: () => void, promise: Promise<T>): Promise<{ value: T; late: boolean }> {
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    onLate();
  }, ms);
  try {
    return { value: await promise, late };
  } finally {
    clearTimeout(timer);
  }
}
