import "./quiet-ffmpeg.ts";

import { avGetPixFmtName, type Frame as Picture } from "node-av/lib";

import type { Channel, ColourFormat } from "../base/frame.ts";

import { colourFormat } from "./picture-colour.ts";
import { PictureConverter } from "./picture-converter.ts";
import { nearestReadableFormat, type PictureLayout, pictureChannels, pictureLayout } from "./picture-layout.ts";

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
  readonly #layout: PictureLayout;
  readonly #converter: PictureConverter | null;

  constructor(first: Picture) {
    this.widthPx = first.width;
    this.heightPx = first.height;
    this.#format = first.format;
    this.pixelFormat = avGetPixFmtName(first.format as Parameters<typeof avGetPixFmtName>[0]) ?? "unknown";
    const nearest = nearestReadableFormat(this.pixelFormat);
    // Rows stored from the bottom up have a negative stride, which a Buffer cannot cover.
    const upright = first.linesize.every((stride) => stride >= 0);
    const direct = upright ? pictureLayout(this.pixelFormat) : null;
    const layout = direct ?? pictureLayout(nearest);
    if (layout === null) throw new TypeError(`no layout for ${nearest}`);
    this.#layout = layout;
    this.#converter = direct ? null : new PictureConverter(first, nearest);
  }

  /** True when a picture has the size and the pixel format of the first one. */
  fits(picture: Picture): boolean {
    return picture.width === this.widthPx && picture.height === this.heightPx && picture.format === this.#format;
  }

  /**
   * The channels of a picture that fits; null where it cannot be converted. They alias the picture, or the converter's
   * memory, which the next call overwrites.
   */
  read(picture: Picture): ReadPicture | null {
    const readable = this.#converter ? this.#converter.convert(picture) : picture;
    const planes = readable?.data;
    if (!readable || !planes) return null;
    const { colorRange: range, colorSpace: matrix } = picture;
    return {
      channels: pictureChannels(this.#layout, planes, readable.linesize),
      colour: colourFormat(this.#layout.model, {
        pixelFormat: this.pixelFormat,
        heightPx: this.heightPx,
        range,
        matrix,
      }),
    };
  }

  close(): void {
    this.#converter?.close();
  }
}
