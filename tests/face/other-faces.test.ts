import { beforeEach, describe, expect, test } from "vitest";

import type { Frame } from "../../src/base/frame.ts";
import { type FaceLandmarks, LANDMARK_COUNT } from "../../src/base/landmarks.ts";
import type { Crop } from "../../src/face/crop.ts";
import type { Candidate } from "../../src/face/face-detector.ts";
import { type OtherFaces, planOtherFaces } from "../../src/face/other-faces.ts";

const STEP_MS = 40;
const STILL = new Uint8Array(640 * 480).fill(90);
let view = STILL;

/** A square face; outer corners of the eyes level, or turned by a quarter. */
function face(centreX: number, centreY: number, sizePx: number, lying = false): FaceLandmarks {
  const points = new Float32Array(LANDMARK_COUNT * 3);
  for (let i = 0; i < LANDMARK_COUNT; i++) {
    points[3 * i] = centreX + ((i % 21) / 20 - 0.5) * sizePx;
    points[3 * i + 1] = centreY + (Math.floor(i / 21) / 22 - 0.5) * sizePx;
  }
  const [right, left] = [33, 263].map((eye) => points.subarray(3 * eye, 3 * eye + 2));
  right.set(lying ? [centreX, centreY - 0.3 * sizePx] : [centreX - 0.3 * sizePx, centreY]);
  left.set(lying ? [centreX, centreY + 0.3 * sizePx] : [centreX + 0.3 * sizePx, centreY]);
  return { points, score: 1, widthPx: sizePx };
}

function frameAt(tMs: number, rotationDeg: Frame["rotationDeg"] = 0): Frame {
  const colour = { model: "gray", range: "full", matrix: "bt601" } as const;
  return {
    tMs,
    durationMs: STEP_MS,
    keyframe: false,
    widthPx: 640,
    heightPx: 480,
    rotationDeg,
    colour,
    channels: [{ data: view, offset: 0, strideBytes: 640, stepBytes: 1, shiftX: 0, shiftY: 0 }],
  };
}

const PATIENT = face(320, 240, 100);
let candidates: Candidate[] = [];
let isMeshSure = true;
let isChanging = true;
let turnsAsked: number[] = [];
let meshRuns = 0;
let others: OtherFaces;

const seen = (x: number, sizePx = 100): Candidate => ({
  crop: { centreX: x, centreY: 240, sizePx: 1.5 * sizePx, angleRad: 0 },
  centre: { x, y: 240 },
  sizePx,
  score: 0.9,
});

beforeEach(() => {
  candidates = [seen(322)];
  isMeshSure = true;
  isChanging = true;
  view = STILL;
  turnsAsked = [];
  meshRuns = 0;
  others = planOtherFaces(
    {
      detect: async (_frame: Frame, _square: Crop, turns: readonly number[] = []) => {
        turnsAsked.push(...turns);
        return candidates;
      },
    },
    {
      locate: async (_frame, crop) => {
        meshRuns++;
        return { ...face(crop.centreX, crop.centreY, crop.sizePx / 1.5), score: isMeshSure ? 1 : 0.1 };
      },
    },
  );
});

async function watch(seconds: number, followed = PATIENT, alert = false, rotationDeg: Frame["rotationDeg"] = 0) {
  const looks = [];
  for (let tMs = 0; tMs < 1000 * seconds; tMs += STEP_MS) {
    // Every time in another place: what the view was like before is not new.
    const top = 20 * Math.floor(tMs / 500);
    if (isChanging) view = STILL.slice().fill(140, 640 * (top % 460), 640 * ((top % 460) + 20));
    const look = await others.look(frameAt(tMs, rotationDeg), followed, alert);
    if (look) looks.push(look);
  }
  return looks;
}

describe("the watch for other faces", () => {
  test("looks once in a second and a half, at one quarter turn, and does not take the patient for another", async () => {
    const looks = await watch(30);
    expect(looks).toHaveLength(20);
    expect(turnsAsked).toHaveLength(20);
    expect(looks.every((look) => look.length === 0)).toBe(true);
    expect(meshRuns).toBe(0);
  });

  test("looks only every ten seconds at a view that does not change, and within 1.5 s when it does", async () => {
    isChanging = false;
    expect(await watch(30)).toHaveLength(3);
    expect(await others.look(frameAt(31_000), PATIENT, false)).toBeNull();
    view = STILL.slice();
    for (let y = 100; y < 200; y++) view.fill(140, 640 * y + 500, 640 * y + 580);
    expect(await others.look(frameAt(32_600), PATIENT, false)).not.toBeNull();
  });

  test("a chest that comes and goes is nothing new, and somebody beside it is", async () => {
    isChanging = false;
    const risen = STILL.slice();
    for (let y = 300; y < 400; y++) risen.fill(140, 640 * y + 200, 640 * y + 400);
    let looks = 0;
    for (let tMs = 0; tMs < 9900; tMs += 1500) {
      view = (tMs / 1500) % 2 === 0 ? STILL : risen;
      if (await others.look(frameAt(tMs), PATIENT, false)) looks++;
    }
    expect(looks).toBe(2);
    view = risen.slice();
    for (let y = 100; y < 200; y++) view.fill(140, 640 * y + 500, 640 * y + 580);
    expect(await others.look(frameAt(11_000), PATIENT, false)).not.toBeNull();
  });

  test("looks three times as often with somebody near, or where the face moved oddly", async () => {
    candidates = [seen(322), seen(480)];
    const looks = await watch(30);
    expect(looks.length).toBeGreaterThanOrEqual(57);
    expect(looks[0]).toEqual([{ xPx: 480, yPx: 240, sizePx: 100 }]);
    others.reset();
    candidates = [];
    expect((await watch(30, PATIENT, true)).length).toBeGreaterThanOrEqual(57);
  });

  test("looks closely at who is near, so that a pattern of cloth is nobody, and not at who is far", async () => {
    isMeshSure = false;
    candidates = [seen(480), seen(600)];
    expect((await watch(0.1))[0]).toEqual([{ xPx: 600, yPx: 240, sizePx: 100 }]);
    expect(meshRuns).toBe(1);
  });

  test("looks for those who are upright in the view, and in turn for those who lie as the patient does", async () => {
    await watch(5, face(320, 240, 100, true));
    expect(turnsAsked).toEqual([0, 1, 0, 1]);
    others.reset();
    turnsAsked = [];
    await watch(5, face(320, 240, 100, true), false, 90);
    expect(turnsAsked).toEqual([3, 1, 3, 1]);
  });
});
