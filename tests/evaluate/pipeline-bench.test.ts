import { describe, expect, test } from "vitest";

import { measurePipeline, STAGES } from "../../src/evaluate/pipeline-bench.ts";

import { everyOther, greySource, RATE_HZ, SIDE_PX } from "./grey-source.ts";

describe("the times of a bed's chain", () => {
  test("cover every stage, and the stages together never exceed the whole", async () => {
    const progress: number[] = [];
    const plan = { rateHz: RATE_HZ, warmUpS: 1, measuredS: 1 };
    const times = await measurePipeline(greySource(60), everyOther(), plan, (done) => progress.push(done));
    const sum = STAGES.reduce((total, stage) => total + times.stagesMs[stage].median, 0);
    expect(sum).toBeGreaterThan(0);
    expect(sum).toBeLessThanOrEqual(times.chainMs.median);
    for (const stage of STAGES) expect(times.stagesMs[stage].median).toBeGreaterThanOrEqual(0);
    expect(progress).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
  });

  test("tell what the chain read: the share of frames with a face, and no rate from a grey view", async () => {
    const plan = { rateHz: RATE_HZ, warmUpS: 1, measuredS: 2 };
    const times = await measurePipeline(greySource(90), everyOther(), plan);
    expect(times).toMatchObject({ frames: 60, faceShare: 0.5, rateBpm: null, widthPx: SIDE_PX, heightPx: SIDE_PX });
  });

  test("are refused when the source ends before they are complete", async () => {
    const plan = { rateHz: RATE_HZ, warmUpS: 1, measuredS: 2 };
    await expect(measurePipeline(greySource(40), everyOther(), plan)).rejects.toThrow("after 40 of 90 frames");
  });
});
