import "./quiet-ffmpeg.ts";

import { SWS_ACCURATE_RND, SWS_BITEXACT, SWS_POINT } from "node-av/constants";
import { avGetPixFmtFromName, Frame as Picture, SoftwareScaleContext } from "node-av/lib";

/**
 * Converts pictures of one size and format to another pixel format, into one picture that every call overwrites.
 *
 * Size, range and matrix stay, so no sample is interpolated; where bits are dropped, swscale dithers, which keeps the mean
 * over an area.
 */
export class PictureConverter {
  readonly #context = new SoftwareScaleContext();
  readonly #target = new Picture();

  /** `like`: a picture of the size that will be converted. */
  constructor(like: Picture, pixelFormat: string) {
    this.#context.allocContext();
    this.#context.setOption("sws_flags", SWS_POINT | SWS_ACCURATE_RND | SWS_BITEXACT);
    this.#target.alloc();
    this.#target.format = avGetPixFmtFromName(pixelFormat);
    this.#target.width = like.width;
    this.#target.height = like.height;
    this.#target.getBuffer();
  }

  /** The picture in the other format, valid until the next call; null where swscale refuses it. */
  convert(source: Picture): Picture | null {
    this.#target.colorRange = source.colorRange;
    this.#target.colorSpace = source.colorSpace;
    return this.#context.scaleFrameSync(this.#target, source) < 0 ? null : this.#target;
  }

  close(): void {
    this.#context.freeContext();
    this.#target.free();
  }
}
