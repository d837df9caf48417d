import { type FaceLandmarks, LANDMARK_COUNT } from "../../base/landmarks.ts";
import type { TissueMotion } from "../../base/tissue-motion.ts";
import type { HeadPose, TraceFrame } from "../../base/trace-frame.ts";

import { CdrReader, type CdrWriter } from "./cdr.ts";

/** Name and text of the schema, in the language of ROS 2 messages; the text stands in every recording. */
export const TRACE_SCHEMA_NAME = "afar_msgs/msg/TraceFrame";
export const TRACE_SCHEMA = `\
# What one frame of a camera contributes to a bed's traces, unrounded. Investigational, not for clinical use.
# A list that may be empty stands for a value that may be missing.
float64 t_ms              # since the source's first frame
float64 duration_ms       # how long the picture is shown
bool keyframe             # the codec restarted its prediction
float64[] rgb             # mean r, g, b of each region, 0 to 255; the regions' names are in the file's metadata
uint8[] usable            # 1 where a region's colour can be used
uint8[] refusals          # why it cannot: 0 none, 1 outside, 2 small, 3 clipped, 4 not-skin, 5 left-out; empty: not told
uint8 mouth_covered       # 0 no, 1 yes, 2 nobody looked
float64[] room            # mean r, g, b of the view without the patient; empty where the patient fills it
HeadPose[] head           # empty without a face
bool mesh_recorded        # false: this recording leaves the face's mesh out
FaceMesh[] mesh           # empty where none was measured in this frame
bool motion_recorded
TissueMotion[] motion     # empty in a frame in which it was not measured
================================================================================
MSG: afar_msgs/HeadPose
# Pose of the head in pixels of the stored frame.
float64 x_px
float64 y_px
float64 width_px
================================================================================
MSG: afar_msgs/FaceMesh
float64 score             # probability that a face is there, 0 to 1
float64 width_px
float32[] points          # x, y, z of 468 landmarks, pixels of the stored frame
================================================================================
MSG: afar_msgs/TissueMotion
# Where the tissue in each cell of a grid over the stored frame stands, row by row.
float64 t_ms
float64 width_px
float64 height_px
float64 columns
float64 rows
float64 cell_px
float64 left_px
float64 top_px
float32[] x_px
float32[] y_px
float32[] quality_x       # reciprocal of the expected error, 1/px; 0: not seen
float32[] quality_y
`;

/** Each property of a frame once: one that is added to TraceFrame does not compile until it is recorded as well. */
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
};

/** Codes of `mouth_covered`. */
const COVERED = [false, true, undefined] as const;
const NONE = new Uint8Array(0);

/**
 * The frame as one message of TRACE_SCHEMA, without loss; `landmarks` false leaves the mesh out. The bytes change with the
 * next call. Throws RangeError on a property that no recording knows: it would be lost in silence.
 */
export function encodeTrace(writer: CdrWriter, frame: TraceFrame, landmarks: boolean): Uint8Array {
  for (const name in frame) if (!(name in RECORDED)) throw new RangeError(`a recording has no place for ${name}`);
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
  };
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
