import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { deflateSync } from "node:zlib";

import h5wasm from "h5wasm/node";
import sharp from "sharp";
import { afterAll } from "vitest";

import { createVideoWriter } from "../../src/frame/video-writer.ts";

/** A folder for one test file's data sets, removed after its tests; paths inside it get their folders made. */
export function dataSetFolder(): (path: string) => string {
  const folder = mkdtempSync(join(tmpdir(), "afar-data-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  return (path) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    return join(folder, path);
  };
}

/** A grey video of 64 x 64. */
export function writeVideo(path: string, frames = 20, rateHz = 10): void {
  const chroma = new Uint8Array(32 * 32).fill(128);
  const planes = { y: new Uint8Array(64 * 64).fill(90), u: chroma, v: chroma };
  const colour = { range: "limited", matrix: "bt601" } as const;
  const writer = createVideoWriter(path, { widthPx: 64, heightPx: 64, rateHz, codec: "mjpeg", colour });
  for (let i = 0; i < frames; i++) writer.write(planes, (1000 * i) / rateHz);
  writer.close();
}

/** A grey PNG of 64 x 64. */
export async function greyPng(level: number): Promise<Buffer> {
  const background = { r: level, g: level, b: level };
  return sharp({ create: { width: 64, height: 64, channels: 3, background } })
    .png()
    .toBuffer();
}

/** A pulse wave of a constant rate. */
export function waveOf(rateBpm: number, fsHz: number, seconds: number): number[] {
  return Array.from({ length: fsHz * seconds }, (_, i) => {
    const beat = ((i / fsHz) * rateBpm) / 60;
    return 100 + 10 * Math.exp(-(((beat % 1) - 0.4) ** 2) / 0.02);
  });
}

/** What a data set of an HDF5 file or a variable of a MAT-file holds; values in storage order. */
export interface MadeArray {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: readonly number[];
  /** Default double. */
  readonly kind?: "double" | "uint8" | "text";
}

/** An HDF5 file; the shape's slowest axis comes first. */
export async function writeHdf5(path: string, arrays: readonly MadeArray[]): Promise<void> {
  await h5wasm.ready;
  const file = new h5wasm.File(path, "w");
  for (const { name, shape, values, kind = "double" } of arrays) {
    const types = { double: Float64Array, uint8: Uint8Array, text: Uint16Array };
    file.create_dataset({ name, data: types[kind].from(values), shape: [...shape] });
  }
  file.close();
}

const CLASSES = { double: 6, uint8: 9, text: 4 };

/** A MAT-file of version 5 (MathWorks, "MAT-File Format"); the shape's fastest axis comes first. */
export function writeMat5(path: string, arrays: readonly MadeArray[], compressed: boolean): void {
  const header = Buffer.alloc(128, " ");
  header.write("MATLAB 5.0 MAT-file");
  header.writeUInt16LE(0x0100, 124);
  header.write("IM", 126);
  const elements = arrays.map(({ name, shape, values, kind = "double" }) => {
    const flags = words(CLASSES[kind], 0);
    const data = { double: Float64Array, uint8: Uint8Array, text: Uint16Array }[kind].from(values);
    const storage = { double: 9, uint8: 2, text: 4 }[kind];
    const matrix = element(
      14,
      Buffer.concat([
        element(6, flags),
        element(5, words(...shape)),
        element(1, Buffer.from(name)),
        element(storage, Buffer.from(data.buffer)),
      ]),
    );
    if (!compressed) return matrix;
    const packed = deflateSync(matrix);
    return Buffer.concat([words(15, packed.length), packed]);
  });
  writeFileSync(path, Buffer.concat([header, ...elements]));
}

/** Data of up to four bytes lies within the tag. */
function element(type: number, data: Buffer): Buffer {
  if (data.length > 0 && data.length <= 4) {
    return Buffer.concat([words(type | (data.length << 16)), data, Buffer.alloc(4 - data.length)]);
  }
  return Buffer.concat([words(type, data.length), data, Buffer.alloc((8 - (data.length % 8)) % 8)]);
}

function words(...values: readonly number[]): Buffer {
  return Buffer.from(Uint32Array.from(values).buffer);
}

/** Character codes of a text. */
export function codesOf(text: string): number[] {
  return [...text].map((letter) => letter.charCodeAt(0));
}
