import { expect, test } from "vitest";

import type { Frame } from "../../src/base/frame.ts";
import { LANDMARK_COUNT } from "../../src/base/landmarks.ts";
import type { Crop } from "../../src/face/crop.ts";
import type { FaceMesh } from "../../src/face/face-mesh.ts";
import { planSteadyMesh } from "../../src/face/steady-mesh.ts";
import { textureFrame } from "../regions/moving-texture.ts";

const CROP: Crop = { centreX: 160, centreY: 140, sizePx: 300, angleRad: 0 };

/** A mesh that answers with a disc where the texture stands, and counts how often it is asked. */
function countedMesh() {
  const counted = {
    runs: 0,
    at: { x: 0, y: 0 },
    async locate() {
      counted.runs++;
      const points = new Float32Array(LANDMARK_COUNT * 3);
      for (let i = 0; i < LANDMARK_COUNT; i++) {
        const radius = 100 * Math.sqrt((i + 0.5) / LANDMARK_COUNT);
        points[i * 3] = 160 + counted.at.x + radius * Math.cos(i * 2.39996);
        points[i * 3 + 1] = 140 + counted.at.y + radius * Math.sin(i * 2.39996);
      }
      return { points, score: 0.9, widthPx: 200 };
    },
  };
  return counted satisfies FaceMesh;
}

function shot(tMs: number, x = 0, y = 0): Frame {
  return textureFrame(320, 280, { tMs, x, y, noise: 1, seed: tMs });
}

test("a still picture needs three runs a second", async () => {
  const network = countedMesh();
  const mesh = planSteadyMesh(network);
  for (let tMs = 0; tMs < 10_000; tMs += 66) await mesh.locate(shot(tMs), CROP);
  expect(network.runs).toBeLessThanOrEqual(33);
  expect(network.runs).toBeGreaterThanOrEqual(25);
});

test("the mean of the answers moves along with the picture", async () => {
  const network = countedMesh();
  const mesh = planSteadyMesh(network);
  for (const tMs of [0, 66, 133]) {
    // Each answer is off by another tenth of a pixel.
    network.at.x = tMs / 1000;
    await mesh.locate(shot(tMs), CROP);
  }
  const after = await mesh.locate(shot(200, 0.4, -0.3), CROP);
  expect(network.runs).toBe(3);
  network.at.x = 0.066;
  const asked = await network.locate();
  for (let i = 0; i < LANDMARK_COUNT; i++) {
    expect(Math.abs(after.points[i * 3] - asked.points[i * 3] - 0.4)).toBeLessThan(0.1);
    expect(Math.abs(after.points[i * 3 + 1] - asked.points[i * 3 + 1] + 0.3)).toBeLessThan(0.1);
  }
});

test("a change shows the network's own answer at once", async () => {
  const network = countedMesh();
  const mesh = planSteadyMesh(network);
  for (const tMs of [0, 66, 133, 200]) await mesh.locate(shot(tMs), CROP);
  network.at.x = 9;
  const after = await mesh.locate(shot(233, 9), CROP);
  expect(after.points).toEqual((await network.locate()).points);
});

test("a picture that moved far, another face's crop, an earlier time and a new recording run the network", async () => {
  const network = countedMesh();
  const mesh = planSteadyMesh(network);
  await mesh.locate(shot(1000), CROP);
  await mesh.locate(shot(1066, 9), CROP);
  expect(network.runs).toBe(2);
  await mesh.locate(shot(1100, 9), { ...CROP, centreX: 60 });
  expect(network.runs).toBe(3);
  await mesh.locate(shot(500, 9), CROP);
  expect(network.runs).toBe(4);
  mesh.reset();
  await mesh.locate(shot(533, 9), CROP);
  expect(network.runs).toBe(5);
});
