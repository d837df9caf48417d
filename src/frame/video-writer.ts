import "./quiet-ffmpeg.ts";

import { closeSync, fsyncSync, openSync, renameSync, rmSync } from "node:fs";
import { extname } from "node:path";

import { AV_PKT_DATA_DISPLAYMATRIX, AVERROR_EOF, AVFMT_FLAG_BITEXACT, AVFMT_GLOBALHEADER } from "node-av/constants";
import {
  Codec,
  type CodecContext,
  FFmpegError,
  FormatContext,
  Packet,
  Frame as Picture,
  PosixError,
  Rational,
  type Stream,
} from "node-av/lib";

import { AfarError } from "../base/errors.ts";
import type { RotationDeg } from "../base/frame.ts";

import { displayMatrixOf } from "./display-matrix.ts";
import { ENCODERS, type EncoderSettings, encoderContext, rationalRate } from "./encoder-settings.ts";

const AGAIN = FFmpegError.AVERROR(PosixError.EAGAIN);
const NO_SPACE = FFmpegError.AVERROR(PosixError.ENOSPC);
/** FFmpeg's container for each ending, and the ticks a second of its stamps; null: one tick a frame. */
const CONTAINERS: Readonly<Record<string, { format: string; ticksHz: number | null }>> = {
  ".mp4": { format: "mp4", ticksHz: 90_000 },
  ".mov": { format: "mov", ticksHz: 90_000 },
  ".mkv": { format: "matroska", ticksHz: 90_000 },
  ".webm": { format: "webm", ticksHz: 90_000 },
  ".avi": { format: "avi", ticksHz: null },
};

export interface VideoWriterOptions extends EncoderSettings {
  /** Clockwise turn that makes the picture upright, written as metadata (mp4, mov, mkv). */
  readonly rotationDeg?: RotationDeg | undefined;
}

/** One picture in 4:2:0, without padding: y of width x height bytes, u and v of half of each, rounded up. */
export interface Yuv420Planes {
  readonly y: Uint8Array;
  readonly u: Uint8Array;
  readonly v: Uint8Array;
}

/** Writes a video, picture by picture, in the calling thread. */
export interface VideoWriter {
  /**
   * Encodes a copy of one picture, shown from `tMs` on. Stamps must rise; mkv keeps them to 1 ms, mp4 to 1/90 ms, avi only
   * to whole frames. Throws RangeError on planes of the wrong length or a stamp that does not rise, AfarError DISK_FULL.
   */
  write(planes: Yuv420Planes, tMs: number): void;
  /** Completes the file and moves it to its name; may be called twice. Throws AfarError DISK_FULL. */
  close(): void;
  /** Leaves nothing behind, for when something went wrong; no effect after `close()`. */
  discard(): void;
}

/**
 * Starts a video file; the container follows from the ending (.mp4, .mov, .mkv, .webm, .avi).
 *
 * Until `close()` the bytes stand beside the target under a temporary name, so the target is whole or absent; after an error
 * nothing is left. The same input gives the same bytes.
 *
 * Throws AfarError USAGE (ending unknown, codec not for this container, colours that the stream cannot mark, path not
 * writable), DISK_FULL, and RangeError on settings that the encoder does not have.
 */
export function createVideoWriter(path: string, options: VideoWriterOptions): VideoWriter {
  return new FileWriter(path, options);
}

class FileWriter implements VideoWriter {
  readonly #path: string;
  readonly #partPath: string;
  readonly #options: VideoWriterOptions;
  readonly #timeBase: Rational;
  readonly #format = new FormatContext();
  readonly #stream: Stream;
  readonly #codec: CodecContext;
  readonly #frameTicks: bigint;
  readonly #keepsShownOrder: boolean;
  readonly #picture = new Picture();
  readonly #packet = new Packet();
  #lastPts: bigint | null = null;
  #open = true;

  constructor(path: string, options: VideoWriterOptions) {
    const container = CONTAINERS[extname(path).toLowerCase()];
    if (!container) {
      const endings = Object.keys(CONTAINERS).join(", ");
      throw new AfarError("USAGE", `${path} names no video format: end it in one of ${endings}.`);
    }
    refuseLostColours(path, options);
    this.#path = path;
    this.#partPath = `${path}.${process.pid}.part`;
    this.#options = options;
    const rate = rationalRate(options.rateHz);
    this.#timeBase = container.ticksHz === null ? rate.inv() : new Rational(1, container.ticksHz);
    this.#frameTicks = BigInt(Math.round((this.#timeBase.den * rate.den) / (this.#timeBase.num * rate.num)));
    this.#keepsShownOrder = container.ticksHz !== null;
    this.#picture.alloc();
    this.#packet.alloc();
    try {
      this.#check(this.#format.allocOutputContext2(null, container.format, `file:${this.#partPath}`));
      this.#format.setFlags(AVFMT_FLAG_BITEXACT);
      // The index of mp4 and mov in front, so that a copy that was cut off still opens; others know no such option.
      this.#format.setOption("movflags", "+faststart");
      this.#codec = this.#openEncoder();
      this.#stream = this.#openStream();
      this.#preparePicture();
    } catch (error) {
      this.discard();
      throw error;
    }
  }

