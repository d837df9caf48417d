import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { AfarError } from "../../src/base/errors.ts";
import { ratesOfIntervals } from "../../src/evaluate/interval-rates.ts";
import { parseTruth } from "../../src/evaluate/truth-file.ts";

const parsed = (truth: unknown) => parseTruth(JSON.stringify(truth), "x.truth.json");

describe("a truth file", () => {
  test("keeps absent, null, number and list apart", () => {
    expect(parsed({ source: "s" })).toMatchObject({ pulse: null, respiration: null, ibiMs: null, source: "s" });
    expect(parsed({ pulseBpm: null }).pulse?.rate).toBeNull();
    expect(parsed({ pulseBpm: 53, toleranceBpm: 4 }).pulse).toMatchObject({ rate: 53, tolerancePerMin: 4 });
    const list = [
      { tMs: 0, bpm: 70 },
      { tMs: 1000, bpm: null },
    ];
    expect(parsed({ pulseBpm: list, windowS: 8.5 }).pulse).toMatchObject({
      rate: [
        { tMs: 0, ratePerMin: 70 },
        { tMs: 1000, ratePerMin: null },
      ],
      windowS: 8.5,
    });
    const breathing = parsed({ respirationBrpm: [{ tMs: 0, brpm: 15 }], toleranceBrpm: 3 }).respiration;
    expect(breathing).toMatchObject({ rate: [{ tMs: 0, ratePerMin: 15 }], tolerancePerMin: 3 });
  });

  test("with intervals alone has their rates, and says how they are aligned", () => {
    const truth = parsed({ ibiMs: [1000, 1000, 1000], alignment: "starts around 0 s" });
    expect(truth.pulse?.rate).toEqual([0, 1000, 2000, 3000].map((tMs) => ({ tMs, ratePerMin: 60 })));
    expect(truth.pulse?.method).toContain("starts around 0 s");
  });

  test("with intervals beside rates is judged by the rates", () => {
    expect(parsed({ ibiMs: [1000], pulseBpm: 70 }).pulse?.rate).toBe(70);
  });

  test("may say what the recording shows", () => {
    expect(parsed({ labels: { skinTone: 5, motion: "talking" } }).labels).toEqual({ skinTone: "5", motion: "talking" });
  });

  test.each([
    ["pulseBpm", { pulseBpm: "70" }],
    ["pulseBpm", { pulseBpm: [] }],
    ["pulseBpm", { pulseBpm: -4 }],
    ["pulseBpm[1]", { pulseBpm: [{ tMs: 0, bpm: 60 }, { tMs: 1000 }] }],
    [
      "pulseBpm[1].tMs",
      {
        pulseBpm: [
          { tMs: 5, bpm: 60 },
          { tMs: 5, bpm: 60 },
        ],
      },
    ],
    ["ibiMs", { ibiMs: [800, 0] }],
    ["toleranceBpm", { pulseBpm: 60, toleranceBpm: "wide" }],
    ["labels", { labels: 4 }],
  ])("with a wrong %s is refused in one sentence that names it", (key, truth) => {
    expect(() => parsed(truth)).toThrow(AfarError);
    expect(() => parsed(truth)).toThrow(`x.truth.json: ${key} must be`);
  });

  test("is read or refused, never anything else, whatever it holds", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        try {
          parseTruth(text, "x");
        } catch (error) {
          expect(error).toBeInstanceOf(AfarError);
        }
      }),
    );
  });
});

describe("rates of intervals", () => {
  test("are the mean over the second around each whole one", () => {
    // The second around 1 s holds 0.5 s of 60 /min and 0.5 s of 120 /min.
    expect(ratesOfIntervals([1000, 500, 500])[1]).toEqual({ tMs: 1000, ratePerMin: 90 });
  });

  test("count every beat once: their sum over time is the number of intervals", () => {
    const intervals = fc.array(fc.integer({ min: 250, max: 2000 }), { minLength: 3, maxLength: 80 });
    fc.assert(
      fc.property(intervals, (ibiMs) => {
        const totalMs = ibiMs.reduce((sum, value) => sum + value, 0);
        const beats = ratesOfIntervals(ibiMs).reduce((sum, { tMs, ratePerMin }) => {
          const lengthMs = Math.min(totalMs, tMs + 500) - Math.max(0, tMs - 500);
          return sum + ((ratePerMin ?? 0) * lengthMs) / 60_000;
        }, 0);
        // The last half second may lie beyond the last whole one.
        expect(Math.abs(beats - ibiMs.length)).toBeLessThanOrEqual(2);
      }),
    );
  });
});
