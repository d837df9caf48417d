import fc from "fast-check";
import { expect } from "vitest";

import { decodeFrame, encodeRecord, isSampled, joinRecords } from "../../../src/wire/wave-frame.ts";
import { heldScene, liveScene } from "../synthetic-bed.ts";

const RECORDS = [liveScene(72), heldScene(72, "motion")].flatMap((scene) =>
  scene("床 7", 12_000, 200)
    .filter(isSampled)
    .map((message) => encodeRecord(message) ?? new Uint8Array()),
);
/** Frames as a station sends them, then cut, lengthened and overwritten. */
const odd = fc
  .record({
    records: fc.array(fc.constantFrom(...RECORDS), { maxLength: 5 }),
    flips: fc.array(fc.tuple(fc.nat(600), fc.integer({ min: 0, max: 255 })), { maxLength: 8 }),
    length: fc.option(fc.nat(700)),
  })
  .map(({ records, flips, length }) => {
    const frame = joinRecords(records);
    for (const [at, to] of flips) frame[at % frame.length] = to;
    const bytes = new Uint8Array(length ?? frame.length);
    bytes.set(frame.subarray(0, bytes.length));
    return bytes;
  });

/** Reads `count` frames of odd bytes: each is refused or gives messages without a number that is none; nothing throws. */
export function fuzzFrames(count: number): void {
  const bytes = fc.oneof(odd, fc.uint8Array({ maxLength: 400 }));
  fc.assert(
    fc.property(bytes, (frame) => {
      for (const message of decodeFrame(frame) ?? []) {
        expect(isSampled(message)).toBe(true);
        const channels = message.kind === "wave" ? [message.samples ?? []] : message.channels;
        const numbers = [message.tMs, message.stepMs, ...channels.flat()];
        expect(numbers.filter((value) => value !== null && !Number.isFinite(value))).toEqual([]);
      }
    }),
    { numRuns: count },
  );
}
