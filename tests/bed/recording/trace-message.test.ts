import { MessageReader } from "@foxglove/rosmsg2-serialization";
import fc from "fast-check";
import { expect, test } from "vitest";

import type { TraceFrame } from "../../../src/base/trace-frame.ts";
import { CdrWriter } from "../../../src/bed/recording/cdr.ts";
import { decodeTrace, encodeTrace } from "../../../src/bed/recording/trace-message.ts";
import { TRACE_SCHEMA } from "../../../src/bed/recording/trace-schema.ts";

import { anyFrame, REGIONS } from "./made-frames.ts";
import { asRosMessage, definitions } from "./ros-messages.ts";

const writer = new CdrWriter();
const bytesOf = (frame: TraceFrame, landmarks = true) => encodeTrace(writer, frame, landmarks).slice();

test("a frame comes back from its message as it was, absent properties absent", () => {
  fc.assert(fc.property(anyFrame, (frame) => void expect(decodeTrace(bytesOf(frame), REGIONS)).toEqual(frame)));
});

test("a message that lies at any place of a larger memory reads the same", () => {
  fc.assert(
    fc.property(anyFrame, fc.nat(16), (frame, offset) => {
      const bytes = bytesOf(frame);
      const larger = new Uint8Array(bytes.length + offset);
      larger.set(bytes, offset);
      expect(decodeTrace(larger.subarray(offset), REGIONS)).toEqual(frame);
    }),
    { numRuns: 20 },
  );
});

test("Foxglove's own reader finds the same numbers by the schema's text alone", () => {
  const reader = new MessageReader(definitions(TRACE_SCHEMA));
  fc.assert(
    fc.property(anyFrame, (frame) => void expect(reader.readMessage(bytesOf(frame))).toEqual(asRosMessage(frame))),
  );
});

test("without landmarks the mesh is absent, and nothing else", () => {
  fc.assert(
    fc.property(anyFrame, (frame) => {
      const { mesh: _, ...rest } = frame;
      expect(decodeTrace(bytesOf(frame, false), REGIONS)).toEqual(rest);
    }),
    { numRuns: 20 },
  );
});

test("a message from before left-out frames were counted reads as one without any", () => {
  fc.assert(
    fc.property(anyFrame, ({ leftOutFrames: _, network: __, ...frame }) => {
      const bytes = bytesOf(frame);
      expect(decodeTrace(bytes.subarray(0, bytes.length - 8), REGIONS)).toEqual(frame);
    }),
    { numRuns: 20 },
  );
});

test("a property that no recording knows is refused instead of lost", () => {
  const [frame] = fc.sample(anyFrame, 1);
  expect(() => bytesOf({ ...frame, colour: 1 } as TraceFrame)).toThrow(/no place for colour/);
});

test("bytes that were cut or changed give a frame of finite numbers or a RangeError, nothing else", () => {
  fc.assert(
    fc.property(anyFrame, fc.nat(), fc.nat(), fc.nat(255), (frame, cut, at, value) => {
      const bytes = bytesOf(frame);
      bytes[at % bytes.length] = value;
      try {
        const { rgb, usable, tMs } = decodeTrace(bytes.subarray(0, 1 + (cut % bytes.length)), REGIONS);
        expect([rgb.length, usable.length, Number.isFinite(tMs)]).toEqual([3 * REGIONS, REGIONS, true]);
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
      }
    }),
  );
});
