import { describe, expect, test } from "vitest";

import { measureAdded } from "../../src/evaluate/added-bench.ts";

import { everyOther, greySource, RATE_HZ } from "./grey-source.ts";

describe("the times of breathing and movement", () => {
  test("add up to what both cost together, frame by frame", async () => {
    const progress: number[] = [];
    const plan = { rateHz: RATE_HZ, warmUpS: 1, measuredS: 1 };
    const times = await measureAdded(greySource(60), everyOther(), plan, (done) => progress.push(done));
    const sum = times.tissueMs.median + times.breathingMs.median + times.movementMs.median;
    expect(times.allMs.median).toBeCloseTo(sum, 9);
    for (const part of [times.tissueMs, times.breathingMs, times.movementMs]) expect(part.median).toBeGreaterThan(0);
    expect(times.chainMs.median).toBeGreaterThan(0);
    expect(times.share.median).toBeCloseTo(sum / (times.chainMs.median - sum), 9);
    expect(progress).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
  });

  test("are refused when the source ends before they are complete", async () => {
    const plan = { rateHz: RATE_HZ, warmUpS: 1, measuredS: 2 };
    await expect(measureAdded(greySource(40), everyOther(), plan)).rejects.toThrow("after 40 of 90 frames");
  });
});
