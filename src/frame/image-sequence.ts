import "./quiet-ffmpeg.ts";

import { existsSync, readFileSync } from "node:fs";

import { AV_CODEC_ID_PNG } from "node-av/constants";
import { Codec, CodecContext, Packet, Frame as Picture } from "node-av/lib";

import { AfarError } from "../base/errors.ts";
import type { Frame } from "../base/frame.ts";

import type { FrameSource, SourceInfo } from "./frame-source.ts";
import { PictureReader } from "./picture-reader.ts";

/** One picture of a sequence. */
export interface SequenceImage {
  readonly path: string;
  /** When it was taken, ms; any origin, strictly rising from picture to picture. */
  readonly tMs: number;
}

/** No allocation for a header that lies about the size: 8192 x 8192. */
const MOST_PIXELS = 1 << 26;
/** Interval of a sequence of one picture. */
const FALLBACK_INTERVAL_MS = 40;

/**
 * Opens a video that is stored as PNG files with known times.
 *
 * `tMs` counts from the first picture. One file is read at a time. A file that cannot be decoded, or whose size or pixel
 * format differs from the first one's, counts as a damaged packet and is left out.
 *
 * Throws AfarError NO_FRAMES (no picture), FILE_MISSING or FILE_UNREADABLE (the first picture); RangeError on times that do
 * not rise.
 */
export function openImageSequence(images: readonly SequenceImage[]): FrameSource {
  const falls = images.findIndex(({ tMs }, i) => i > 0 && !(tMs > images[i - 1].tMs));
  if (falls > 0) throw new RangeError(`the time of ${images[falls].path} does not rise`);
  if (images.length === 0)
    throw new AfarError("NO_FRAMES", "the sequence holds no picture: give a folder of PNG files.");
  return new ImageSequence(images);
}

class ImageSequence implements FrameSource {
  readonly info: SourceInfo;
  damagedPackets = 0;
  readonly endError = null;

  readonly #images: readonly SequenceImage[];
  readonly #intervalMs: number;
  readonly #picture = new Picture();
  readonly #reader: PictureReader;
  #next = 0;
  #closed = false;

  constructor(images: readonly SequenceImage[]) {
    this.#images = images;
    const [first] = images;
    if (!existsSync(first.path)) throw new AfarError("FILE_MISSING", `${first.path} does not exist: check the path.`);
    const spanMs = images[images.length - 1].tMs - first.tMs;
    this.#intervalMs = images.length > 1 ? spanMs / (images.length - 1) : FALLBACK_INTERVAL_MS;
    this.#picture.alloc();
    if (!this.#decode(first.path)) {
      this.#picture.free();
      throw new AfarError("FILE_UNREADABLE", `${first.path} cannot be read as a PNG: copy the sequence again.`);
    }
    this.#reader = new PictureReader(this.#picture);
    this.info = {
      widthPx: this.#reader.widthPx,
      heightPx: this.#reader.heightPx,
      rateHz: images.length > 1 ? (1000 * (images.length - 1)) / spanMs : null,
      durationMs: spanMs + this.#intervalMs,
      codec: "png",
      pixelFormat: this.#reader.pixelFormat,
      rotationDeg: 0,
    };
  }

  next(): Frame | null {
    while (!this.#closed && this.#next < this.#images.length) {
      const index = this.#next++;
      const { path, tMs } = this.#images[index];
      const decoded = this.#decode(path) && this.#reader.fits(this.#picture);
      const read = decoded ? this.#reader.read(this.#picture) : null;
      if (read === null) {
        this.damagedPackets += 1;
        continue;
      }
      const followingMs = this.#images[index + 1]?.tMs ?? tMs + this.#intervalMs;
      const { widthPx, heightPx } = this.info;
      const startMs = tMs - this.#images[0].tMs;
      // Every picture stands for itself, so there is no rhythm of keyframes.
      return {
        tMs: startMs,
        durationMs: followingMs - tMs,
        keyframe: true,
        widthPx,
        heightPx,
        rotationDeg: 0,
        ...read,
      };
    }
    this.close();
    return null;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#reader.close();
    this.#picture.free();
  }

  #decode(path: string): boolean {
    let bytes: Buffer;
    try {
      bytes = readFileSync(path);
    } catch {
      return false;
    }
    if (bytes.length === 0) return false;
    const packet = new Packet();
    packet.alloc();
    packet.data = bytes;
    this.#picture.unref();
    // One decoder a picture: FFmpeg's predicts the first row from the picture before.
    const codec = pngDecoder();
    const sent = codec.sendPacketSync(packet);
    const received = sent < 0 ? sent : codec.receiveFrameSync(this.#picture);
    codec.freeContext();
    packet.free();
    return received >= 0;
  }
}

function pngDecoder(): CodecContext {
  const codec = Codec.findDecoder(AV_CODEC_ID_PNG);
  if (!codec) throw new AfarError("INTERNAL", "this build of FFmpeg has no PNG decoder.");
  const context = new CodecContext();
  context.allocContext3(codec);
  context.threadCount = 1;
  context.setOption("max_pixels", MOST_PIXELS);
  if (context.open2Sync(codec) < 0) {
    context.freeContext();
    throw new AfarError("INTERNAL", "the PNG decoder does not start.");
  }
  return context;
}
