import type { FacePlace, FaceSight } from "../../base/face-sight.ts";
import { type FaceLandmarks, LANDMARK_COUNT } from "../../base/landmarks.ts";
import type { NetworkPulse, NetworkSample } from "../../base/network-pulse.ts";
import { PICTURE_COLUMNS, PICTURE_ROWS, type PictureSample } from "../../base/picture-sample.ts";
import type { TissueMotion } from "../../base/tissue-motion.ts";
import type { HeadPose } from "../../base/trace-frame.ts";

import type { CdrReader, CdrWriter } from "./cdr.ts";

/** How one kind of value stands in a message. `read` throws RangeError on what no frame can hold. */
export interface Form<T> {
  write(to: CdrWriter, value: T): void;
  read(from: CdrReader): T;
}

/** A list of values. */
function listOf<T>(form: Form<T>): Form<readonly T[]> {
  return {
    write(to, values) {
      to.uint32(values.length);
      for (const value of values) form.write(to, value);
    },
    // A message that promises more than it holds ends in the reader's RangeError.
    read: (from) => Array.from({ length: from.uint32() }, () => form.read(from)),
  };
}

/** A value that may be missing, null: a list of none or one. */
export function optional<T>(form: Form<T>): Form<T | null> {
  return {
    write(to, value) {
      to.uint32(value === null ? 0 : 1);
      if (value !== null) form.write(to, value);
    },
    read(from) {
      const count = from.uint32();
      if (count > 1) throw new RangeError(`${count} values where there can be one`);
      return count === 1 ? form.read(from) : null;
    },
  };
}

export const NUMBER: Form<number> = {
  write: (to, value) => to.float64(value),
  read(from) {
    const value = from.float64();
    if (!Number.isFinite(value)) throw new RangeError("a number that is none");
    return value;
  },
};

export const HEAD: Form<HeadPose> = {
  write(to, { xPx, yPx, widthPx }) {
    for (const value of [xPx, yPx, widthPx]) to.float64(value);
  },
  read: (from) => ({ xPx: NUMBER.read(from), yPx: NUMBER.read(from), widthPx: NUMBER.read(from) }),
};

export const MESH: Form<FaceLandmarks> = {
  write(to, { score, widthPx, points }) {
    to.float64(score);
    to.float64(widthPx);
    to.sequence(points);
  },
  read(from) {
    const score = NUMBER.read(from);
    const widthPx = NUMBER.read(from);
    return { points: finiteAll(ofLength(from.sequence(Float32Array), LANDMARK_COUNT * 3)), score, widthPx };
  },
};

export const MOTION: Form<TissueMotion> = {
  write(to, motion) {
    const { tMs, widthPx, heightPx, columns, rows, cellPx, leftPx, topPx } = motion;
    for (const value of [tMs, widthPx, heightPx, columns, rows, cellPx, leftPx, topPx]) to.float64(value);
    for (const values of [motion.xPx, motion.yPx, motion.qualityX, motion.qualityY]) to.sequence(values);
  },
  read(from) {
    const values = Array.from({ length: 8 }, () => NUMBER.read(from));
    const [tMs, widthPx, heightPx, columns, rows, cellPx, leftPx, topPx] = values;
    const cells = () => ofLength(from.sequence(Float32Array), columns * rows);
    const [xPx, yPx, qualityX, qualityY] = [cells(), cells(), cells(), cells()];
    return { tMs, widthPx, heightPx, columns, rows, cellPx, leftPx, topPx, xPx, yPx, qualityX, qualityY };
  },
};

const OPTIONAL_NUMBER = optional(NUMBER);

