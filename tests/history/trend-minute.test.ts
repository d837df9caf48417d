import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { markBits, type PlacedSecond, placeSecond, TREND_SERIES } from "../../src/history/trend.ts";
import { packBlock, unpackBlock } from "../../src/history/trend-block.ts";
import { bytesFloats, floatBytes, summarizeMinute } from "../../src/history/trend-minute.ts";

const MINUTE = 28_333_334;

const anySeconds = fc
  .uniqueArray(fc.integer({ min: 0, max: 59 }), { maxLength: 60 })
  .chain((offsets) =>
    fc.tuple(
      ...offsets
        .sort((a, b) => a - b)
        .map((offset) =>
          fc.record({
            bed: fc.constant("1"),
            second: fc.constant(60 * MINUTE + offset),
            clockMs: fc.integer({ min: 0, max: 2e12 }),
            marks: fc.integer({ min: 0, max: 2 ** 12 - 1 }),
            values: fc.array(fc.oneof(fc.float({ noDefaultInfinity: true }), fc.constant(Number.NaN)), {
              minLength: TREND_SERIES.length,
              maxLength: TREND_SERIES.length,
            }),
          }),
        ),
    ),
  )
  .map((seconds): PlacedSecond[] => seconds.map((entry) => ({ ...entry, values: Float32Array.from(entry.values) })));

describe("the seconds of a minute", () => {
  test("come out of their packed form as they went in", () => {
    fc.assert(
      fc.property(anySeconds, (seconds) => {
        expect(unpackBlock("1", MINUTE, packBlock(MINUTE, seconds))).toEqual(seconds);
      }),
    );
  });

  test("are small: a quiet minute takes less than a kilobyte", () => {
    const seconds = Array.from({ length: 60 }, (_, n) =>
      placeSecond(
        {
          bed: "1",
          tMs: 60_000 * MINUTE + 1000 * n + (n % 7),
          values: {
            pulseBpm: 72 + Math.round(10 * Math.sin(n / 9)) / 10,
            respirationBrpm: 15.2,
            pulseConfidence: 0.97,
          },
          marks: [],
        },
        60 * MINUTE + n,
      ),
    );
    expect(packBlock(MINUTE, seconds).length).toBeLessThan(1024);
  });

  test("are summed up without those that are held", () => {
    const second = (n: number, pulseBpm: number | null, held: boolean) =>
      placeSecond({ bed: "1", tMs: 1000 * n, values: { pulseBpm }, marks: held ? ["pulse-held"] : [] }, n);
    const { figures, marks } = summarizeMinute([
      second(0, 80, false),
      second(1, 90, false),
      second(2, 300, true),
      second(3, null, false),
    ]);
    expect([...figures.subarray(0, 3)]).toEqual([80, 85, 90]);
    expect(figures[3]).toBeCloseTo(2 / 60, 6);
    expect([...figures.subarray(4, 8)]).toEqual([Number.NaN, Number.NaN, Number.NaN, 0]);
    expect(marks).toBe(markBits(["pulse-held"]));
  });

  test("are numbers whatever the machine's order of bytes, and absent where they were not written", () => {
    const bytes = floatBytes(Float32Array.of(1, -2.5));
    expect([...bytes]).toEqual([0, 0, 0x80, 0x3f, 0, 0, 0x20, 0xc0]);
    expect([...bytesFloats(bytes, 3)]).toEqual([1, -2.5, Number.NaN]);
  });
});
