import type { TraceFrame } from "../base/trace-frame.ts";

import { planCellAverager } from "./cell-average.ts";

/** Rate of the uniform clock: 240 /min and its first harmonic lie below half of it. */
export const TRACE_RATE_HZ = 30;
/** Frames further apart than this leave a gap: a line across it would invent a quarter of a fast beat. */
export const MAX_BRIDGE_MS = 300;
/** Channels after the regions': room R, G, B, then head x, y, width. */
const EXTRA_CHANNELS = 6;

/**
 * Traces of all regions, the room and the head on one uniform clock of 30 Hz, newest last.
 *
 * Sample i is the mean of the line through the frames over [i, i + 1) / 30 s of their clock, and is never rewritten. A
 * sample is invalid where the region was not usable in a frame on either side of it, where frames are further apart than
 * 300 ms, and before the first frame: gaps are explicit. An invalid sample holds the last known value, 0 when there was
 * none, or part of the way from it.
 *
 * Sample indices run from 0 on; only the last `capacity` below `length` may be asked for.
 */
export interface TraceBuffer {
  readonly fsHz: number;
  readonly regions: readonly string[];
  /** Number of samples since time 0 of the frames' clock, valid or not. */
  readonly length: number;
  /** Adds a frame, later than the one before, with as many regions as the buffer; copies what it needs. */
  push(frame: TraceFrame): void;
  /** Copies channel `c` (0 R, 1 G, 2 B; 0..255) of a region for samples [from, to) into `out` (Float64Array [to - from]). */
  readRegion(region: number, c: number, from: number, to: number, out: Float64Array): void;
  /** One sample of `readRegion`. */
  regionAt(region: number, c: number, sample: number): number;
  /** The same of the room; c: 0 R, 1 G, 2 B; 0..255. */
  readRoom(c: number, from: number, to: number, out: Float64Array): void;
  /** The same of the head's pose; c: 0 x, 1 y, 2 width; pixels of the stored frame. */
  readHead(c: number, from: number, to: number, out: Float64Array): void;
  /** Number of valid samples of a region in [from, to). */
  countValid(region: number, from: number, to: number): number;
  isValid(region: number, sample: number): boolean;
  /** Whether the room is known in all samples of [from, to). */
  roomValid(from: number, to: number): boolean;
  /** Whether the head's pose is known in all samples of [from, to). */
  headValid(from: number, to: number): boolean;
  /**
   * Times of the keyframes in [fromMs, toMs), ms, oldest first; null when more than half of the frames are keyframes (an
   * intra codec has no rhythm). Kept as long as the samples are. Allocates.
   */
  keyframesMs(fromMs: number, toMs: number): readonly number[] | null;
}

/** A product before a quotient: frames on whole milliseconds then meet the borders of cells exactly. */
const cellStartMs = (cell: number) => (cell * 1000) / TRACE_RATE_HZ;

