import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, test } from "vitest";

import { prepareModels } from "../../src/inference/model-cache.ts";
import { createFaceTracker } from "../../src/face/face-tracker.ts";
import { FACE_BOX } from "../../src/phantom/face-geometry.ts";
import { MARGIN_PX } from "../../src/phantom/layer.ts";
import { createPhantom, type PhantomFrame } from "../../src/phantom/phantom.ts";
import { openPhantomSource } from "../../src/phantom/phantom-source.ts";
import { cutPortrait } from "../../src/phantom/portrait.ts";
import { buildScene } from "../../src/phantom/scene.ts";

import { PORTRAIT, scenarioOf } from "./probe.ts";
import { shiftBetween } from "./shift.ts";

const WIDTH = 320;
const STILL = { pulse: "none", breathing: "none", camera: { noise: 0 } };
const SCENE = buildScene(scenarioOf(STILL), cutPortrait(PORTRAIT));
const REST = copy(createPhantom(scenarioOf(STILL), PORTRAIT).frame(0));

function copy(frame: PhantomFrame) {
  return { y: frame.y.slice(), u: frame.u.slice(), v: frame.v.slice() };
}

const at = (fromS: number, toS: number) => ({ fromS, toS });

/** One act after the other, each alone; scenes are built once, for that takes longest. */
const ACTS = createPhantom(
  scenarioOf({
    ...STILL,
    durationS: 40,
    face: {
      blinksAtS: [2],
      eyesClosed: [{ ...at(4, 6), side: "left" }],
      mouth: [at(8, 10)],
      smile: [{ ...at(12, 14), side: "left" }],
      brow: [{ ...at(16, 18), side: "right" }],
      grimace: [at(20, 22)],
    },
  }),
  PORTRAIT,
);
const shown = (tS: number) => copy(ACTS.frame(Math.round(30 * tS)));

/** Index of the picture's pixel for a point of the portrait. */
function pixelAt(x: number, y: number): { luma: number; chroma: number } {
  const [column, row] = SCENE.layerAt(x, y).map((value) => Math.round(value - MARGIN_PX));
  return { luma: row * WIDTH + column, chroma: (row >> 1) * (WIDTH >> 1) + (column >> 1) };
}

function lumaAround(luma: Uint8Array, x: number, y: number): number {
  const { luma: at } = pixelAt(x, y);
  return (luma[at] + luma[at - 1] + luma[at + 1]) / 3;
}

/** Pupils of the portrait. */
const PUPILS = { right: [202.6, 101], left: [247.3, 103.2] } as const;

test("shut lids show skin where the pupils were, a closed left eye leaves the right one as it is", () => {
  const both = shown(2);
  const left = shown(5);
  for (const side of ["right", "left"] as const) {
    const [x, y] = PUPILS[side];
    expect(lumaAround(REST.y, x, y)).toBeLessThan(75);
    expect(lumaAround(both.y, x, y)).toBeGreaterThan(105);
  }
  expect(lumaAround(left.y, ...PUPILS.left)).toBeGreaterThan(105);
  expect(lumaAround(left.y, ...PUPILS.right)).toBe(lumaAround(REST.y, ...PUPILS.right));
});

test("an opened mouth is dark below the teeth and its chin comes down; closed lips cover the teeth", () => {
  const open = shown(9);
  const closed = copy(createPhantom(scenarioOf({ ...STILL, face: { lipsPercent: -100 } }), PORTRAIT).frame(0));
  expect(lumaAround(REST.y, 223, 154)).toBeGreaterThan(110);
  expect(lumaAround(open.y, 223, 154)).toBeLessThan(60);
  // The shadow below the chin, 8 to 9 of the mouth's 11 pixels lower.
  const darkest = (luma: Uint8Array) =>
    Array.from({ length: 20 }, (_, i) => 168 + i).reduce((low, y) =>
      lumaAround(luma, 221, y) < lumaAround(luma, 221, low) ? y : low,
    );
  expect(darkest(open.y)).toBeGreaterThan(darkest(REST.y) + 2);
  const redness = (picture: typeof REST) => picture.v[pixelAt(223, 146.5).chroma];
  expect(redness(closed)).toBeGreaterThan(redness(REST) + 8);
  expect(lumaAround(closed.y, 223, 146.5)).toBeLessThan(lumaAround(REST.y, 223, 146.5) - 20);
});

