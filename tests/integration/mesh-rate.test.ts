import { beforeAll, describe, expect } from "vitest";

import type { FaceLandmarks } from "../../src/base/landmarks.ts";
import { cacheDirectory, type ModelPaths, prepareModels } from "../../src/inference/model-cache.ts";
import { loadModel } from "../../src/inference/runtime.ts";
import { openVideoFile } from "../../src/frame/video-file.ts";
import { cropAround } from "../../src/face/crop.ts";
import { planFaceMesh } from "../../src/face/face-mesh.ts";
import { createFaceTracker, type FaceTracker } from "../../src/face/face-tracker.ts";
import { runBed } from "../../src/bed/bed-pipeline.ts";
import { recordingPath, testWithRecordings } from "../recordings.ts";

let models: ModelPaths;
beforeAll(async () => {
  models = await prepareModels(cacheDirectory(process.env));
});

/** The network's own answer for every frame, unfiltered: what running it more rarely is measured against. */
async function everyFrameTracker(): Promise<FaceTracker> {
  const finder = await createFaceTracker(models);
  const mesh = planFaceMesh(await loadModel(models.mesh));
  let last: FaceLandmarks | null = null;
  return {
    async update(frame) {
      last = last ? await mesh.locate(frame, cropAround(last.points)) : await finder.update(frame);
      return last ? { ...last, measured: last } : null;
    },
    get sight() {
      return finder.sight;
    },
    reset: () => finder.reset(),
  };
}

/** Mean signal to noise ratio of the seconds with a full window, dB. */
async function meanSnrDb(path: string, tracker: FaceTracker): Promise<number> {
  const source = openVideoFile(path);
  const ratios: number[] = [];
  for await (const message of runBed("1", source, tracker)) {
    if (message.kind === "vitals" && message.vitals.tMs >= 10_000)
      ratios.push(message.vitals.pulse.snrDb ?? Number.NaN);
  }
  source.close();
  expect(ratios.length).toBeGreaterThan(0);
  return ratios.reduce((sum, value) => sum + value, 0) / ratios.length;
}

const NAMES = ["phantom/still-68.mp4", "phantom/dark-skin-82.mp4", "phantom/nodding-62.mp4", "video/face.mp4"];

describe("a mesh that runs only where the face's picture changed", () => {
  for (const name of NAMES) {
    testWithRecordings(
      `costs at most 1 dB of the pulse's signal to noise ratio on ${name}`,
      async () => {
        const everyDb = await meanSnrDb(recordingPath(name), await everyFrameTracker());
        const steadyDb = await meanSnrDb(recordingPath(name), await createFaceTracker(models));
        expect(steadyDb).toBeGreaterThan(everyDb - 1);
      },
      120_000,
    );
  }
});