export const PICTURE: Form<PictureSample> = {
  write(to, picture) {
    refuseUnknown(picture, RECORDED_OF_PICTURE);
    const { cells, level, darkShare, brightShare, frozenShare, blurPx } = picture;
    to.sequence(cells);
    for (const value of [level, darkShare, brightShare]) to.float64(value);
    OPTIONAL_NUMBER.write(to, frozenShare);
    OPTIONAL_NUMBER.write(to, blurPx);
  },
  read(from) {
    const cells = finiteAll(ofLength(from.sequence(Float64Array), PICTURE_ROWS * PICTURE_COLUMNS));
    const [level, darkShare, brightShare] = [NUMBER.read(from), NUMBER.read(from), NUMBER.read(from)];
    const frozenShare = OPTIONAL_NUMBER.read(from);
    return { cells, level, darkShare, brightShare, frozenShare, blurPx: OPTIONAL_NUMBER.read(from) };
  },
};

const PLACE: Form<FacePlace> = {
  write(to, { xPx, yPx, sizePx }) {
    for (const value of [xPx, yPx, sizePx]) to.float64(value);
  },
  read: (from) => ({ xPx: NUMBER.read(from), yPx: NUMBER.read(from), sizePx: NUMBER.read(from) }),
};
const OPTIONAL_PLACE = optional(PLACE);
const PLACES = listOf(PLACE);

export const SIGHT: Form<FaceSight> = {
  write(to, sight) {
    refuseUnknown(sight, RECORDED_OF_SIGHT);
    const { place, found, others } = sight;
    OPTIONAL_PLACE.write(to, place);
    to.bool(found);
    to.bool(others !== null);
    PLACES.write(to, others ?? []);
  },
  read(from) {
    const place = OPTIONAL_PLACE.read(from);
    const found = from.bool();
    const looked = from.bool();
    const others = PLACES.read(from);
    return { place, found, others: looked ? others : null };
  },
};

const TEXT: Form<string> = {
  write: (to, value) => to.sequence(new TextEncoder().encode(value)),
  read: (from) => new TextDecoder().decode(from.sequence(Uint8Array)),
};
const NETWORK_SAMPLES = listOf<NetworkSample>({
  write(to, { tMs, bvp }) {
    to.float64(tMs);
    to.float64(bvp);
  },
  read: (from) => ({ tMs: NUMBER.read(from), bvp: NUMBER.read(from) }),
});

export const NETWORK: Form<NetworkPulse> = {
  write(to, network) {
    refuseUnknown(network, RECORDED_OF_NETWORK);
    TEXT.write(to, network.name);
    for (const bpm of network.bandBpm) to.float64(bpm);
    NETWORK_SAMPLES.write(to, network.samples);
    to.bool(network.note !== null);
    TEXT.write(to, network.note ?? "");
  },
  read(from) {
    const name = TEXT.read(from);
    const bandBpm: [number, number] = [NUMBER.read(from), NUMBER.read(from)];
    const samples = NETWORK_SAMPLES.read(from);
    const silent = from.bool();
    const note = TEXT.read(from);
    return { name, bandBpm, samples, note: silent ? note : null };
  },
};

/** Each property once: one that is added does not compile until it is recorded as well. */
const RECORDED_OF_PICTURE: Readonly<Record<keyof PictureSample, true>> = {
  cells: true,
  level: true,
  darkShare: true,
  brightShare: true,
  frozenShare: true,
  blurPx: true,
};
const RECORDED_OF_NETWORK: Readonly<Record<keyof NetworkPulse, true>> = {
  name: true,
  bandBpm: true,
  samples: true,
  note: true,
};
const RECORDED_OF_SIGHT: Readonly<Record<keyof FaceSight, true>> = { place: true, found: true, others: true };

/** Throws RangeError on a property that no recording knows: it would be lost in silence. */
export function refuseUnknown(value: object, known: object): void {
  for (const name in value) if (!(name in known)) throw new RangeError(`a recording has no place for ${name}`);
}

export function finiteAll<T extends Float64Array | Float32Array>(values: T): T {
  for (const value of values) if (!Number.isFinite(value)) throw new RangeError("a number that is none");
  return values;
}

export function ofLength<T extends { readonly length: number }>(values: T, length: number): T {
  if (values.length !== length) throw new RangeError(`${values.length} values instead of ${length}`);
  return values;
}