test.each([
  ["a smile", 13, "left"],
  ["a brow", 17, "right"],
] as const)("%s moves its own side of the face: the left is on the right in the picture", (_, tS, side) => {
  const moved = shown(tS);
  const change = { left: 0, right: 0 };
  moved.y.forEach((value, i) => {
    const inPortrait = SCENE.portraitAt((i % WIDTH) + MARGIN_PX, Math.floor(i / WIDTH) + MARGIN_PX)[0];
    change[inPortrait > 224 ? "left" : "right"] += Math.abs(value - REST.y[i]);
  });
  expect(change[side]).toBeGreaterThan(10 * change[side === "left" ? "right" : "left"]);
});

test("a grimace brings the brows down and changes nothing outside the face", () => {
  const moved = shown(21);
  const [left, top] = SCENE.layerAt(190, 85).map((value) => Math.round(value - MARGIN_PX));
  expect(shiftBetween(REST.y, moved.y, { x: left, y: top, w: 32, h: 12 }, WIDTH).down).toBeGreaterThan(1);
  let outside = 0;
  moved.y.forEach((value, i) => {
    const [x, y] = SCENE.portraitAt((i % WIDTH) + MARGIN_PX, Math.floor(i / WIDTH) + MARGIN_PX);
    const isNear = x > FACE_BOX.left - 2 && x < FACE_BOX.right + 2 && y > FACE_BOX.top - 2 && y < FACE_BOX.bottom + 2;
    if (!isNear && value !== REST.y[i]) outside++;
  });
  expect(outside).toBe(0);
});

test("before and after an act the picture is the one of a face that never moved, to the byte", () => {
  for (const tS of [0, 3, 7, 11, 15, 19, 24]) expect(Buffer.compare(shown(tS).y, REST.y)).toBe(0);
  for (const tS of [2, 5, 9, 13, 17, 21]) expect(Buffer.compare(shown(tS).y, REST.y)).not.toBe(0);
});

test.each(["blue", "white"])("a %s mask hides mouth and nose and carries no pulse; the forehead does", (mask) => {
  const scene = buildScene(scenarioOf({ face: { mask } }), cutPortrait(PORTRAIT));
  const strengthAt = (x: number, y: number) => {
    const [column, row] = scene.layerAt(x, y).map(Math.round);
    return scene.blood.strength[row * scene.columns + column];
  };
  for (const [x, y] of [
    [223, 130],
    [205, 150],
    [245, 150],
  ])
    expect(strengthAt(x, y)).toBeLessThan(0.01);
  expect(strengthAt(225, 88)).toBeGreaterThan(0.6);
  const masked = copy(createPhantom(scenarioOf({ ...STILL, face: { mask } }), PORTRAIT).frame(0));
  const { chroma } = pixelAt(223, 150);
  expect(masked.v[chroma] - masked.u[chroma]).toBeLessThan(mask === "blue" ? -20 : 5);
  expect(REST.v[chroma] - REST.u[chroma]).toBeGreaterThan(15);
});

test("the face mesh reads shut lids and an open mouth, each alone", async () => {
  const folder = await mkdtemp(join(tmpdir(), "afar-phantom-face-"));
  try {
    const tracker = await createFaceTracker(await prepareModels(folder));
    const scenario = scenarioOf({
      durationS: 5,
      video: { widthPx: 640, heightPx: 480, rateHz: 5 },
      scene: { faceWidthPx: 160 },
      face: { eyesClosed: [at(1, 2)], mouth: [at(3, 4)] },
    });
    const source = openPhantomSource(scenario, { loop: false });
    const measure = async (untilMs: number) => {
      let found: Awaited<ReturnType<typeof tracker.update>> = null;
      let tMs = -1;
      while (tMs < untilMs) {
        const frame = source.next();
        if (!frame) throw new Error("the video ended");
        tMs = frame.tMs;
        found = await tracker.update(frame);
      }
      if (!found) throw new Error("no face");
      const { points, widthPx } = found;
      const apart = (a: number, b: number) =>
        Math.hypot(points[3 * a] - points[3 * b], points[3 * a + 1] - points[3 * b + 1]);
      // Eye aspect ratio (Soukupova and Cech 2016) and the gap between the inner lips over the face's width.
      return {
        right: (apart(160, 144) + apart(158, 153)) / (2 * apart(33, 133)),
        left: (apart(385, 380) + apart(387, 373)) / (2 * apart(362, 263)),
        lips: apart(13, 14) / widthPx,
      };
    };
    const rest = await measure(600);
    const shut = await measure(1800);
    const open = await measure(3800);
    expect(shut.right).toBeLessThan(0.75 * rest.right);
    expect(shut.left).toBeLessThan(0.75 * rest.left);
    expect(open.lips).toBeGreaterThan(1.4 * rest.lips);
    expect(open.right).toBeGreaterThan(0.9 * rest.right);
  } finally {
    await rm(folder, { recursive: true });
  }
});