  write(planes: Yuv420Planes, tMs: number): void {
    if (!this.#open) throw new RangeError(`${this.#path} is closed`);
    const pts = BigInt(Math.round((tMs * this.#timeBase.den) / (1000 * this.#timeBase.num)));
    if (this.#lastPts !== null && pts <= this.#lastPts) throw new RangeError(`stamp ${tMs} ms does not rise`);
    this.#lastPts = pts;
    this.#picture.makeWritable();
    this.#fill(planes);
    this.#picture.pts = pts;
    this.#guarded(() => this.#encode(this.#picture));
  }

  close(): void {
    if (!this.#open) return;
    this.#guarded(() => {
      this.#encode(null);
      this.#check(this.#format.writeTrailerSync());
      this.#format.closeOutputSync();
      this.#moveIntoPlace();
    });
    this.#free();
  }

  discard(): void {
    if (!this.#open) return;
    this.#format.closeOutputSync();
    this.#free();
    rmSync(this.#partPath, { force: true });
  }

  #openEncoder(): CodecContext {
    const { codec: name } = this.#options;
    const encoder = Codec.findEncoderByName(ENCODERS[name].name);
    if (!encoder) throw new AfarError("INTERNAL", `this build of FFmpeg has no ${name} encoder.`);
    const globalHeader = this.#format.oformat?.hasFlags(AVFMT_GLOBALHEADER) ?? false;
    const context = encoderContext(encoder, this.#options, this.#timeBase, {
      globalHeader,
      keepsShownOrder: this.#keepsShownOrder,
    });
    const status = context.open2Sync(encoder);
    if (status >= 0) return context;
    context.freeContext();
    throw new RangeError(`the ${name} encoder refuses its settings: ${FFmpegError.strerror(status)}`);
  }

  #openStream(): Stream {
    const stream = this.#format.newStream();
    stream.codecpar.fromContext(this.#codec);
    stream.timeBase = this.#timeBase;
    stream.avgFrameRate = rationalRate(this.#options.rateHz);
    const { rotationDeg = 0 } = this.#options;
    if (rotationDeg !== 0) {
      stream.codecpar.addCodedSideData(AV_PKT_DATA_DISPLAYMATRIX, Buffer.from(displayMatrixOf(rotationDeg)));
    }
    this.#check(this.#format.openOutputSync());
    const status = this.#format.writeHeaderSync();
    if (status === NO_SPACE) this.#check(status);
    if (status < 0) {
      const { codec } = this.#options;
      throw new AfarError("USAGE", `${this.#path} cannot hold ${codec} video: choose another ending, such as .mkv.`);
    }
    return stream;
  }

  #preparePicture(): void {
    const { widthPx, heightPx } = this.#options;
    this.#picture.format = this.#codec.pixelFormat;
    this.#picture.width = widthPx;
    this.#picture.height = heightPx;
    this.#picture.colorRange = this.#codec.colorRange;
    this.#picture.colorSpace = this.#codec.colorSpace;
    this.#picture.duration = this.#frameTicks;
    this.#check(this.#picture.getBuffer());
  }

  #fill(planes: Yuv420Planes): void {
    const { widthPx, heightPx } = this.#options;
    const chromaWidth = (widthPx + 1) >> 1;
    const chromaHeight = (heightPx + 1) >> 1;
    const targets = this.#picture.data ?? [];
    [planes.y, planes.u, planes.v].forEach((plane, i) => {
      const width = i === 0 ? widthPx : chromaWidth;
      const height = i === 0 ? heightPx : chromaHeight;
      if (plane.length !== width * height)
        throw new RangeError(`plane ${"yuv"[i]} is not of ${width} x ${height} bytes`);
      const stride = this.#picture.linesize[i];
      for (let row = 0; row < height; row += 1) {
        targets[i].set(plane.subarray(row * width, (row + 1) * width), row * stride);
      }
    });
  }

  #encode(picture: Picture | null): void {
    this.#check(this.#codec.sendFrameSync(picture));
    for (;;) {
      const status = this.#codec.receivePacketSync(this.#packet);
      if (status === AGAIN || status === AVERROR_EOF) return;
      this.#check(status);
      this.#packet.streamIndex = this.#stream.index;
      if (this.#packet.duration === 0n) this.#packet.duration = this.#frameTicks;
      this.#packet.rescaleTs(this.#timeBase, this.#stream.timeBase);
      this.#check(this.#format.interleavedWriteFrameSync(this.#packet));
    }
  }

  #moveIntoPlace(): void {
    const file = openSync(this.#partPath, "r+");
    try {
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(this.#partPath, this.#path);
  }

  /** Runs a step; where it fails, nothing is left of the file. */
  #guarded(step: () => void): void {
    try {
      step();
    } catch (error) {
      this.discard();
      throw (error as NodeJS.ErrnoException).code === "ENOSPC" ? this.#diskFull() : error;
    }
  }

  #diskFull(): AfarError {
    return new AfarError("DISK_FULL", `${this.#path} does not fit on its disk: free some space or write elsewhere.`);
  }

  #check(status: number): void {
    if (status >= 0) return;
    if (status === NO_SPACE) throw this.#diskFull();
    const cause = FFmpegError.strerror(status);
    throw new AfarError(
      "USAGE",
      `${this.#path} cannot be written (${cause}): choose a folder that exists and is yours.`,
    );
  }

  #free(): void {
    this.#open = false;
    this.#picture.free();
    this.#packet.free();
    this.#codec?.freeContext();
    this.#format.freeContext();
  }
}

/** A stream that cannot say what its planes hold would be read with wrong colours. */
function refuseLostColours(path: string, { codec, colour }: VideoWriterOptions): void {
  if (codec === "mjpeg" && colour.matrix !== "bt601") {
    throw new AfarError("USAGE", `${path} cannot mark a matrix other than BT.601 in mjpeg: choose h264.`);
  }
  if (codec === "ffv1" && extname(path).toLowerCase() !== ".mkv") {
    throw new AfarError("USAGE", `${path} cannot mark the colours of ffv1: end it in .mkv.`);
  }
}
