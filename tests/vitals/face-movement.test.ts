import { expect, test } from "vitest";

import { type FaceLandmarks, LANDMARK_COUNT } from "../../src/base/landmarks.ts";
import { refusalCode } from "../../src/base/refusal.ts";
import type { TraceFrame } from "../../src/base/trace-frame.ts";
import { MOVEMENT_CHANNELS, UNSEEN_MOVEMENT } from "../../src/wire/movement.ts";
import { PATCHES } from "../../src/regions/patches.ts";
import { planFaceMovement } from "../../src/vitals/face-movement.ts";

const REGIONS = PATCHES.map(({ name }) => name);
const MOUTH = MOVEMENT_CHANNELS.indexOf("mouthOpen");
const WIDTH_PX = 200;

/** A face-like shell: what it looks like does not matter here, only that it has depth and both of its sides. */
function shell(): FaceLandmarks {
  const points = new Float32Array(LANDMARK_COUNT * 3);
  for (let i = 0; i < LANDMARK_COUNT; i++) {
    const radius = (WIDTH_PX / 2) * Math.sqrt((i + 0.5) / LANDMARK_COUNT);
    const angle = i * 2.39996;
    points[i * 3] = 320 + radius * Math.cos(angle);
    points[i * 3 + 1] = 240 + 1.3 * radius * Math.sin(angle);
    points[i * 3 + 2] = (radius * radius) / WIDTH_PX;
  }
  return { points, score: 0.95, widthPx: WIDTH_PX };
}

function frameAt(
  tMs: number,
  mesh: FaceLandmarks | null | undefined,
  refused: readonly string[] = [],
  mouthCovered = false,
): TraceFrame {
  return {
    tMs,
    durationMs: 33,
    keyframe: false,
    rgb: new Float64Array(REGIONS.length * 3).fill(120),
    usable: Uint8Array.from(REGIONS, (name) => (refused.includes(name) ? 0 : 1)),
    refusals: Uint8Array.from(REGIONS, (name) => (refused.includes(name) ? refusalCode("not-skin") : 0)),
    mouthCovered,
    room: null,
    head: { xPx: 320, yPx: 240, widthPx: WIDTH_PX },
    ...(mesh === undefined ? {} : { mesh }),
  };
}

/** Runs ten seconds of 15 meshes a second, each followed by a frame whose face is foretold. */
function run(refused: readonly string[] = [], mouthCovered = false) {
  const movement = planFaceMovement("4", REGIONS);
  const messages = [];
  const mesh = shell();
  for (let i = 0; i < 300; i++)
    messages.push(...movement.push(frameAt(i * 33.3, i % 2 === 0 ? mesh : null, refused, mouthCovered)));
  return { messages, value: movement.read(300 * 33.3) };
}

test("the trace reaches the stream twice a second without holes, foretold frames or not", () => {
  const stretches = run().messages.filter((message) => message.kind === "movement");
  expect(stretches.length).toBeGreaterThan(15);
  let nextMs = 0;
  for (const { bed, tMs, stepMs, channels } of stretches) {
    expect({ bed, tMs, stepMs }).toEqual({ bed: "4", tMs: nextMs, stepMs: 100 });
    expect(channels).toHaveLength(MOVEMENT_CHANNELS.length);
    for (const channel of channels) expect(channel).toHaveLength(channels[0].length);
    nextMs = tMs + stepMs * channels[0].length;
  }
  const activity = stretches.flatMap(({ channels }) => channels[MOVEMENT_CHANNELS.indexOf("activity")]);
  expect(activity.slice(10)).not.toContain(null);
});

test("a mouth whose skin is covered is null, never closed", () => {
  const covered = run(["right-cheek-4", "left-cheek-4"]);
  expect(covered.value.mouthOpen).toBeNull();
  expect(covered.value.grimace).toBeNull();
  for (const message of covered.messages) {
    if (message.kind === "movement") expect(message.channels[MOUTH].every((value) => value === null)).toBe(true);
  }
  expect(run(["left-cheek-4"]).value.mouthOpen).not.toBeNull();
  const taped = run([], true).value;
  expect([taped.mouthOpen, taped.grimace]).toEqual([null, null]);
  expect(taped.rightEyeClosed).not.toBeNull();
});

test("a recording without meshes tells nothing of movement", () => {
  const movement = planFaceMovement("4", REGIONS);
  for (let i = 0; i < 100; i++) expect(movement.push(frameAt(i * 33.3, undefined))).toEqual([]);
  expect(movement.read(3300)).toEqual(UNSEEN_MOVEMENT);
});

test("a face that is gone is unseen after half a second", () => {
  const movement = planFaceMovement("4", REGIONS);
  for (let tMs = 0; tMs < 5000; tMs += 66) movement.push(frameAt(tMs, shell()));
  expect(movement.read(5000).activity).not.toBeNull();
  for (let tMs = 5016; tMs < 6000; tMs += 66) movement.push({ ...frameAt(tMs, null), head: null });
  expect(movement.read(6000)).toEqual(UNSEEN_MOVEMENT);
});
