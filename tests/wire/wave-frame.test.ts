import fc from "fast-check";
import { expect, test } from "vitest";

import { decodeFrame, encodeRecord, isSampled, joinRecords, type SampledMessage } from "../../src/wire/wave-frame.ts";
import { liveScene } from "../stream/synthetic-bed.ts";

const bed = fc.oneof(fc.string({ maxLength: 20 }), fc.constantFrom("1", "床 7", ""));
const timeMs = fc.double({ noNaN: true, noDefaultInfinity: true });
/** What 24 bits hold, so that nothing is rounded on the way. */
const sample = fc.float({ noNaN: true, noDefaultInfinity: true });
const message: fc.Arbitrary<SampledMessage> = fc.oneof(
  fc.record({
    kind: fc.constant("wave" as const),
    bed,
    wave: fc.constantFrom("pulse" as const, "respiration" as const),
    tMs: timeMs,
    stepMs: timeMs,
    spanMs: timeMs,
    samples: fc.option(fc.array(sample, { maxLength: 40 })),
    reason: fc.option(fc.constantFrom("motion" as const, "not-measurable" as const)),
  }),
  fc.record({
    kind: fc.constant("movement" as const),
    bed,
    tMs: timeMs,
    stepMs: timeMs,
    channels: fc.array(fc.array(fc.option(sample), { maxLength: 12 }), { maxLength: 10 }),
  }),
);

function frameOf(messages: readonly SampledMessage[]): Uint8Array {
  return joinRecords(messages.map((each) => encodeRecord(each)).filter((record) => record !== null));
}

test("what is encoded is decoded, every field of every message, in order", () => {
  fc.assert(
    fc.property(fc.array(message, { maxLength: 8 }), (messages) => {
      expect(decodeFrame(frameOf(messages))).toEqual(messages);
    }),
  );
});

test("a frame says its bytes as they are described", () => {
  const record = encodeRecord({
    kind: "wave",
    bed: "1",
    wave: "respiration",
    tMs: 1,
    stepMs: 2,
    spanMs: 4,
    samples: [0.5],
    reason: null,
  });
  const times = ["000000000000f03f", "0000000000000040", "0000000000001040"].join("");
  const hex = `af01${"2300"}${"01"}${"0131"}${"00"}${times}${"01"}${"0100"}${"0000003f"}`;
  expect(Buffer.from(joinRecords([record ?? new Uint8Array()])).toString("hex")).toBe(hex);
});

test("a sample keeps six digits, and a frame lies anywhere in its buffer", () => {
  const sent = liveScene(72)("1", 12_000, 200).filter(isSampled);
  const frame = frameOf(sent);
  const shifted = new Uint8Array(frame.length + 3);
  shifted.set(frame, 3);
  const got = decodeFrame(shifted.subarray(3)) ?? [];
  expect(got.map(({ kind }) => kind)).toEqual(sent.map(({ kind }) => kind));
  for (const [i, each] of sent.entries()) {
    const other = got[i];
    if (each.kind !== "wave" || other.kind !== "wave") continue;
    for (const [j, value] of (each.samples ?? []).entries()) {
      expect(Math.abs((other.samples?.[j] ?? Number.NaN) - value)).toBeLessThanOrEqual(1e-6 * Math.abs(value));
    }
  }
});

test("bytes that are no frame are refused, or read as messages that are whole: none throws", () => {
  const damaged = fc
    .record({
      messages: fc.array(message, { minLength: 1, maxLength: 4 }),
      cut: fc.nat(400),
      flips: fc.array(fc.record({ at: fc.nat(500), to: fc.integer({ min: 0, max: 255 }) }), { maxLength: 6 }),
    })
    .map(({ messages, cut, flips }) => {
      const frame = frameOf(messages);
      for (const { at, to } of flips) frame[at % frame.length] = to;
      return frame.subarray(0, Math.max(0, frame.length - (cut % (frame.length + 1))));
    });
  fc.assert(
    fc.property(fc.oneof(damaged, fc.uint8Array({ maxLength: 300 })), (bytes) => {
      for (const each of decodeFrame(bytes) ?? []) {
        expect(Number.isFinite(each.tMs) && Number.isFinite(each.stepMs)).toBe(true);
        const channels = each.kind === "wave" ? [each.samples ?? []] : each.channels;
        for (const value of channels.flat()) expect(value === null || Number.isFinite(value)).toBe(true);
      }
    }),
    { numRuns: 2000 },
  );
});

test("another version, another mark and a frame that is cut anywhere within a record are refused; an unknown kind is left out", () => {
  const frame = frameOf(liveScene(72)("1", 12_000, 100).filter(isSampled).slice(0, 1));
  for (const at of [0, 1]) {
    const other = frame.slice();
    other[at] += 1;
    expect(decodeFrame(other)).toBeNull();
  }
  for (let length = 3; length < frame.length; length += 1) expect(decodeFrame(frame.subarray(0, length))).toBeNull();
  const unknown = frame.slice();
  unknown[4] = 77;
  expect(decodeFrame(unknown)).toEqual([]);
});

test("what no record holds is not encoded: a text too long, too many channels or samples, a value beyond 24 bits", () => {
  const wave = { kind: "wave", bed: "1", wave: "pulse", tMs: 0, stepMs: 1, spanMs: 1, reason: null } as const;
  expect(encodeRecord({ ...wave, bed: "x".repeat(256), samples: null })).toBeNull();
  expect(encodeRecord({ ...wave, samples: Array.from({ length: 20_000 }, () => 0) })).toBeNull();
  expect(encodeRecord({ ...wave, samples: [1e39] })).toBeNull();
  const channels = Array.from({ length: 256 }, () => []);
  expect(encodeRecord({ kind: "movement", bed: "1", tMs: 0, stepMs: 1, channels })).toBeNull();
});
