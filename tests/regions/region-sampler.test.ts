import fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { ColourFormat } from "../../src/base/frame.ts";
import { REFUSALS } from "../../src/base/refusal.ts";
import { PATCHES } from "../../src/regions/patches.ts";
import { planRegionSampler } from "../../src/regions/region-sampler.ts";

import { GRID_POINTS, gridFace, type Layout, madeFrame, type Picture, RGB, YUV } from "./made-frames.ts";

const WIDTH = 160;
const HEIGHT = 140;
const UNIT = 16;
const sampler = planRegionSampler();
const FACE = gridFace(24, 20, UNIT);

function sampled(picture: Picture, layout: Layout, colour: ColourFormat, face = FACE) {
  const { rgb, usable } = sampler.sample(madeFrame(picture, WIDTH, HEIGHT, layout, colour), face);
  return { rgb: rgb.slice(), usable: usable.slice(), names: usableNames(usable) };
}

const usableNames = (usable: Uint8Array) => sampler.names.filter((_, i) => usable[i]);
const without = (...names: readonly string[]) => sampler.names.filter((name) => !names.includes(name));
const skin: Picture = (c, x, y) => [180, 120, 95][c] + ((x * 7 + y * 13 + c) % 5);
const skinYuv: Picture = (c, x, y) => [130, 110, 150][c] + (((x >> 1) * 7 + (y >> 1) * 13 + c) % 5);

/** Middle of a patch's area on the grid (the mean of a linear function over it lies there). */
function centroid(landmarks: readonly number[]): [number, number] {
  let [area, cx, cy] = [0, 0, 0];
  landmarks.forEach((landmark, i) => {
    const [ax, ay] = GRID_POINTS[landmark];
    const [bx, by] = GRID_POINTS[landmarks[(i + 1) % landmarks.length]];
    const cross = ax * by - bx * ay;
    area += cross / 2;
    cx += ((ax + bx) * cross) / 6;
    cy += ((ay + by) * cross) / 6;
  });
  return [24 + (UNIT * cx) / area, 20 + (UNIT * cy) / area];
}

describe("the colours of the patches", () => {
  test("on a picture that rises evenly are those at the middle of each patch", () => {
    const slopes: Picture = (c, x, y) => [120 + (x >> 2), 140 - (y >> 2), 40 + (x >> 1) + (y >> 1)][c];
    const { rgb, usable } = sampled(slopes, "planar", RGB);
    expect(usable.every((flag) => flag === 1)).toBe(true);
    PATCHES.forEach(({ landmarks }, i) => {
      // A pixel's value stands for its middle, half a pixel right of and below its corner.
      const [x, y] = centroid(landmarks).map((value) => value - 0.5);
      // Whole codes in steps of four pixels lie 3/8 below the slope on the mean.
      expect(Math.abs(rgb[i * 3] - (120 + x / 4 - 0.375))).toBeLessThan(0.3);
      expect(Math.abs(rgb[i * 3 + 1] - (140 - y / 4 + 0.375))).toBeLessThan(0.3);
      expect(Math.abs(rgb[i * 3 + 2] - (40 + x / 2 + y / 2 - 0.5))).toBeLessThan(0.3);
    });
  });

  test("are the same whether RGB lies in planes or packed by three or four bytes", () => {
    const planar = sampled(skin, "planar", RGB);
    expect(planar.names).toEqual(sampler.names);
    for (const layout of ["packed3", "packed4"] as const) expect(sampled(skin, layout, RGB)).toEqual(planar);
  });

  test("are the same in 4:2:0, NV12 and full chroma", () => {
    const planar = sampled(skinYuv, "planar", YUV);
    const face420 = sampled(skinYuv, "planar420", YUV);
    expect(sampled(skinYuv, "nv12", YUV)).toEqual(face420);
    expect(face420.names).toEqual(planar.names);
    face420.rgb.forEach((value, i) => {
      expect(Math.abs(value - planar.rgb[i])).toBeLessThan(0.3);
    });
  });

  test("of a gray picture are gray", () => {
    const { rgb, names } = sampled((_, x) => 90 + (x % 2), "planar", { model: "gray", range: "full", matrix: "bt709" });
    expect(names).toEqual(sampler.names);
    for (let i = 0; i < rgb.length; i += 3) expect([rgb[i + 1], rgb[i + 2]]).toEqual([rgb[i], rgb[i]]);
  });

  test("follow a face that moves by parts of a pixel along a slope", () => {
    fc.assert(
      fc.property(fc.double({ min: -20, max: 30, noNaN: true }), (shift) => {
        const slope: Picture = (_, x) => 40 + x;
        const here = sampled(slope, "planar", RGB);
        const there = sampled(slope, "planar", RGB, gridFace(24 + shift, 20, UNIT));
        for (let i = 0; i < here.rgb.length; i += 3) expect(there.rgb[i] - here.rgb[i]).toBeCloseTo(shift, 1);
      }),
      { numRuns: 20 },
    );
  });
});

