import fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { ColourFormat } from "../../src/base/frame.ts";
import { type FaceLandmarks, LANDMARK_COUNT } from "../../src/base/landmarks.ts";
import { planMouthCover } from "../../src/regions/mouth-cover.ts";
import { MOUTH_WITNESSES } from "../../src/regions/patches.ts";

import { madeFrame, RGB } from "./made-frames.ts";

type Rgb = readonly [number, number, number];
/** Colours of the right and the left half of the upper lip's skin, and of the chin. */
type Witnessed = readonly [Rgb, Rgb, Rgb];

const SIDE = 120;
const GRAY: ColourFormat = { model: "gray", range: "full", matrix: "bt709" };
/** Skin in sRGB codes after photographs of the Monk scale: light, middle, dark. */
const SKINS: readonly Rgb[] = [
  [228, 190, 165],
  [176, 130, 100],
  [92, 62, 48],
];
const [LIGHT, MIDDLE, DARK] = SKINS;

/** Where the outlines' landmarks lie: the halves of the lip left and right of x = 60, the chin below. */
const PLACES: Readonly<Record<number, readonly [number, number]>> = {
  ...{ 98: [36, 20], 2: [60, 20], 164: [60, 32], 0: [60, 44], 37: [54, 44], 39: [48, 44], 40: [42, 44], 92: [36, 44] },
  ...{ 327: [84, 20], 267: [66, 44], 269: [72, 44], 270: [78, 44], 322: [84, 44] },
  ...{ 201: [45, 80], 421: [75, 80], 428: [75, 104], 199: [60, 104], 208: [45, 104] },
};

function faceAt(shiftX = 0): FaceLandmarks {
  const points = new Float32Array(LANDMARK_COUNT * 3).fill(-1000);
  for (const { landmarks } of MOUTH_WITNESSES) {
    for (const landmark of landmarks) {
      const [x, y] = PLACES[landmark];
      points[landmark * 3] = shiftX + x;
      points[landmark * 3 + 1] = y;
    }
  }
  return { points, score: 1, widthPx: 160 };
}

const colourAt = ([right, left, chin]: Witnessed, x: number, y: number): Rgb => {
  if (y >= 62) return chin;
  return x < 60 ? right : left;
};

function frameOf(colours: Witnessed, tMs = 0, colour = RGB) {
  const frame = madeFrame((c, x, y) => Math.round(colourAt(colours, x, y)[c]), SIDE, SIDE, "planar", colour);
  return { ...frame, tMs };
}

/** The first judgement of a face with this skin. */
function judged(skin: Rgb, colours: Witnessed, colour = RGB, face = faceAt()): boolean {
  const patches = Float64Array.from({ length: 24 }, (_, i) => skin[i % 3]);
  return planMouthCover().step(frameOf(colours, 0, colour), face, patches, new Uint8Array(8).fill(1));
}

const all = (colour: Rgb): Witnessed => [colour, colour, colour];
const times = (colour: Rgb, gain: number): Rgb => [colour[0] * gain, colour[1] * gain, colour[2] * gain];

describe("a mouth is covered", () => {
  for (const [what, colour] of [
    ["a blue mask", [120, 170, 205]],
    ["a white mask", [225, 226, 228]],
    ["a green mask", [150, 200, 180]],
    ["a white mask at the sensor's limit", [255, 255, 255]],
  ] as const) {
    test(`by ${what}, on skin of any tone`, () => {
      for (const skin of SKINS) expect(judged(skin, all(colour))).toBe(true);
    });
  }

  test("by beige tape across the upper lip, over both of its halves", () => {
    const tape: Rgb = [218, 213, 202];
    for (const skin of SKINS) {
      expect(judged(skin, [tape, tape, skin])).toBe(true);
      expect(judged(skin, [tape, skin, skin])).toBe(false);
    }
  });

  test("where it lies outside of the frame", () => {
    expect(judged(MIDDLE, all(MIDDLE), RGB, faceAt(-70))).toBe(true);
    expect(judged(MIDDLE, all(MIDDLE), RGB, faceAt(-20))).toBe(false);
  });

  test("by a mask in any light of one colour, and bare skin in it is not", () => {
    const gain = fc.double({ min: 0.4, max: 1, noNaN: true });
    fc.assert(
      fc.property(gain, gain, gain, fc.constantFrom(...SKINS), (red, green, blue, skin) => {
        // Light of another colour scales the channels, and so does its root, the code.
        const lit = ([r, g, b]: Rgb): Rgb => [r * red, g * green, b * blue];
        expect(judged(lit(skin), all(lit([215, 216, 218])))).toBe(true);
        expect(judged(lit(skin), all(lit(skin)))).toBe(false);
      }),
      { numRuns: 40 },
    );
  });
});

