import { describe, expect, it } from "vitest";

import { filling, HEAD, isChest, type Movement } from "../respiration/made-motion.ts";

import { runBreathing } from "./breathing-run.ts";

const breathing =
  (brpm: number, px: number): Movement =>
  (tS, column, row) =>
    isChest(column, row) ? [0, -px * filling(tS, brpm)] : [0, 0];

describe("the height of a breath", () => {
  it.each([1, 2, 4])("of %i px is drawn in per mille of the face's width, whatever else is in view", (px) => {
    const { arrivals } = runBreathing({ seconds: 40, movement: breathing(15, px) });
    const values = arrivals
      .filter(({ message }) => message.tMs >= 30_000)
      .flatMap(({ message }) => message.samples ?? []);
    const height = Math.max(...values) - Math.min(...values);
    expect(height / ((1000 * px) / HEAD.widthPx)).toBeGreaterThan(0.85);
    expect(height / ((1000 * px) / HEAD.widthPx)).toBeLessThan(1.15);
  });

  it.each([12, 15, 20])(
    "is the same before and after its cells were found: no pause is seen at %i a minute",
    (brpm) => {
      for (const { value } of runBreathing({ seconds: 40, movement: breathing(brpm, 2) }).seconds) {
        expect(value.reason).not.toBe("no-breath");
        expect(value.noBreathS ?? 0).toBeLessThan(60 / brpm);
      }
    },
  );
});
