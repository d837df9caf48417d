import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";

import type { RotationDeg } from "../../src/base/frame.ts";
import { type ModelPaths, prepareModels } from "../../src/inference/model-cache.ts";
import { createFaceTracker, type FaceTracker } from "../../src/face/face-tracker.ts";
import { knownFrame } from "../../src/face/known-face.ts";

import { portrait, rgbFrame } from "./pictures.ts";

/** Read off the portrait by eye at eightfold size: landmark, x, y. */
const PLACES = [
  ["right eye, outer corner", 33, 192.8, 100.6],
  ["right eye, inner corner", 133, 212.5, 103.1],
  ["left eye, inner corner", 362, 236.5, 104.6],
  ["left eye, outer corner", 263, 259.4, 103.4],
  ["tip of the nose", 4, 223.1, 127.5],
  ["right corner of the mouth", 61, 203.1, 140.0],
  ["left corner of the mouth", 291, 244.8, 141.3],
  ["chin", 152, 224.4, 177.8],
] as const;
const SIDE = 512;
/** Of a face 88 px wide: what two people reading the same picture differ by, and what the mesh adds. */
const TOLERANCE_PX = 5;

let folder: string;
let models: ModelPaths;
let tracker: FaceTracker;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "afar-face-"));
  models = await prepareModels(folder);
  tracker = await createFaceTracker(models);
});
afterAll(() => rm(folder, { recursive: true }));

function turned(x: number, y: number, turnDeg: RotationDeg): [number, number] {
  switch (turnDeg) {
    case 0:
      return [x, y];
    case 90:
      return [SIDE - y, x];
    case 180:
      return [SIDE - x, SIDE - y];
    case 270:
      return [y, SIDE - x];
  }
}

test.each([0, 90, 180, 270] as const)(
  "turned by %i degrees, eyes, nose, mouth and chin are where one sees them",
  async (turnDeg) => {
    tracker.reset();
    const face = await tracker.update(rgbFrame(await portrait(turnDeg)));
    if (!face) throw new Error("no face was found");
    expect(face.score).toBeGreaterThan(0.9);
    expect(face.widthPx).toBeGreaterThan(80);
    expect(face.widthPx).toBeLessThan(100);
    for (const [name, landmark, x, y] of PLACES) {
      const [wantedX, wantedY] = turned(x, y, turnDeg);
      const off = Math.hypot(face.points[landmark * 3] - wantedX, face.points[landmark * 3 + 1] - wantedY);
      expect(off, name).toBeLessThan(TOLERANCE_PX);
    }
  },
);

test("the tip of the nose is nearer to the camera than ears and chin", async () => {
  tracker.reset();
  const face = await tracker.update(rgbFrame(await portrait()));
  if (!face) throw new Error("no face was found");
  for (const landmark of [234, 454, 152]) expect(face.points[4 * 3 + 2]).toBeLessThan(face.points[landmark * 3 + 2]);
});

test("a face 36 px wide in a frame of 1280 px is found within three seconds", async () => {
  tracker.reset();
  const file = join(import.meta.dirname, "../../fixtures/portrait/astronaut.png");
  const small = await sharp(file).resize(210, 210).removeAlpha().toBuffer();
  const frame = { create: { width: 1280, height: 720, channels: 3 as const, background: "#706860" } };
  const data = await sharp(frame)
    .composite([{ input: small, left: 900, top: 100 }])
    .removeAlpha()
    .raw()
    .toBuffer();
  let face = null;
  for (let tMs = 0; tMs < 3000 && !face; tMs += 250)
    face = await tracker.update(rgbFrame({ widthPx: 1280, heightPx: 720, data }, tMs));
  if (!face) throw new Error("no face was found");
  expect(Math.abs(face.points[4 * 3] - (900 + 223.1 * (210 / SIDE)))).toBeLessThan(4);
  expect(Math.abs(face.points[4 * 3 + 1] - (100 + 127.5 * (210 / SIDE)))).toBeLessThan(4);
});

test("the embedded known face is the portrait's", async () => {
  const file = join(import.meta.dirname, "../../fixtures/portrait/astronaut.png");
  const area = { left: 144, top: 40, width: 160, height: 160 };
  const gray = await sharp(file).extract(area).resize(96, 96).removeAlpha().raw().toBuffer();
  const [{ data }] = knownFrame().channels;
  let off = 0;
  for (let i = 0; i < 96 * 96; i++) {
    const luma = 0.299 * gray[i * 3] + 0.587 * gray[i * 3 + 1] + 0.114 * gray[i * 3 + 2];
    off += Math.abs(data[i] - luma) / (96 * 96);
  }
  expect(off).toBeLessThan(1);
});

test("networks that are swapped or compute something else are refused by name", async () => {
  const message = (path: string) =>
    `${path} does not find the face in a known portrait: delete it and start again, or reinstall with npm ci.`;
  await expect(createFaceTracker({ ...models, detector: models.mesh })).rejects.toMatchObject({
    code: "MODEL_INVALID",
    message: message(models.mesh),
  });
  await expect(createFaceTracker({ ...models, mesh: models.detector })).rejects.toMatchObject({
    code: "MODEL_INVALID",
    message: message(models.detector),
  });
});

test("a network file that is damaged is refused in one sentence", async () => {
  const mesh = join(folder, "damaged.onnx");
  await writeFile(mesh, "damaged");
  await expect(createFaceTracker({ ...models, mesh })).rejects.toMatchObject({
    code: "MODEL_INVALID",
    message: `${mesh} cannot be loaded as an ONNX model: delete it and start again.`,
  });
});