describe("a mouth is not covered", () => {
  const redder = ([r, g, b]: Rgb): Rgb => [r, g * 0.8, b * 0.8];
  for (const [what, colourOf] of [
    ["skin itself", (skin: Rgb) => skin],
    ["skin in shadow", (skin: Rgb) => times(skin, 0.5)],
    ["skin in brighter light", (skin: Rgb) => times(skin, 1.1)],
    ["reddened skin, or lipstick beside the lip", redder],
    ["a shaven beard's shade", ([r, g, b]: Rgb): Rgb => [r * 0.72, g * 0.78, b * 0.8]],
  ] as const) {
    test(`by ${what}`, () => {
      for (const skin of SKINS) expect(judged(skin, all(colourOf(skin)))).toBe(false);
    });
  }

  test("by a black or a brown beard, nor by a grey one of the darkness that beards have", () => {
    for (const beard of [
      [40, 36, 34],
      [88, 66, 50],
      [105, 98, 92],
    ] as const) {
      expect(judged(LIGHT, all(beard))).toBe(false);
    }
    expect(judged(DARK, all([30, 27, 26]))).toBe(false);
  });

  test("by a highlight on the chin alone", () => {
    expect(judged(MIDDLE, [MIDDLE, MIDDLE, [235, 220, 210]])).toBe(false);
  });

  test("where too little of the face's own skin is known", () => {
    const cover = planMouthCover();
    const usable = Uint8Array.from([1, 1, 1, 0, 0, 0, 0, 0]);
    expect(cover.step(frameOf(all([120, 170, 205])), faceAt(), new Float64Array(24).fill(150), usable)).toBe(false);
  });

  test("where the witnesses have no size or no place", () => {
    const nowhere = faceAt();
    nowhere.points.fill(Number.NaN);
    expect(judged(MIDDLE, all([120, 170, 205]), RGB, nowhere)).toBe(false);
    nowhere.points.fill(50);
    expect(judged(MIDDLE, all([120, 170, 205]), RGB, nowhere)).toBe(false);
  });
});

test("in a grey picture a cover is noticed only where it is far lighter than the face", () => {
  const grey = (code: number): Rgb => [code, code, code];
  expect(judged(grey(100), all(grey(100)), GRAY)).toBe(false);
  expect(judged(grey(100), all(grey(60)), GRAY)).toBe(false);
  expect(judged(grey(100), all(grey(135)), GRAY)).toBe(false);
  expect(judged(grey(100), all(grey(160)), GRAY)).toBe(true);
});

describe("what is said of the mouth", () => {
  const MASK: Rgb = [120, 170, 205];
  const skinPatches = Float64Array.from({ length: 24 }, (_, i) => MIDDLE[i % 3]);
  const usable = new Uint8Array(8).fill(1);

  /** Times at which it counts as covered, at 25 frames a second. */
  const covered = (maskedMs: readonly [number, number], untilMs: number): number[] => {
    const cover = planMouthCover();
    const told: number[] = [];
    for (let tMs = 0; tMs < untilMs; tMs += 40) {
      const colours = tMs >= maskedMs[0] && tMs < maskedMs[1] ? all(MASK) : all(MIDDLE);
      if (cover.step(frameOf(colours, tMs), faceAt(), skinPatches, usable)) told.push(tMs);
    }
    return told;
  };

  test("follows a mask that is put on and off within a second", () => {
    const told = covered([1000, 4000], 6000);
    expect(told[0]).toBeGreaterThan(1000);
    expect(told[0]).toBeLessThan(2000);
    expect(told.at(-1)).toBeGreaterThan(4000);
    expect(told.at(-1)).toBeLessThan(5000);
    expect(told.length).toBe(((told.at(-1) ?? 0) - told[0]) / 40 + 1);
  });

  test("does not change for a gloved hand that passes", () => {
    expect(covered([1000, 1380], 3000)).toEqual([]);
  });

  test("begins anew after two seconds without the face, and where time steps back", () => {
    for (const nextMs of [5000, 0]) {
      const cover = planMouthCover();
      expect(cover.step(frameOf(all(MASK), 1000), faceAt(), skinPatches, usable)).toBe(true);
      expect(cover.step(frameOf(all(MIDDLE), nextMs), faceAt(), skinPatches, usable)).toBe(false);
    }
  });
});
