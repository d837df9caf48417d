import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { createInflate } from "node:zlib";

import { AfarError } from "../base/errors.ts";

import { ByteStream } from "./byte-stream.ts";

/** An array of a MAT-file of version 5; its values are read once, in column-major order. */
export interface MatArray {
  readonly name: string;
  readonly shape: readonly number[];
  /** True for an array of characters, whose values are their codes. */
  readonly isText: boolean;
  /** True for 8-bit integers. */
  readonly isByte: boolean;
  /** The values in pieces; each piece is a copy. */
  values(): AsyncGenerator<Float64Array>;
}

const HEADER_BYTES = 128;
const MATRIX = 14;
const COMPRESSED = 15;
const CHAR_CLASS = 4;
/** Classes of arrays of numbers: 6 double, 7 single, 8 to 13 integers, 14 and 15 of 64 bits. */
const BYTE_CLASSES = [8, 9];
const NUMBER_CLASSES = [CHAR_CLASS, 6, 7, 8, 9, 10, 11, 12, 13];
/** How the values of each storage type are read. */
const STORAGE: Readonly<Record<number, { readonly bytes: number; read(data: Buffer, at: number): number }>> = {
  1: { bytes: 1, read: (data, at) => data.readInt8(at) },
  2: { bytes: 1, read: (data, at) => data[at] },
  3: { bytes: 2, read: (data, at) => data.readInt16LE(at) },
  4: { bytes: 2, read: (data, at) => data.readUInt16LE(at) },
  5: { bytes: 4, read: (data, at) => data.readInt32LE(at) },
  6: { bytes: 4, read: (data, at) => data.readUInt32LE(at) },
  7: { bytes: 4, read: (data, at) => data.readFloatLE(at) },
  9: { bytes: 8, read: (data, at) => data.readDoubleLE(at) },
  16: { bytes: 1, read: (data, at) => data[at] },
  17: { bytes: 2, read: (data, at) => data.readUInt16LE(at) },
};
/** Values of a piece. */
const PIECE = 1 << 16;

/** True for a MAT-file of version 5 in the byte order of this machine; one of version 7.3 is an HDF5 file. */
export async function isMatFile5(path: string): Promise<boolean> {
  const head = await bytesAt(path, 0, HEADER_BYTES);
  return (
    head.length === HEADER_BYTES && head.readUInt16LE(124) === 0x0100 && head.toString("latin1", 126, 128) === "IM"
  );
}

/**
 * The arrays of numbers and characters of a MAT-file of version 5, compressed or not, one after another; what the caller does
 * not read of one is skipped. Source: MathWorks, "MAT-File Format", level 5. Throws AfarError FILE_UNREADABLE.
 */
export async function* matArrays(path: string): AsyncGenerator<MatArray> {
  let at = HEADER_BYTES;
  for (;;) {
    const tag = await bytesAt(path, at, 8);
    if (tag.length < 8) return;
    const type = tag.readUInt32LE(0);
    const length = tag.readUInt32LE(4);
    if (type === MATRIX || type === COMPRESSED) {
      const stored = createReadStream(path, { start: at + 8, end: at + 7 + length });
      const bytes = new ByteStream(path, type === COMPRESSED ? stored.pipe(createInflate()) : stored);
      try {
        if (type === COMPRESSED) await bytes.take(8);
        const array = await readArray(bytes);
        if (array) yield array;
      } finally {
        await bytes.stop();
        stored.destroy();
      }
    }
    at += 8 + length;
  }
}

/** null: an array of another kind. */
async function readArray(bytes: ByteStream): Promise<MatArray | null> {
  const flags = await element(bytes);
  const arrayClass = flags[0];
  const dimensions = await element(bytes);
  const name = (await element(bytes)).toString("latin1");
  if (!NUMBER_CLASSES.includes(arrayClass)) return null;
  const shape = Array.from({ length: dimensions.length / 4 }, (_, i) => dimensions.readInt32LE(4 * i));
  return {
    name,
    shape,
    isText: arrayClass === CHAR_CLASS,
    isByte: BYTE_CLASSES.includes(arrayClass),
    values: () => valuesOf(bytes),
  };
}

async function* valuesOf(bytes: ByteStream): AsyncGenerator<Float64Array> {
  const { type, length, inline } = await tagOf(bytes);
  const storage = STORAGE[type];
  if (!storage) throw bytes.damaged();
  const total = length / storage.bytes;
  for (let done = 0; done < total; ) {
    const count = Math.min(PIECE, total - done);
    const data = inline ?? (await bytes.take(count * storage.bytes));
    yield Float64Array.from({ length: count }, (_, i) => storage.read(data, i * storage.bytes));
    done += count;
  }
}

/** The bytes of one element, with its padding skipped. */
async function element(bytes: ByteStream): Promise<Buffer> {
  const { length, inline } = await tagOf(bytes);
  if (inline) return inline;
  const data = await bytes.take(length);
  await bytes.take((8 - (length % 8)) % 8);
  return data;
}

/** A tag; data of up to four bytes may lie within it. */
async function tagOf(bytes: ByteStream): Promise<{ type: number; length: number; inline: Buffer | null }> {
  const tag = await bytes.take(8);
  const first = tag.readUInt32LE(0);
  const small = first >>> 16;
  if (small > 0) return { type: first & 0xffff, length: small, inline: tag.subarray(4, 4 + small) };
  return { type: first, length: tag.readUInt32LE(4), inline: null };
}

async function bytesAt(path: string, at: number, length: number): Promise<Buffer> {
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw new AfarError("FILE_UNREADABLE", `${path} cannot be read: check its rights.`, { cause });
  }
}
