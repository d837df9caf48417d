import { describe, expect, test } from "vitest";

import type { HeadPlace } from "../../src/respiration/chest-place.ts";
import { planChestWitness } from "../../src/respiration/chest-witness.ts";

import { filling, HEAD, type Movement, madeMotion, normal } from "./made-motion.ts";

const SECONDS = 24;
const still: readonly [number, number] = [0, 0];
const swing = (tS: number, periodS: number) => Math.sin((2 * Math.PI * tS) / periodS);

/** Seconds in which cells were taken to breathe. */
function taken(movement: Movement, head: HeadPlace | null = null, noisePx = 0.03): number {
  const { buffer, runTo } = madeMotion(movement, noisePx);
  const chest = planChestWitness(buffer);
  let found = 0;
  for (let s = 1; s <= SECONDS; s++) {
    runTo(s);
    if (chest.read(head)?.patternFound) found++;
  }
  return found;
}

describe("a camera that moves in a rhythm over an empty bed", () => {
  // By 0.3 px in 288: a sixteenth of a degree, in a picture whose cells err by a third of that.
  const px = (tS: number) => (0.3 / 9) * swing(tS, 5);

  test("is no chest where it turns about its own axis", () => {
    expect(taken((tS, column, row) => [-px(tS) * (row - 6.5), px(tS) * (column - 9)], null, 0.1)).toBe(0);
  });

  test("is no chest where it turns about a point near a corner of its view", () => {
    expect(taken((tS, column, row) => [-px(tS) * (row - 12), px(tS) * (column - 2)], null, 0.1)).toBe(0);
  });

  test("is no chest where it zooms", () => {
    expect(taken((tS, column, row) => [px(tS) * (column - 9), px(tS) * (row - 6.5)], null, 0.1)).toBe(0);
  });
});

describe("a camera that sways before a bed that is nearer than its wall", () => {
  const sway = (tS: number) => 2.5 * swing(tS, 5);
  const isBed = (column: number, row: number) => column >= 4 && column <= 14 && row >= 6;

  test("makes no chest of the empty bed, which moves by more than the wall", () => {
    expect(taken((tS, column, row) => [sway(tS) * (isBed(column, row) ? 1.15 : 1), 0])).toBe(0);
  });
});

describe("a curtain that swings in time", () => {
  test("is no chest where its rail is at the upper edge of the view", () => {
    expect(taken((tS, column, row) => (column < 5 ? [(3 * swing(tS, 4) * row) / 13, 0] : still))).toBe(0);
  });

  test("is no chest where its rail is in view", () => {
    const movement: Movement = (tS, column, row) =>
      column < 3 && row >= 3 ? [2 * swing(tS, 4) * (0.6 + 0.04 * (row - 3)), 0] : still;
    expect(taken(movement)).toBe(0);
  });

  test("is no chest where a third of its cells is not seen", () => {
    const movement: Movement = (tS, column, row) => {
      if (column < 14) return still;
      return (row + 2 * column) % 3 === 0 ? null : [4 * swing(tS, 4) * (0.3 + 0.05 * row), 0];
    };
    expect(taken(movement)).toBe(0);
  });
});

describe("still cells that wander with a curtain by chance", () => {
  test("do not make it a chest, nor what its folds do across its swing", () => {
    const random = normal(5);
    const folds = Float64Array.from({ length: 19 * 14 }, () => 0.6 * random());
    const movement: Movement = (tS, column, row) => {
      const along = swing(tS, 3);
      if (column >= 14) return [3 * along * (0.3 + 0.05 * row), folds[19 * row + column] * along];
      return (5 * row + 3 * column) % 17 === 0 ? [0.25 * along, 0] : still;
    };
    expect(taken(movement)).toBe(0);
  });
});

describe("a light that makes a still picture seem to move", () => {
  test("is no chest: each cell goes its own way", () => {
    const random = normal(3);
    const ways = Float64Array.from({ length: 2 * 19 * 14 }, () => 0.3 * random());
    for (const head of [null, HEAD]) {
      const blinking: Movement = (tS, column, row) => {
        if (column < 2 || column > 13 || row < 3) return still;
        const cell = 2 * (19 * row + column);
        return [ways[cell] * swing(tS, 2), ways[cell + 1] * swing(tS, 2)];
      };
      expect(taken(blinking, head)).toBe(0);
    }
  });
});

describe("a patient", () => {
  test("who lies across the view and fills much of it is seen without a head", () => {
    const across: Movement = (tS, column, row) =>
      column >= 5 && column <= 16 && row >= 3 && row <= 11 ? [-1.5 * filling(tS, 15), 0] : still;
    expect(taken(across)).toBeGreaterThan(10);
  });

  test("whose upper half of the chest lifts twice as far as the lower one is seen", () => {
    const uneven: Movement = (tS, column, row) =>
      column >= 4 && column <= 14 && row >= 6 ? [0, -filling(tS, 15) * (2 - (row - 6) / 7)] : still;
    expect(taken(uneven)).toBeGreaterThan(10);
    expect(taken(uneven, HEAD)).toBeGreaterThan(10);
  });
});
