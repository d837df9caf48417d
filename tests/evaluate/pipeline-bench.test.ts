import { describe, expect, test } from "vitest";

import type { Frame } from "../../src/base/frame.ts";
import type { FrameSource } from "../../src/frame/frame-source.ts";
import type { FaceTracker } from "../../src/face/face-tracker.ts";
import { measurePipeline, STAGES } from "../../src/evaluate/pipeline-bench.ts";

const SIDE_PX = 64;
const RATE_HZ = 30;

/** A grey view of a given number of frames. */
function greySource(frames: number): FrameSource {
  const data = new Uint8Array(SIDE_PX ** 2).fill(100);
  let index = 0;
  return {
    info: {
      widthPx: SIDE_PX,
      heightPx: SIDE_PX,
      rateHz: RATE_HZ,
      durationMs: null,
      codec: "none",
      pixelFormat: "gray",
      rotationDeg: 0,
    },
    damagedPackets: 0,
    endError: null,
    next(): Frame | null {
      if (index === frames) return null;
      return {
        tMs: (index++ * 1000) / RATE_HZ,
        durationMs: 1000 / RATE_HZ,
        keyframe: true,
        widthPx: SIDE_PX,
        heightPx: SIDE_PX,
        rotationDeg: 0,
        colour: { model: "gray", range: "full", matrix: "bt601" },
        channels: [{ data, offset: 0, strideBytes: SIDE_PX, stepBytes: 1, shiftX: 0, shiftY: 0 }],
      };
    },
    close: () => undefined,
  };
}

/** Sees a face in every other frame. */
function everyOther(): FaceTracker {
  let calls = 0;
  const points = new Float32Array(468 * 3).fill(SIDE_PX / 2);
  return {
    update: async () => (calls++ % 2 === 0 ? { points, score: 1, widthPx: 20, measured: null } : null),
    reset: () => undefined,
  };
}

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
