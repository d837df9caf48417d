import "./quiet-ffmpeg.ts";

import { AV_FRAME_FLAG_KEY } from "node-av/constants";
import { avGetCodecName, Frame as Picture } from "node-av/lib";

import { AfarError } from "../base/errors.ts";
import type { Frame } from "../base/frame.ts";

import { type Container, openContainer } from "./container.ts";
import { FrameClock } from "./frame-clock.ts";
import { believedRateHz, HIGHEST_RATE_HZ, LOWEST_RATE_HZ, measureRate, unsuitableRateHz } from "./frame-rate.ts";
import type { FrameSource, SourceInfo } from "./frame-source.ts";
import { PictureDecoder } from "./picture-decoder.ts";
import { PictureReader } from "./picture-reader.ts";

/** Sizes of a side in pixels between which a face can be read. */
const SHORTEST_SIDE_PX = 64;
const LONGEST_SIDE_PX = 8192;
/** Interval assumed where neither header nor stamps tell a rate. */
const FALLBACK_INTERVAL_MS = 40;
/** Containers round stamps to 1 ms, so a start is met within half of it. */
const STAMP_ROUNDING_MS = 0.5;
/** A frame that claims to be shown for longer has a damaged duration: it would let a recording last for years. */
const LONGEST_SHOWN_MS = 10_000;
/** What may be missing at the end before the file counts as truncated: this long, or this many frames. */
const END_TOLERANCE_MS = 250;
const END_TOLERANCE_FRAMES = 5;

export interface VideoFileOptions {
  /** Seconds of the file to skip. */
  readonly startS?: number | undefined;
  /** Seconds to show from there: frames with `tMs < 1000 * seconds`. */
  readonly seconds?: number | undefined;
  /** Decoder threads, default 1; the pictures are the same with any number. */
  readonly threads?: number | undefined;
}

/**
 * Opens a video file: any container and codec that FFmpeg's build knows, at constant or variable frame rate.
 *
 * `tMs` counts from the first frame returned. One picture is decoded ahead. A picture whose size or format differs from the
 * first one's counts as damaged and is left out. Pixel formats of 8 bits are windows into the decoder's memory, others are
 * converted to 8 bits with dithering.
 *
 * Throws AfarError FILE_MISSING, FILE_UNREADABLE, NO_VIDEO, NO_FRAMES (nothing decodable, or nothing after `startS`) or
 * VIDEO_UNSUITABLE (a side below 64 or above 8192 px, a rate below 5 or above 480 Hz).
 */
export function openVideoFile(path: string, options: VideoFileOptions = {}): FrameSource {
  const container = openContainer(path);
  try {
    const { width, height } = container.stream.codecpar;
    if (width > 0 && height > 0) refuseSize(path, width, height);
    refuseRate(container);
    return new VideoFile(container, new PictureDecoder(container, options.threads ?? 1), options);
  } catch (error) {
    container.close();
    throw error;
  }
}

class VideoFile implements FrameSource {
  readonly info: SourceInfo;
  endError: AfarError | null = null;

  readonly #container: Container;
  readonly #decoder: PictureDecoder;
  readonly #reader: PictureReader;
  readonly #clock: FrameClock;
  readonly #nominalMs: number;
  readonly #limitMs: number;
  #current = newPicture();
  #ahead = newPicture();
  #hasAhead = true;
  #unfitPictures = 0;
  /** Of the decoder's bytes, those that frames have told. */
  #bytesTold = 0;
  /** End of the last picture shown, ms since the file's first frame. */
  #reachedMs = 0;
  #closed = false;

