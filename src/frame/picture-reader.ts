import "./quiet-ffmpeg.ts";

import { avGetPixFmtName, Frame as Picture } from "node-av/lib";

import type { Channel, ColourFormat } from "../base/frame.ts";

import { colourFormat } from "./picture-colour.ts";
import { PictureConverter } from "./picture-converter.ts";
import { nearestReadableFormat, pictureChannels, pictureLayout } from "./picture-layout.ts";

/** The samples of one picture and how they become colours. */
export interface ReadPicture {
  readonly channels: readonly Channel[];
  readonly colour: ColourFormat;
}

/** Reads the samples of pictures that are all of the first one's size and pixel format. */
export class PictureReader {
  readonly widthPx: number;
  readonly heightPx: number;
  /** FFmpeg's name of the decoder's pixel format, before any conversion. */
  readonly pixelFormat: string;

  readonly #format: number;
  readonly #model: ColourFormat["model"];
  /** Brings other formats into one that can be read. */
  readonly #converter: PictureConverter | null;
  /**
   * One picture's samples, seen through the same windows for ever. Windows into each new picture would count as so much new memory
   * that the collector ran every second or two, at more than the cost of the copy.
   */
  readonly #own = new Picture();
  readonly #channels: readonly Channel[];

  constructor(first: Picture) {
    this.widthPx = first.width;
    this.heightPx = first.height;
    this.#format = first.format;
    this.pixelFormat = pixelFormatName(first);
    const nearest = nearestReadableFormat(this.pixelFormat);
    // Rows stored from the bottom up have a negative stride, which a Buffer cannot cover.
    const upright = first.linesize.every((stride) => stride >= 0);
    const direct = upright && pictureLayout(this.pixelFormat) !== null;
    this.#converter = direct ? null : new PictureConverter(first, nearest);
    const layout = pictureLayout(direct ? this.pixelFormat : nearest);
    if (layout === null) throw new TypeError(`no layout for ${nearest}`);
    this.#model = layout.model;
    const like = this.#converter?.convert(first) ?? first;
    this.#own.alloc();
    this.#own.format = like.format;
    this.#own.width = like.width;
    this.#own.height = like.height;
    const planes = this.#own.allocBuffer() < 0 ? null : this.#own.data;
    if (planes === null) throw new RangeError(`no memory for a picture of ${like.width} x ${like.height} pixels`);
    this.#channels = pictureChannels(layout, planes, this.#own.linesize);
  }

  /** True when a picture has the size and the pixel format of the first one. */
  fits(picture: Picture): boolean {
    return picture.width === this.widthPx && picture.height === this.heightPx && picture.format === this.#format;
  }

  /**
   * The channels of a picture that fits; null where it cannot be converted. They lie in the reader's own memory, which the next
   * call overwrites.
   */
  read(picture: Picture): ReadPicture | null {
    const readable = this.#converter ? this.#converter.convert(picture) : picture;
    if (!readable || this.#own.copy(readable) < 0) return null;
    const { colorRange: range, colorSpace: matrix } = picture;
    return {
      channels: this.#channels,
      colour: colourFormat(this.#model, { pixelFormat: this.pixelFormat, heightPx: this.heightPx, range, matrix }),
    };
  }

  close(): void {
    this.#converter?.close();
    this.#own.free();
  }
}

function pixelFormatName({ format }: Picture): string {
  return avGetPixFmtName(format as Parameters<typeof avGetPixFmtName>[0]) ?? "unknown";
}
