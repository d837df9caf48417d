import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll } from "vitest";

import type { Frame } from "../../src/base/frame.ts";
import type { FrameSource } from "../../src/frame/frame-source.ts";
import { createVideoWriter, type VideoWriterOptions } from "../../src/frame/video-writer.ts";

/** A folder for one test file's videos, removed after its tests. */
export function temporaryFolder(): (name: string) => string {
  const folder = mkdtempSync(join(tmpdir(), "afar-frame-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return (name) => join(folder, name);
}

/** A pattern that differs in every channel and pixel, and stays within 16..235. */
export function patternAt(channel: number, x: number, y: number): number {
  return 16 + ((x * 7 + y * 13 + channel * 71) % 220);
}

/** The sample of a pixel in one channel, by the formula that base/frame.ts gives. */
export function sampleAt(frame: Frame, channel: number, x: number, y: number): number {
  const { data, offset, strideBytes, stepBytes, shiftX, shiftY } = frame.channels[channel];
  return data[offset + (y >> shiftY) * strideBytes + (x >> shiftX) * stepBytes];
}

/** Calls `visit` with every frame of a source. */
export function forEachFrame(source: FrameSource, visit: (frame: Frame, index: number) => void): number {
  let count = 0;
  for (let frame = source.next(); frame !== null; frame = source.next()) {
    visit(frame, count);
    count += 1;
  }
  return count;
}

/** Writes a video whose frames are even colours: `colourAt` gives [y, u, v] of a frame. */
export function writeEvenVideo(
  path: string,
  options: VideoWriterOptions,
  stampsMs: readonly number[],
  colourAt: (index: number) => readonly [y: number, u: number, v: number],
): void {
  const { widthPx, heightPx } = options;
  const chroma = ((widthPx + 1) >> 1) * ((heightPx + 1) >> 1);
  const planes = {
    y: new Uint8Array(widthPx * heightPx),
    u: new Uint8Array(chroma),
    v: new Uint8Array(chroma),
  };
  const writer = createVideoWriter(path, options);
  stampsMs.forEach((tMs, index) => {
    const [y, u, v] = colourAt(index);
    planes.y.fill(y);
    planes.u.fill(u);
    planes.v.fill(v);
    writer.write(planes, tMs);
  });
  writer.close();
}

/** Stamps of a constant rate, ms. */
export function regularStamps(frames: number, rateHz: number): number[] {
  return Array.from({ length: frames }, (_, i) => (1000 * i) / rateHz);
}

/** A YUV4MPEG2 file; `header` holds the tags after the size, e.g. "F30:1 Ip C420jpeg"; one buffer a frame. */
export function writeYuv4Mpeg(
  path: string,
  size: readonly [widthPx: number, heightPx: number],
  header: string,
  frames: readonly Uint8Array[],
): void {
  const parts: Uint8Array[] = [Buffer.from(`YUV4MPEG2 W${size[0]} H${size[1]} ${header}\n`)];
  for (const frame of frames) parts.push(Buffer.from("FRAME\n"), frame);
  writeFileSync(path, Buffer.concat(parts));
}

/** What an AVI file of uncompressed pictures needs to be told. */
export interface RawAvi {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly rateHz: number;
  readonly bitsPerPixel: number;
  /** Four characters, or "" for the rows of a Windows bitmap, from the bottom up. */
  readonly fourCc: string;
  /** Blue, green, red, 0 for each of the 256 colours of an 8-bit bitmap. */
  readonly palette?: Uint8Array;
}

/** An uncompressed AVI file (Microsoft's RIFF layout), one buffer a frame. */
export function writeRawAvi(path: string, avi: RawAvi, frames: readonly Uint8Array[]): void {
  const palette = avi.palette ?? new Uint8Array();
  const main = words([
    Math.round(1e6 / avi.rateHz),
    0,
    0,
    0x10,
    frames.length,
    0,
    1,
    0,
    avi.widthPx,
    avi.heightPx,
    0,
    0,
    0,
    0,
  ]);
  const stream = Buffer.concat([
    Buffer.from(`vids${avi.fourCc.padEnd(4, "\0")}`, "latin1"),
    words([0, 0, 0, 1, avi.rateHz, 0, frames.length, frames[0].length, 0xffffffff, 0, 0, 0]),
  ]);
  const bitmap = Buffer.concat([
    words([40, avi.widthPx, avi.heightPx, 1 | (avi.bitsPerPixel << 16)]),
    Buffer.from(avi.fourCc.padEnd(4, "\0"), "latin1"),
    words([frames[0].length, 0, 0, palette.length / 4, 0]),
    palette,
  ]);
  const streamList = list("strl", [chunk("strh", stream), chunk("strf", bitmap)]);
  const header = list("hdrl", [chunk("avih", main), streamList]);
  const movie = list(
    "movi",
    frames.map((frame) => chunk("00db", frame)),
  );
  writeFileSync(path, chunk("RIFF", Buffer.concat([Buffer.from("AVI "), header, movie])));
}

/** A second of silence as a WAV file. */
export function writeWav(path: string): void {
  const format = Buffer.concat([words([1 | (1 << 16), 8000, 16000, 2 | (16 << 16)])]);
  const body = Buffer.concat([Buffer.from("WAVE"), chunk("fmt ", format), chunk("data", new Uint8Array(16000))]);
  writeFileSync(path, chunk("RIFF", body));
}

function words(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, i) => {
    bytes.writeUInt32LE(value, 4 * i);
  });
  return bytes;
}

function chunk(name: string, data: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(name), words([data.length]), data, new Uint8Array(data.length % 2)]);
}

function list(name: string, chunks: readonly Uint8Array[]): Buffer {
  return chunk("LIST", Buffer.concat([Buffer.from(name), ...chunks]));
}