/** Plans a buffer for the named regions that keeps the last `capacity` samples. Allocates once, but for the list of keyframes. */
export function planTraceBuffer(regions: readonly string[], capacity: number): TraceBuffer {
  const count = regions.length;
  const channels = count * 3 + EXTRA_CHANNELS;
  const roomFlag = count;
  const headFlag = count + 1;
  // One channel after the other, since they are read one by one over whole windows.
  const values = new Float64Array(capacity * channels);
  const valid = new Uint8Array(capacity * (count + 2));
  const averager = planCellAverager(channels);
  const flags = new Uint8Array(count + 2).fill(1);
  let last: TraceFrame | null = null;
  let lastVector = new Float64Array(channels);
  let nextVector = new Float64Array(channels);
  const lastFlags = new Uint8Array(count + 2);
  const nextFlags = new Uint8Array(count + 2);
  const mean = new Float64Array(channels);
  let length = 0;
  let keyframes: { tMs: number; keyframe: boolean }[] = [];

  /** Where nothing was seen the last value stands in: a window may read across a few invalid samples, and 0 would be a step. */
  function toVector(frame: TraceFrame, vector: Float64Array, frameFlags: Uint8Array): void {
    for (let i = 0; i < count; i++) {
      frameFlags[i] = frame.usable[i];
      for (let c = 0; c < 3; c++) vector[i * 3 + c] = frame.usable[i] ? frame.rgb[i * 3 + c] : lastVector[i * 3 + c];
    }
    frameFlags[roomFlag] = frame.room ? 1 : 0;
    frameFlags[headFlag] = frame.head ? 1 : 0;
    const at = count * 3;
    for (let c = 0; c < 3; c++) vector[at + c] = frame.room ? frame.room[c] : lastVector[at + c];
    vector[at + 3] = frame.head?.xPx ?? lastVector[at + 3];
    vector[at + 4] = frame.head?.yPx ?? lastVector[at + 4];
    vector[at + 5] = frame.head?.widthPx ?? lastVector[at + 5];
  }

  function closeCell(): void {
    const slot = length % capacity;
    const filled = averager.finish(mean);
    if (filled) for (let c = 0; c < channels; c++) values[c * capacity + slot] = mean[c];
    for (let f = 0; f < count + 2; f++) valid[slot * (count + 2) + f] = filled ? flags[f] : 0;
    flags.fill(1);
    length++;
  }

  function read(channel: number, from: number, to: number, out: Float64Array): void {
    const start = channel * capacity;
    let slot = from % capacity;
    for (let i = 0; i < to - from; i++) {
      out[i] = values[start + slot];
      if (++slot === capacity) slot = 0;
    }
  }

  function all(flag: number, from: number, to: number): boolean {
    for (let i = from; i < to; i++) if (!valid[(i % capacity) * (count + 2) + flag]) return false;
    return true;
  }

  return {
    fsHz: TRACE_RATE_HZ,
    regions,
    get length() {
      return length;
    },
    push(frame) {
      toVector(frame, nextVector, nextFlags);
      keyframes.push({ tMs: frame.tMs, keyframe: frame.keyframe });
      const horizonMs = frame.tMs - cellStartMs(capacity);
      if (keyframes[0].tMs < horizonMs - 5000) keyframes = keyframes.filter((k) => k.tMs >= horizonMs);
      if (last) {
        const bridged = frame.tMs - last.tMs <= MAX_BRIDGE_MS;
        while (frame.tMs > cellStartMs(length)) {
          const cellEnd = cellStartMs(length + 1);
          averager.add(last.tMs, lastVector, frame.tMs, nextVector, cellStartMs(length), cellEnd);
          for (let f = 0; f < count + 2; f++) flags[f] &= bridged ? lastFlags[f] & nextFlags[f] : 0;
          if (frame.tMs < cellEnd) break;
          closeCell();
        }
      }
      last = frame;
      [lastVector, nextVector] = [nextVector, lastVector];
      lastFlags.set(nextFlags);
    },
    readRegion: (region, c, from, to, out) => read(region * 3 + c, from, to, out),
    regionAt: (region, c, sample) => values[(region * 3 + c) * capacity + (sample % capacity)],
    readRoom: (c, from, to, out) => read(count * 3 + c, from, to, out),
    readHead: (c, from, to, out) => read(count * 3 + 3 + c, from, to, out),
    countValid(region, from, to) {
      let n = 0;
      let slot = from % capacity;
      for (let i = from; i < to; i++) {
        n += valid[slot * (count + 2) + region];
        if (++slot === capacity) slot = 0;
      }
      return n;
    },
    isValid: (region, sample) => valid[(sample % capacity) * (count + 2) + region] === 1,
    roomValid: (from, to) => all(roomFlag, from, to),
    headValid: (from, to) => all(headFlag, from, to),
    keyframesMs(fromMs, toMs) {
      const within = keyframes.filter((k) => k.tMs >= fromMs && k.tMs < toMs);
      const marks = within.filter((k) => k.keyframe).map((k) => k.tMs);
      return marks.length > within.length / 2 ? null : marks;
    },
  };
}
