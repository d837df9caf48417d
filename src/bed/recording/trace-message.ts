import { type FaceLandmarks, LANDMARK_COUNT } from "../../base/landmarks.ts";
import { PICTURE_COLUMNS, PICTURE_ROWS, type PictureSample } from "../../base/picture-sample.ts";
import type { TissueMotion } from "../../base/tissue-motion.ts";
import type { HeadPose, TraceFrame } from "../../base/trace-frame.ts";

import { CdrReader, type CdrWriter } from "./cdr.ts";

/** Each property once: one that is added to a frame or its picture does not compile until it is recorded as well. */
const RECORDED_OF_PICTURE: Readonly<Record<keyof PictureSample, true>> = {
  cells: true,
  level: true,
  darkShare: true,
  brightShare: true,
  frozenShare: true,
  blurPx: true,
};
const RECORDED: Readonly<Record<keyof TraceFrame, true>> = {
  tMs: true,
  durationMs: true,
  keyframe: true,
  rgb: true,
  usable: true,
  refusals: true,
  mouthCovered: true,
  room: true,
  head: true,
  mesh: true,
  motion: true,
  picture: true,
  packetBytes: true,
  lagMs: true,
};

/** Codes of `mouth_covered`. */
const COVERED = [false, true, undefined] as const;
const NONE = new Uint8Array(0);

/**
 * The frame as one message of TRACE_SCHEMA, without loss; `landmarks` false leaves the mesh out. The bytes change with the
 * next call. Throws RangeError on a property that no recording knows: it would be lost in silence.
 */
export function encodeTrace(writer: CdrWriter, frame: TraceFrame, landmarks: boolean): Uint8Array {
  refuseUnknown(frame, RECORDED);
  writer.start();
  writer.float64(frame.tMs);
  writer.float64(frame.durationMs);
  writer.bool(frame.keyframe);
  writer.sequence(frame.rgb);
  writer.sequence(frame.usable);
  writer.sequence(frame.refusals ?? NONE);
  writer.uint8(COVERED.indexOf(frame.mouthCovered));
  writer.sequence(Float64Array.from(frame.room ?? []));
  writeOptional(writer, frame.head, writeHead);
  writer.bool(landmarks && frame.mesh !== undefined);
  writeOptional(writer, landmarks ? frame.mesh : null, writeMesh);
  writer.bool(frame.motion !== undefined);
  writeOptional(writer, frame.motion, writeMotion);
  writeOptional(writer, frame.picture, writePicture);
  writeNumber(writer, frame.packetBytes);
  writeNumber(writer, frame.lagMs);
  return writer.finish();
}

/**
 * The inverse of encodeTrace: a frame of its own memory. `regions`: how many there are. Throws RangeError on bytes that are
 * no such message, or hold what no frame can.
 */
export function decodeTrace(bytes: Uint8Array, regions: number): TraceFrame {
  const reader = new CdrReader(bytes);
  const tMs = finite(reader.float64());
  const durationMs = finite(reader.float64());
  const keyframe = reader.bool();
  const rgb = finiteAll(ofLength(reader.sequence(Float64Array), regions * 3));
  const usable = ofLength(reader.sequence(Uint8Array), regions);
  const refusals = reader.sequence(Uint8Array);
  const mouthCovered = COVERED[reader.uint8()];
  const room = finiteAll(reader.sequence(Float64Array));
  const head = readOptional(reader, readHead);
  const meshRecorded = reader.bool();
  const mesh = readOptional(reader, readMesh);
  const motionRecorded = reader.bool();
  const motion = readOptional(reader, readMotion);
  const picture = readOptional(reader, readPicture);
  const packetBytes = readNumber(reader);
  const lagMs = readNumber(reader);
  return {
    tMs,
    durationMs,
    keyframe,
    rgb,
    usable,
    ...(refusals.length > 0 ? { refusals: ofLength(refusals, regions) } : {}),
    ...(mouthCovered === undefined ? {} : { mouthCovered }),
    room: room.length === 0 ? null : [room[0], room[1], ofLength(room, 3)[2]],
    head,
    ...(meshRecorded ? { mesh } : {}),
    ...(motionRecorded ? { motion } : {}),
    ...(picture ? { picture } : {}),
    ...(packetBytes === null ? {} : { packetBytes }),
    ...(lagMs === null ? {} : { lagMs }),
  };
}