  constructor(container: Container, decoder: PictureDecoder, options: VideoFileOptions) {
    this.#container = container;
    this.#decoder = decoder;
    const rateHz = believedRateHz(container.nominalRateHz, measureRate(container.previewStampsMs));
    this.#nominalMs = rateHz === null ? FALLBACK_INTERVAL_MS : 1000 / rateHz;
    this.#limitMs = options.seconds === undefined ? Number.POSITIVE_INFINITY : 1000 * options.seconds;
    this.#clock = new FrameClock(this.#nominalMs);
    try {
      this.#decodeFirst(1000 * (options.startS ?? 0));
      refuseSize(container.path, this.#ahead.width, this.#ahead.height);
      this.#reader = new PictureReader(this.#ahead);
    } catch (error) {
      this.#free();
      throw error;
    }
    this.info = {
      widthPx: this.#reader.widthPx,
      heightPx: this.#reader.heightPx,
      rateHz,
      durationMs: container.durationMs,
      codec: avGetCodecName(container.stream.codecpar.codecId) ?? "unknown",
      pixelFormat: this.#reader.pixelFormat,
      rotationDeg: container.rotationDeg,
    };
  }

  get damagedPackets(): number {
    return this.#decoder.damagedPackets + this.#container.readErrors + this.#unfitPictures;
  }

  next(): Frame | null {
    while (!this.#closed && this.#hasAhead) {
      [this.#current, this.#ahead] = [this.#ahead, this.#current];
      this.#ahead.unref();
      this.#hasAhead = this.#decodeAhead();
      const tMs = this.#clock.place(this.#stampMs(this.#current), this.#hasAhead ? this.#stampMs(this.#ahead) : null);
      if (tMs >= this.#limitMs) {
        this.close();
        return null;
      }
      const frame = this.#frameOf(this.#current, tMs);
      if (frame) return frame;
      this.#unfitPictures += 1;
    }
    if (!this.#closed) {
      this.endError = this.#earlyEnd();
      this.close();
    }
    return null;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#reader.close();
    this.#free();
    this.#container.close();
  }

  #free(): void {
    this.#decoder.close();
    this.#current.free();
    this.#ahead.free();
  }

  /** Decodes the first picture that is shown into `#ahead`. */
  #decodeFirst(startMs: number): void {
    if (startMs > 0 && this.#container.seek(startMs)) this.#decoder.flush();
    const fileClock = new FrameClock(this.#nominalMs, this.#container.firstStampMs);
    while (this.#decoder.decode(this.#ahead)) {
      if (startMs <= 0 || fileClock.place(this.#stampMs(this.#ahead), null) >= startMs - STAMP_ROUNDING_MS) return;
      this.#ahead.unref();
    }
    const { path } = this.#container;
    if (startMs <= 0) {
      throw new AfarError("NO_FRAMES", `${path} holds no frame that can be decoded: record it again.`);
    }
    throw new AfarError("NO_FRAMES", `${path} holds no frame from second ${startMs / 1000} on: start earlier.`);
  }

  #decodeAhead(): boolean {
    while (this.#decoder.decode(this.#ahead)) {
      if (this.#reader.fits(this.#ahead)) return true;
      this.#unfitPictures += 1;
      this.#ahead.unref();
    }
    return false;
  }

  #frameOf(picture: Picture, tMs: number): Frame | null {
    const read = this.#reader.read(picture);
    if (!read) return null;
    const durationMs = this.#durationMs(picture);
    this.#noteReached(picture, durationMs);
    const { widthPx, heightPx, rotationDeg } = this.info;
    const keyframe = picture.hasFlags(AV_FRAME_FLAG_KEY);
    // Of the packets since the picture before: a decoder that looks ahead spreads them over a few pictures.
    const packetBytes = this.#decoder.bytesRead - this.#bytesTold;
    this.#bytesTold = this.#decoder.bytesRead;
    return { tMs, durationMs, keyframe, packetBytes, widthPx, heightPx, rotationDeg, ...read };
  }

  #noteReached(picture: Picture, durationMs: number): void {
    const stampMs = this.#stampMs(picture);
    if (stampMs === null) return;
    // Writers count a length from zero or from the first stamp: the later end of the two leaves no false alarm.
    const endMs = Math.max(stampMs, stampMs - (this.#container.firstStampMs ?? 0)) + durationMs;
    this.#reachedMs = Math.max(this.#reachedMs, endMs);
  }

  /** A picture's own duration, else the distance to the following stamp, else the nominal interval; 10 s at most. */
  #durationMs(picture: Picture): number {
    const ownMs = picture.duration > 0n ? this.#container.stampMs(picture.duration) : null;
    if (ownMs !== null && ownMs <= LONGEST_SHOWN_MS) return ownMs;
    const stampMs = this.#stampMs(picture);
    const followingMs = this.#hasAhead ? this.#stampMs(this.#ahead) : null;
    const distanceMs = stampMs === null || followingMs === null ? 0 : followingMs - stampMs;
    return distanceMs > 0 && distanceMs <= LONGEST_SHOWN_MS ? distanceMs : this.#nominalMs;
  }

  #stampMs(picture: Picture): number | null {
    return this.#container.stampMs(picture.pts) ?? this.#container.stampMs(picture.bestEffortTimestamp);
  }

  #earlyEnd(): AfarError | null {
    const { path, durationMs: expectedMs, endedInError, otherStreamsReachedMs } = this.#container;
    const toleranceMs = Math.max(END_TOLERANCE_MS, END_TOLERANCE_FRAMES * this.#nominalMs);
    const reachedMs = Math.max(this.#reachedMs, otherStreamsReachedMs);
    const isShort = expectedMs !== null && reachedMs < expectedMs - toleranceMs;
    if (!isShort && !endedInError) return null;
    const ended = `${path} ends at second ${inSeconds(this.#reachedMs)}`;
    const expected = isShort ? ` of the ${inSeconds(expectedMs)} that its header promises` : " with a read error";
    return new AfarError("VIDEO_TRUNCATED", `${ended}${expected}: what it held was used, copy or record it again.`);
  }
}

function newPicture(): Picture {
  const picture = new Picture();
  picture.alloc();
  return picture;
}

function inSeconds(ms: number): string {
  return (ms / 1000).toFixed(1);
}

function refuseSize(path: string, widthPx: number, heightPx: number): void {
  if (Math.min(widthPx, heightPx) >= SHORTEST_SIDE_PX && Math.max(widthPx, heightPx) <= LONGEST_SIDE_PX) return;
  const range = `${SHORTEST_SIDE_PX} to ${LONGEST_SIDE_PX}`;
  throw new AfarError(
    "VIDEO_UNSUITABLE",
    `${path} is ${widthPx} x ${heightPx} pixels: give a video of ${range} pixels a side.`,
  );
}

function refuseRate(container: Container): void {
  const rateHz = unsuitableRateHz(container.nominalRateHz, measureRate(container.previewStampsMs));
  if (rateHz === null) return;
  const range = `${LOWEST_RATE_HZ} to ${HIGHEST_RATE_HZ}`;
  throw new AfarError(
    "VIDEO_UNSUITABLE",
    `${container.path} shows ${Number(rateHz.toPrecision(3))} frames a second: give a video of ${range}.`,
  );
}
