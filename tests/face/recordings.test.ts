import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, expect } from "vitest";

import type { FaceLandmarks } from "../../src/base/landmarks.ts";
import { prepareModels } from "../../src/inference/model-cache.ts";
import { openVideoFile } from "../../src/frame/video-file.ts";
import { createFaceTracker, type FaceTracker } from "../../src/face/face-tracker.ts";
import { recordingPath, testWithRecordings } from "../recordings.ts";

let folder: string;
let tracker: FaceTracker;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "afar-recordings-"));
  tracker = await createFaceTracker(await prepareModels(folder));
});
afterAll(() => rm(folder, { recursive: true }));

async function track(recording: string, seconds: number): Promise<(FaceLandmarks | null)[]> {
  tracker.reset();
  const source = openVideoFile(recordingPath(recording), { seconds });
  const faces: (FaceLandmarks | null)[] = [];
  for (let frame = source.next(); frame; frame = source.next()) faces.push(await tracker.update(frame));
  source.close();
  return faces;
}

function share(faces: readonly (FaceLandmarks | null)[]): number {
  expect(faces.length).toBeGreaterThan(30);
  return faces.filter((face) => face !== null).length / faces.length;
}

/** Direction of the line through the eyes, degrees clockwise from level. */
function turnDeg({ points }: FaceLandmarks): number {
  return (Math.atan2(points[263 * 3 + 1] - points[33 * 3 + 1], points[263 * 3] - points[33 * 3]) * 180) / Math.PI;
}

for (const recording of [
  "phantom/still-68.mp4",
  "phantom/dark-skin-82.mp4",
  "phantom/sway-80.mp4",
  "video/face.mp4",
  "video/face2.mp4",
  "tracking/expressions.mp4",
]) {
  testWithRecordings(`${recording} has an upright face in at least 95 % of the frames`, async () => {
    const faces = await track(recording, 4);
    expect(share(faces)).toBeGreaterThanOrEqual(0.95);
    for (const face of faces) if (face) expect(Math.abs(turnDeg(face))).toBeLessThan(35);
  });
}

testWithRecordings("lying-72 has a face on its side in at least 95 % of the frames", async () => {
  const faces = await track("phantom/lying-72.mp4", 4);
  expect(share(faces)).toBeGreaterThanOrEqual(0.95);
  for (const face of faces) if (face) expect(Math.abs(turnDeg(face) + 90)).toBeLessThan(20);
});

for (const recording of ["abstain/no-face-crane.mp4", "abstain/empty-bed.mp4"]) {
  testWithRecordings(`${recording} has a face in at most 2 % of the frames`, async () => {
    expect(share(await track(recording, 9))).toBeLessThanOrEqual(0.02);
  });
}

testWithRecordings("a sleeping infant in profile is a face or none, and no fault", async () => {
  for (const face of await track("video/baby.mp4", 4)) {
    if (face) expect(face.points.every(Number.isFinite)).toBe(true);
  }
});

testWithRecordings("of two people side by side one is followed throughout", async () => {
  const faces = await track("tracking/head-pose-face-detection-female-and-male.gif", 10);
  expect(share(faces)).toBeGreaterThanOrEqual(0.95);
  // The woman's face stays left of x = 160, the man's right of x = 250, of 480.
  const sides = new Set(faces.filter((face) => face !== null).map((face) => face.points[4 * 3] > 205));
  expect(sides.size).toBe(1);
});

testWithRecordings("of two people walking one is followed: no step is longer than half a face", async () => {
  const faces = await track("tracking/face-demographics-walking-and-pause.gif", 10);
  let before: FaceLandmarks | null = null;
  for (const face of faces) {
    if (face && before) {
      const step = Math.hypot(face.points[12] - before.points[12], face.points[13] - before.points[13]);
      expect(step).toBeLessThan(face.widthPx / 2);
    }
    before = face ?? before;
  }
  expect(before).not.toBeNull();
});

testWithRecordings(
  "the landmarks of a photo, 240 px wide, move by less than a fifth of a pixel from frame to frame",
  async () => {
    const faces = await track("abstain/photo.mp4", 3);
    let sum = 0;
    let count = 0;
    for (let k = 1; k < faces.length; k++) {
      const [face, before] = [faces[k], faces[k - 1]];
      if (!face || !before) continue;
      for (let i = 0; i < face.points.length; i++) {
        if (i % 3 === 2) continue;
        sum += (face.points[i] - before.points[i]) ** 2;
        count++;
      }
    }
    expect(Math.sqrt(sum / count)).toBeLessThan(0.2);
  },
);