function refuseUnknown(value: object, known: object): void {
  for (const name in value) if (!(name in known)) throw new RangeError(`a recording has no place for ${name}`);
}

function writeOptional<T>(writer: CdrWriter, value: T | null | undefined, write: (to: CdrWriter, value: T) => void) {
  writer.uint32(value ? 1 : 0);
  if (value) write(writer, value);
}

function readOptional<T>(reader: CdrReader, read: (from: CdrReader) => T): T | null {
  const count = reader.uint32();
  if (count > 1) throw new RangeError(`${count} values where there can be one`);
  return count === 1 ? read(reader) : null;
}

function writeNumber(writer: CdrWriter, value: number | null | undefined): void {
  writeOptional(writer, value === null || value === undefined ? null : { value }, (to, only) => to.float64(only.value));
}

function readNumber(reader: CdrReader): number | null {
  return readOptional(reader, (from) => ({ value: finite(from.float64()) }))?.value ?? null;
}

function writeHead(writer: CdrWriter, { xPx, yPx, widthPx }: HeadPose): void {
  for (const value of [xPx, yPx, widthPx]) writer.float64(value);
}

function readHead(reader: CdrReader): HeadPose {
  return { xPx: finite(reader.float64()), yPx: finite(reader.float64()), widthPx: finite(reader.float64()) };
}

function writeMesh(writer: CdrWriter, { score, widthPx, points }: FaceLandmarks): void {
  writer.float64(score);
  writer.float64(widthPx);
  writer.sequence(points);
}

function readMesh(reader: CdrReader): FaceLandmarks {
  const score = finite(reader.float64());
  const widthPx = finite(reader.float64());
  return { points: finiteAll(ofLength(reader.sequence(Float32Array), LANDMARK_COUNT * 3)), score, widthPx };
}

function writeMotion(writer: CdrWriter, motion: TissueMotion): void {
  const { tMs, widthPx, heightPx, columns, rows, cellPx, leftPx, topPx } = motion;
  for (const value of [tMs, widthPx, heightPx, columns, rows, cellPx, leftPx, topPx]) writer.float64(value);
  for (const values of [motion.xPx, motion.yPx, motion.qualityX, motion.qualityY]) writer.sequence(values);
}

function readMotion(reader: CdrReader): TissueMotion {
  const [tMs, widthPx, heightPx, columns, rows, cellPx, leftPx, topPx] = Array.from({ length: 8 }, () =>
    finite(reader.float64()),
  );
  const [xPx, yPx, qualityX, qualityY] = Array.from({ length: 4 }, () =>
    ofLength(reader.sequence(Float32Array), columns * rows),
  );
  return { tMs, widthPx, heightPx, columns, rows, cellPx, leftPx, topPx, xPx, yPx, qualityX, qualityY };
}

function writePicture(writer: CdrWriter, picture: PictureSample): void {
  refuseUnknown(picture, RECORDED_OF_PICTURE);
  const { cells, level, darkShare, brightShare, frozenShare, blurPx } = picture;
  writer.sequence(cells);
  for (const value of [level, darkShare, brightShare]) writer.float64(value);
  writeNumber(writer, frozenShare);
  writeNumber(writer, blurPx);
}

function readPicture(reader: CdrReader): PictureSample {
  const cells = finiteAll(ofLength(reader.sequence(Float64Array), PICTURE_ROWS * PICTURE_COLUMNS));
  const [level, darkShare, brightShare] = Array.from({ length: 3 }, () => finite(reader.float64()));
  return { cells, level, darkShare, brightShare, frozenShare: readNumber(reader), blurPx: readNumber(reader) };
}

function finite(value: number): number {
  if (!Number.isFinite(value)) throw new RangeError("a number that is none");
  return value;
}

function finiteAll<T extends Float64Array | Float32Array>(values: T): T {
  for (const value of values) finite(value);
  return values;
}

function ofLength<T extends { readonly length: number }>(values: T, length: number): T {
  if (values.length !== length) throw new RangeError(`${values.length} values instead of ${length}`);
  return values;
}
