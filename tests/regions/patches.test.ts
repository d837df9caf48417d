import { describe, expect, test } from "vitest";

import { LANDMARK_COUNT } from "../../src/base/landmarks.ts";
import { MOUTH_WITNESSES, PATCHES } from "../../src/regions/patches.ts";

import { GRID_POINTS } from "./made-frames.ts";

const onGrid = (landmarks: readonly number[]) => landmarks.map((landmark) => GRID_POINTS[landmark]);

function area(points: readonly (readonly [number, number])[]): number {
  return points.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = points[(i + 1) % points.length];
    return sum + (x * nextY - nextX * y) / 2;
  }, 0);
}

describe("the patches", () => {
  test("have names of their own for forehead and both cheeks", () => {
    expect(new Set(PATCHES.map(({ name }) => name)).size).toBe(PATCHES.length);
    for (const part of ["forehead", "right-cheek", "left-cheek"]) {
      expect(PATCHES.filter(({ name }) => name.startsWith(`${part}-`)).length).toBeGreaterThanOrEqual(3);
    }
  });

  test("go around their landmarks once: none repeated, each in the mesh, no side crossing another", () => {
    for (const { name, landmarks } of PATCHES) {
      expect(new Set(landmarks).size, name).toBe(landmarks.length);
      expect(
        landmarks.every((landmark) => landmark >= 0 && landmark < LANDMARK_COUNT),
        name,
      ).toBe(true);
      expect(Math.abs(area(onGrid(landmarks))), name).toBeGreaterThanOrEqual(1);
    }
  });

  test("mirror each other left and right of the nose", () => {
    const outline = (points: readonly (readonly [number, number])[]) => points.map(String).sort().join(" ");
    const outlines = PATCHES.map(({ landmarks }) => outline(onGrid(landmarks)));
    for (const { name, landmarks } of PATCHES) {
      const mirrored = onGrid(landmarks).map(([x, y]) => [6 - x, y] as const);
      expect(outlines, name).toContain(outline(mirrored));
    }
    for (const { name, landmarks } of PATCHES) {
      const side = onGrid(landmarks).reduce((sum, [x]) => sum + x, 0) / landmarks.length;
      if (name.startsWith("right-cheek")) expect(side).toBeLessThan(3);
      if (name.startsWith("left-cheek")) expect(side).toBeGreaterThan(3);
    }
  });

  test("around the mouth that witness a cover share no name with those that carry the pulse", () => {
    const names = new Set(PATCHES.map(({ name }) => name));
    for (const { name, landmarks } of MOUTH_WITNESSES) {
      expect(names).not.toContain(name);
      expect(new Set(landmarks).size).toBe(landmarks.length);
      expect(landmarks.every((landmark) => landmark >= 0 && landmark < LANDMARK_COUNT)).toBe(true);
    }
  });
});
