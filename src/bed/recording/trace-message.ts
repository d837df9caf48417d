import type { TraceFrame } from "../../base/trace-frame.ts";

import { CdrReader, type CdrWriter } from "./cdr.ts";
import {
  finiteAll,
  HEAD,
  MESH,
  MOTION,
  NETWORK,
  NUMBER,
  ofLength,
  optional,
  PICTURE,
  refuseUnknown,
  SIGHT,
} from "./trace-forms.ts";

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
  sight: true,
  motion: true,
  picture: true,
  packetBytes: true,
  lagMs: true,
  leftOutFrames: true,
  network: true,
};

/** Codes of `mouth_covered`. */
const COVERED = [false, true, undefined] as const;
const NONE = new Uint8Array(0);
const head = optional(HEAD);
const mesh = optional(MESH);
const motion = optional(MOTION);
const picture = optional(PICTURE);
const sight = optional(SIGHT);
const number = optional(NUMBER);
const network = optional(NETWORK);

/**
 * The frame as one message of TRACE_SCHEMA, without loss; `landmarks` false leaves the mesh out. The bytes change with the
 * next call. Throws RangeError on a property that no recording knows.
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
  head.write(writer, frame.head);
  writer.bool(landmarks && frame.mesh !== undefined);
  mesh.write(writer, landmarks ? (frame.mesh ?? null) : null);
  writer.bool(frame.motion !== undefined);
  motion.write(writer, frame.motion ?? null);
  picture.write(writer, frame.picture ?? null);
  sight.write(writer, frame.sight ?? null);
  number.write(writer, frame.packetBytes ?? null);
  number.write(writer, frame.lagMs ?? null);
  number.write(writer, frame.leftOutFrames ?? null);
  network.write(writer, frame.network ?? null);
  return writer.finish();
}

/**
 * The inverse of encodeTrace: a frame of its own memory. `regions`: how many there are. Throws RangeError on bytes that are
 * no such message, or hold what no frame can.
 */
export function decodeTrace(bytes: Uint8Array, regions: number): TraceFrame {
  const reader = new CdrReader(bytes);
  const tMs = NUMBER.read(reader);
  const durationMs = NUMBER.read(reader);
  const keyframe = reader.bool();
  const rgb = finiteAll(ofLength(reader.sequence(Float64Array), regions * 3));
  const usable = ofLength(reader.sequence(Uint8Array), regions);
  const refusals = reader.sequence(Uint8Array);
  const mouthCovered = COVERED[reader.uint8()];
  const room = finiteAll(reader.sequence(Float64Array));
  return {
    tMs,
    durationMs,
    keyframe,
    rgb,
    usable,
    ...(refusals.length > 0 ? { refusals: ofLength(refusals, regions) } : {}),
    ...(mouthCovered === undefined ? {} : { mouthCovered }),
    room: room.length === 0 ? null : [room[0], room[1], ofLength(room, 3)[2]],
    head: head.read(reader),
    ...told("mesh", reader.bool(), mesh.read(reader)),
    ...told("motion", reader.bool(), motion.read(reader)),
    ...present("picture", picture.read(reader)),
    ...present("sight", sight.read(reader)),
    ...present("packetBytes", number.read(reader)),
    ...present("lagMs", number.read(reader)),
    // What earlier versions wrote ends here: from here on a field is read only where there is one.
    ...present("leftOutFrames", reader.atEnd ? null : number.read(reader)),
    ...present("network", reader.atEnd ? null : network.read(reader)),
  };
}

function told<Name extends string, T>(name: Name, is: boolean, value: T): Partial<Record<Name, T>> {
  return (is ? { [name]: value } : {}) as Partial<Record<Name, T>>;
}

function present<Name extends string, T>(name: Name, value: T | null): Partial<Record<Name, T>> {
  return (value === null ? {} : { [name]: value }) as Partial<Record<Name, T>>;
}