describe("a patch of another colour", () => {
  const { landmarks, name } = PATCHES[PATCHES.length - 1];
  const [maskX, maskY] = centroid(landmarks);
  const masked =
    (mask: readonly number[]): Picture =>
    (c, x, y) =>
      Math.abs(x - maskX) < 12 && Math.abs(y - maskY) < 12 ? mask[c] : skin(c, x, y);

  test("is refused as not skin: a surgical mask over a cheek", () => {
    const { names } = sampled(masked([120, 170, 190]), "planar", RGB);
    expect(names).not.toContain(name);
    expect(names).toContain("forehead-3");
  });

  test("is kept where it is the same skin in shadow", () => {
    expect(sampled(masked([72, 48, 38]), "planar", RGB).names).toContain(name);
  });
});

describe("a patch is not usable", () => {
  test("when more than a tenth of it lies outside of the frame", () => {
    const outside = (share: number) => sampled(skin, "packed3", RGB, gridFace(-share * UNIT, 20, UNIT)).names;
    expect(outside(0.05)).toEqual(sampler.names);
    expect(outside(0.2)).toEqual(without("forehead-1", "right-cheek-1", "right-cheek-3"));
    expect(sampled(skin, "packed3", RGB, gridFace(-500, -500, UNIT)).names).toEqual([]);
  });

  test("when it has fewer than 24 pixels", () => {
    expect(sampled(skin, "planar", RGB, gridFace(40.3, 40.3, 5.2)).names).toEqual(sampler.names);
    const small = sampled(skin, "planar", RGB, gridFace(40.3, 40.3, 4.6)).names;
    expect(small).not.toContain("forehead-1");
    expect(small).toContain("forehead-7");
    expect(sampled(skin, "planar", RGB, gridFace(40, 40, 0)).names).toEqual([]);
  });

  test("when more than a tenth of it is at the sensor's limit, bright or dark", () => {
    const [x, y] = [24 + 1 * UNIT, 20];
    const stained =
      (picture: Picture, value: number, share: number): Picture =>
      (c, px, py) =>
        c === 0 && px >= x && px < x + UNIT && py >= y && py < y + share * UNIT ? value : picture(c, px, py);
    for (const [format, picture, dark, bright] of [
      [RGB, skin, 0, 255],
      [YUV, skinYuv, 16, 235],
    ] as const) {
      for (const limit of [dark, bright]) {
        expect(sampled(stained(picture, limit, 1 / 16), "planar", format).names).toEqual(sampler.names);
        expect(sampled(stained(picture, limit, 3 / 16), "planar", format).names).toEqual(without("forehead-2"));
      }
    }
  });

  test("when the light leaves nothing in one of the three colours", () => {
    // Deep amber light: the blue of these codes is 120 + 2.018 * (68 - 128) - 18.6 < 0.
    expect(sampled((c) => [120, 68, 160][c], "nv12", YUV).names).toEqual([]);
  });

  test("when a landmark is not a number", () => {
    const face = gridFace(24, 20, UNIT);
    face.points[103 * 3] = Number.NaN;
    face.points[280 * 3 + 1] = Number.NaN;
    const { names } = sampled(skin, "planar", RGB, face);
    expect(names).toEqual(without("forehead-1", "left-cheek-1", "left-cheek-2", "left-cheek-3", "left-cheek-4"));
  });
});

test("regions that are left out are refused as such, and the others are as before", () => {
  const frame = madeFrame(skin, WIDTH, HEIGHT, "planar", RGB);
  const whole = sampler.sample(frame, FACE).rgb.slice();
  const { rgb, usable, refusals } = sampler.sample(frame, FACE, 3);
  PATCHES.forEach((_, i) => {
    const read = i % 3 !== 2;
    expect(usable[i]).toBe(read ? 1 : 0);
    expect(REFUSALS[refusals[i]]).toBe(read ? "none" : "left-out");
    if (read) expect(rgb.slice(3 * i, 3 * i + 3)).toEqual(whole.slice(3 * i, 3 * i + 3));
  });
});
