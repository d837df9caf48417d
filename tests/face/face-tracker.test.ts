import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";

import type { Frame } from "../../src/base/frame.ts";
import { prepareModels } from "../../src/inference/model-cache.ts";
import { createFaceTracker, type FaceTracker } from "../../src/face/face-tracker.ts";

import { type Picture, portrait, rgbFrame } from "./pictures.ts";

const STEP_MS = 40;
let folder: string;
let tracker: FaceTracker;
let face: Picture;
let wall: Picture;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "afar-tracker-"));
  tracker = await createFaceTracker(await prepareModels(folder));
  face = await portrait();
  wall = { ...face, data: new Uint8Array(face.data.length).fill(120) };
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(() => tracker.reset());

/** The portrait, moved to the right by `rightPx` over its own repeated edge. */
function moved({ widthPx, heightPx, data }: Picture, rightPx: number): Picture {
  const out = new Uint8Array(data.length);
  for (let y = 0; y < heightPx; y++)
    for (let x = 0; x < widthPx; x++) {
      const from = Math.max(0, Math.min(widthPx - 1, x - rightPx));
      for (let c = 0; c < 3; c++) out[(y * widthPx + x) * 3 + c] = data[(y * widthPx + from) * 3 + c];
    }
  return { widthPx, heightPx, data: out };
}

/** A frame that counts how often its pixels were asked for. */
function counted(frame: Frame): { frame: Frame; reads: () => number } {
  let reads = 0;
  const { channels, ...rest } = frame;
  return {
    frame: {
      ...rest,
      get channels() {
        reads++;
        return channels;
      },
    },
    reads: () => reads,
  };
}

test("a face that is gone is not reported, neither in the next frame nor later", async () => {
  expect(await tracker.update(rgbFrame(face, 0))).not.toBeNull();
  for (let tMs = STEP_MS; tMs < 1200; tMs += STEP_MS) expect(await tracker.update(rgbFrame(wall, tMs))).toBeNull();
});

test("a face that comes back is reported within 300 ms", async () => {
  await tracker.update(rgbFrame(face, 0));
  for (let tMs = STEP_MS; tMs <= 4000; tMs += STEP_MS) await tracker.update(rgbFrame(wall, tMs));
  let found = null;
  for (let tMs = 4040; tMs <= 4320 && !found; tMs += STEP_MS) found = await tracker.update(rgbFrame(face, tMs));
  expect(found).not.toBeNull();
});

test("a face that is covered for a moment is there again in the first frame that shows it", async () => {
  await tracker.update(rgbFrame(face, 0));
  for (let tMs = STEP_MS; tMs <= 280; tMs += STEP_MS) await tracker.update(rgbFrame(wall, tMs));
  expect(await tracker.update(rgbFrame(face, 320))).not.toBeNull();
});

test("an empty room is looked at four times a second, not in every frame", async () => {
  let looks = 0;
  for (let tMs = 0; tMs < 4000; tMs += STEP_MS) {
    const { frame, reads } = counted(rgbFrame(wall, tMs));
    await tracker.update(frame);
    if (reads() > 0) looks++;
  }
  expect(looks).toBeGreaterThanOrEqual(13);
  expect(looks).toBeLessThanOrEqual(17);
});

test("a face that moves by 8 px a frame is followed", async () => {
  const noseX: number[] = [];
  for (let i = 0; i < 10; i++) {
    const found = await tracker.update(rgbFrame(moved(face, 8 * i), i * STEP_MS));
    noseX.push(found ? found.points[4 * 3] : Number.NaN);
  }
  for (let i = 0; i < 10; i++) expect(Math.abs(noseX[i] - noseX[0] - 8 * i)).toBeLessThan(3);
});

test("another face, elsewhere and where none was lost, is not taken within two seconds, but then is", async () => {
  await tracker.update(rgbFrame(face, 0));
  const elsewhere = moved(face, 200);
  let since = Number.POSITIVE_INFINITY;
  for (let tMs = STEP_MS; tMs <= 3000; tMs += STEP_MS)
    if ((await tracker.update(rgbFrame(elsewhere, tMs))) && tMs < since) since = tMs;
  expect(since).toBeGreaterThan(1900);
  expect(since).toBeLessThan(2700);
});

test("a reset forgets the face and the time", async () => {
  const first = await tracker.update(rgbFrame(face, 10_000));
  tracker.reset();
  expect(await tracker.update(rgbFrame(face, 0))).toEqual(first);
});

test("landmarks of one frame stay as they are when the next frame is read", async () => {
  const first = await tracker.update(rgbFrame(face, 0));
  const copy = first?.points.slice();
  await tracker.update(rgbFrame(moved(face, 20), STEP_MS));
  expect(first?.points).toEqual(copy);
});

/** Steps in which the network answered, of four seconds at so many frames a second. */
async function measurements(fps: number, meshHz?: number): Promise<number> {
  let measured = 0;
  for (let i = 0; i < 4 * fps; i++) {
    const found = await tracker.update(rgbFrame(face, (i * 1000) / fps), meshHz);
    // The first second after a face was found is measured in full.
    if (i >= 2 * fps && found?.measured) measured++;
  }
  return measured / 2;
}

test("a calm face is measured fifteen times a second at 30 and 60 frames a second, and in each frame of a slow camera", async () => {
  expect(await measurements(30)).toBe(15);
  tracker.reset();
  expect(await measurements(60)).toBe(15);
  tracker.reset();
  expect(await measurements(12)).toBe(12);
});

test("a bed that must leave work out measures as often as it is told", async () => {
  expect(await measurements(30, 5)).toBe(5);
});

test("a face that moves in a way that was not foretold is measured in every frame", async () => {
  let measured = 0;
  for (let i = 0; i < 60; i++) {
    const found = await tracker.update(rgbFrame(moved(face, i < 30 ? 0 : 4 * ((i * i) % 5)), (i * 1000) / 30));
    if (i >= 32 && found?.measured) measured++;
  }
  expect(measured).toBe(28);
});
