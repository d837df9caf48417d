import type { Frame } from "../base/frame.ts";
import type { FrameSource } from "../frame/frame-source.ts";

/** Pictures of a constant rate in memory. */
export interface PictureArray {
  readonly frames: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly rateHz: number;
  /** Uint8Array [frames, heightPx, widthPx, 3], red, green, blue. */
  readonly rgb: Uint8Array;
}

/**
 * Collects a video that is stored column by column, [frames, heightPx, widthPx, 3] with the frames innermost, as MATLAB and
 * its HDF5 files store it. Allocates the whole video at 8 bits a sample.
 */
export class ColumnMajorVideo {
  readonly #frames: number;
  readonly #heightPx: number;
  readonly #widthPx: number;
  readonly #scale: number;
  readonly #rgb: Uint8Array;
  #done = 0;

  /** `shape`: frames, height, width, 3. `scale`: what a value is multiplied with to span 0..255. Throws RangeError. */
  constructor(shape: readonly number[], scale: number) {
    const [frames, heightPx, widthPx, channels] = shape;
    if (shape.length !== 4 || channels !== 3) throw new RangeError(`a video of shape ${shape.join(" x ")}`);
    this.#frames = frames;
    this.#heightPx = heightPx;
    this.#widthPx = widthPx;
    this.#scale = scale;
    this.#rgb = new Uint8Array(frames * heightPx * widthPx * 3);
  }

  /** Takes the next values in storage order. */
  push(values: Float64Array): void {
    const frameBytes = this.#heightPx * this.#widthPx * 3;
    let frame = this.#done % this.#frames;
    let place = this.#placeOf(Math.floor(this.#done / this.#frames));
    for (const value of values) {
      this.#rgb[frame * frameBytes + place] = Math.max(0, Math.min(255, Math.round(value * this.#scale)));
      this.#done += 1;
      frame += 1;
      if (frame < this.#frames) continue;
      frame = 0;
      place = this.#placeOf(Math.floor(this.#done / this.#frames));
    }
  }

  /** The video. Throws RangeError where values are missing. */
  pictures(rateHz: number): PictureArray {
    if (this.#done !== this.#rgb.length) throw new RangeError(`${this.#done} of ${this.#rgb.length} values`);
    return { frames: this.#frames, widthPx: this.#widthPx, heightPx: this.#heightPx, rateHz, rgb: this.#rgb };
  }

  /** Byte of a pixel's channel within a frame, by its number in storage order. */
  #placeOf(index: number): number {
    const y = index % this.#heightPx;
    const x = Math.floor(index / this.#heightPx) % this.#widthPx;
    const channel = Math.floor(index / (this.#heightPx * this.#widthPx));
    return (y * this.#widthPx + x) * 3 + channel;
  }
}

/** Shows pictures in memory as a camera would. Its frames alias the array. */
export function openPictureArray({ frames, widthPx, heightPx, rateHz, rgb }: PictureArray): FrameSource {
  const durationMs = 1000 / rateHz;
  const strideBytes = 3 * widthPx;
  let index = 0;
  return {
    info: {
      widthPx,
      heightPx,
      rateHz,
      durationMs: frames * durationMs,
      codec: "none",
      pixelFormat: "rgb24",
      rotationDeg: 0,
    },
    damagedPackets: 0,
    endError: null,
    next(): Frame | null {
      if (index >= frames) return null;
      const data = rgb.subarray(index * heightPx * strideBytes, (index + 1) * heightPx * strideBytes);
      const channels = [0, 1, 2].map((offset) => ({ data, offset, strideBytes, stepBytes: 3, shiftX: 0, shiftY: 0 }));
      const tMs = index * durationMs;
      index += 1;
      return {
        tMs,
        durationMs,
        keyframe: true,
        widthPx,
        heightPx,
        rotationDeg: 0,
        colour: { model: "rgb", range: "full", matrix: "bt709" },
        channels,
      };
    },
    close() {
      index = frames;
    },
  };
}
