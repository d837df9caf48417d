import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { mllpFrame, planMllpReader } from "../../src/interop/hl7/mllp-framing.ts";

import { fuzzMllpReader } from "./mllp-fuzz.ts";

const withoutMarks = (text: string) => text.replaceAll("\v", "").replaceAll("\x1c", "");

describe("the reader of MLLP", () => {
  test("gives back what was framed, however the bytes are cut, whatever stands between the frames", () => {
    const word = fc.string({ unit: "binary", maxLength: 40 }).map(withoutMarks);
    const noise = fc.string({ maxLength: 5 }).map(withoutMarks);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(noise, word)),
        fc.infiniteStream(fc.integer({ min: 1, max: 9 })),
        (frames, cuts) => {
          const bytes = Buffer.concat(frames.flatMap(([between, text]) => [Buffer.from(between), mllpFrame(text)]));
          const reader = planMllpReader();
          const texts: string[] = [];
          for (let at = 0; at < bytes.length; ) {
            const size = cuts.next().value;
            texts.push(...(reader.push(bytes.subarray(at, at + size)) ?? ["lost"]));
            at += size;
          }
          expect(texts).toEqual(frames.map(([, text]) => text));
        },
      ),
    );
  });

  test("keeps no more of a frame without end than it may be long, and says that the peer is lost", () => {
    const reader = planMllpReader(1000);
    expect(reader.push(mllpFrame("a".repeat(1000)))).toEqual(["a".repeat(1000)]);
    expect(reader.push(Buffer.from(`\v${"a".repeat(600)}`))).toEqual([]);
    expect(reader.push(Buffer.from("a".repeat(600)))).toBeNull();
    expect(reader.push(mllpFrame("b"))).toBeNull();
  });

  test("a frame that begins within another takes its place", () => {
    const reader = planMllpReader();
    expect(reader.push(Buffer.from("\vhalf\vwhole\x1c\r"))).toEqual(["whole"]);
  });

  test("survives 5000 inputs of whatever", () => fuzzMllpReader(5000));
});
