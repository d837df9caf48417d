import type { WaveMessage } from "./messages.ts";
import type { MovementMessage } from "./movement.ts";
import type { Reason } from "./reason.ts";

/** What a frame carries: the messages of many samples, as long as a reader asked for them so. */
export type SampledMessage = WaveMessage | MovementMessage;

/** First byte of every frame, and the version of what follows. A reader refuses what it does not know. */
const MARK = 0xaf;
const VERSION = 1;
const HEAD_BYTES = 2;
const KINDS = ["pulse", "respiration", "movement"] as const;
/** In the place of a count: there are no samples. */
const NO_SAMPLES = 0xffff;
const MOST_BYTES = 0xffff;

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true });

/** Whether a message may travel in a frame. */
export function isSampled(message: { readonly kind: string }): message is SampledMessage {
  return message.kind === "wave" || message.kind === "movement";
}

/**
 * One message as a record of a frame, little-endian: length of the rest (u16); kind (u8: 0 pulse, 1 respiration, 2 movement);
 * the bed and the reason, each a length (u8) and UTF-8, empty for null; time of the first sample, step and span, ms (f64); number
 * of channels (u8); then for each channel a count (u16, 65535 for null) and its samples (f32, NaN for null). Waves have one
 * channel. Null where a message does not fit. Allocates.
 */
export function encodeRecord(message: SampledMessage): Uint8Array<ArrayBuffer> | null {
  const isWave = message.kind === "wave";
  const channels: readonly (readonly (number | null)[] | null)[] = isWave ? [message.samples] : message.channels;
  const bed = encoder.encode(message.bed);
  const reason = encoder.encode((isWave ? message.reason : null) ?? "");
  const bytes = 30 + bed.length + reason.length + channels.reduce((sum, each) => sum + 2 + 4 * (each?.length ?? 0), 0);
  if (Math.max(bed.length, reason.length, channels.length) > 0xff || bytes > MOST_BYTES) return null;
  if (channels.some((channel) => channel?.some((value) => !Number.isFinite(Math.fround(value ?? 0))))) return null;
  const record = new Uint8Array(bytes);
  const view = new DataView(record.buffer);
  view.setUint16(0, bytes - 2, true);
  record[2] = KINDS.indexOf(isWave ? message.wave : "movement");
  let at = 3;
  for (const text of [bed, reason]) {
    record[at] = text.length;
    record.set(text, at + 1);
    at += 1 + text.length;
  }
  for (const timeMs of [message.tMs, message.stepMs, isWave ? message.spanMs : 0]) {
    view.setFloat64(at, timeMs, true);
    at += 8;
  }
  record[at++] = channels.length;
  for (const channel of channels) {
    view.setUint16(at, channel?.length ?? NO_SAMPLES, true);
    at += 2;
    for (const value of channel ?? []) {
      view.setFloat32(at, value ?? Number.NaN, true);
      at += 4;
    }
  }
  return record;
}

/** A frame of records, in their order. Allocates. */
export function joinRecords(records: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(records.reduce((sum, { length }) => sum + length, HEAD_BYTES));
  frame[0] = MARK;
  frame[1] = VERSION;
  let at = HEAD_BYTES;
  for (const record of records) {
    frame.set(record, at);
    at += record.length;
  }
  return frame;
}

/**
 * The messages of a frame, oldest first, their samples rounded to 24 bits; null for bytes that are no frame of this version. A
 * record of an unknown kind is left out. Allocates; never throws.
 */
export function decodeFrame(bytes: Uint8Array): SampledMessage[] | null {
  if (bytes.length < HEAD_BYTES || bytes[0] !== MARK || bytes[1] !== VERSION) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const messages: SampledMessage[] = [];
  try {
    for (let at = HEAD_BYTES; at < bytes.length; ) {
      const end = at + 2 + view.getUint16(at, true);
      if (end > bytes.length) return null;
      const kind = KINDS[view.getUint8(at + 2)];
      if (kind !== undefined) messages.push(readRecord(new Cursor(view, at + 3, end), kind));
      at = end;
    }
  } catch {
    // A count that leads out of its record, a text that is none, a time that is none.
    return null;
  }
  return messages;
}

function readRecord(cursor: Cursor, kind: (typeof KINDS)[number]): SampledMessage {
  const bed = cursor.text();
  const reason = cursor.text();
  const [tMs, stepMs, spanMs] = [cursor.timeMs(), cursor.timeMs(), cursor.timeMs()];
  const channels: ((number | null)[] | null)[] = [];
  for (let left = cursor.byte(); left > 0; left -= 1) channels.push(cursor.samples());
  cursor.demandEnd();
  if (kind === "movement") {
    return { kind: "movement", bed, tMs, stepMs, channels: channels.map((channel) => channel ?? []) };
  }
  const [samples] = channels;
  if (channels.length !== 1 || samples === undefined || samples?.includes(null)) throw new RangeError();
  const said = reason === "" ? null : (reason as Reason);
  return { kind: "wave", bed, wave: kind, tMs, stepMs, spanMs, samples: samples as number[] | null, reason: said };
}

/** Reads one record from front to end; throws RangeError beyond it. */
class Cursor {
  readonly #view: DataView;
  readonly #end: number;
  #at: number;

  constructor(view: DataView, at: number, end: number) {
    this.#view = view;
    this.#at = at;
    this.#end = end;
  }

  byte(): number {
    return this.#view.getUint8(this.#pass(1));
  }

  text(): string {
    const length = this.byte();
    const at = this.#pass(length);
    let text = "";
    // A decoder costs more than the rest of a record, and names of beds are mostly plain.
    for (let i = at; i < at + length; i += 1) {
      const byte = this.#view.getUint8(i);
      if (byte > 0x7f) return decoder.decode(new Uint8Array(this.#view.buffer, this.#view.byteOffset + at, length));
      text += String.fromCharCode(byte);
    }
    return text;
  }

  timeMs(): number {
    const timeMs = this.#view.getFloat64(this.#pass(8), true);
    if (!Number.isFinite(timeMs)) throw new RangeError();
    return timeMs;
  }

  samples(): (number | null)[] | null {
    const count = this.#view.getUint16(this.#pass(2), true);
    if (count === NO_SAMPLES) return null;
    const at = this.#pass(4 * count);
    const samples: (number | null)[] = [];
    for (let i = 0; i < count; i += 1) {
      const value = this.#view.getFloat32(at + 4 * i, true);
      if (!Number.isFinite(value) && !Number.isNaN(value)) throw new RangeError();
      samples.push(Number.isNaN(value) ? null : value);
    }
    return samples;
  }

  demandEnd(): void {
    if (this.#at !== this.#end) throw new RangeError();
  }

  #pass(bytes: number): number {
    const at = this.#at;
    this.#at += bytes;
    if (this.#at > this.#end) throw new RangeError();
    return at;
  }
}
