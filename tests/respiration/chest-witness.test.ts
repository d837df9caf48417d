import { describe, expect, test } from "vitest";

import type { HeadPlace } from "../../src/respiration/chest-place.ts";
import { planChestWitness } from "../../src/respiration/chest-witness.ts";
import type { ChestWitness } from "../../src/respiration/witness.ts";

import { correlation, filling, HEAD, isChest, type Movement, madeMotion, normal } from "./made-motion.ts";

/** What the witness says in every second up to `endS`. */
function watch(movement: Movement, endS: number, head: HeadPlace | null, noisePx = 0.03): (ChestWitness | null)[] {
  const { buffer, runTo } = madeMotion(movement, noisePx);
  const witness = planChestWitness(buffer);
  const said: (ChestWitness | null)[] = [];
  for (let s = 1; s <= endS; s++) {
    runTo(s);
    said.push(witness.read(head));
  }
  return said;
}

/** Correlation of the signal that a witness gave at second `endS` with what the chest did. */
function likeness(witness: ChestWitness | null | undefined, endS: number, truth: (tS: number) => number): number {
  if (!witness) return 0;
  const n = witness.signal.length;
  // The newest sample used may be two before the newest in the buffer: the analysis takes three at a time.
  const end = 10 * endS + 1 - ((10 * endS + 1) % 3);
  return correlation(
    witness.signal,
    Float64Array.from({ length: n }, (_, i) => truth((end - n + i) / 10)),
  );
}

const still: readonly [number, number] = [0, 0];
const breathing =
  (brpm: number, px: number): Movement =>
  (tS, column, row) =>
    isChest(column, row) ? [0, -px * filling(tS, brpm)] : still;

describe("the chest's witness", () => {
  test.each([6, 15, 40, 58])("finds %d breaths a minute without knowing where the patient is", (brpm) => {
    const said = watch(breathing(brpm, 1), 30, null).at(-1);
    expect(Math.abs(likeness(said, 30, (tS) => filling(tS, brpm)))).toBeGreaterThan(0.97);
    expect(said?.patternFound).toBe(true);
    expect(said?.lineShare).toBeGreaterThan(0.9);
    expect(said?.direction).toBeNull();
    for (const { x, y } of said?.cells ?? []) {
      expect(isChest(Math.floor((640 * x - 16) / 32), Math.floor((480 * y - 16) / 32))).toBe(true);
    }
    expect((said?.cells ?? []).reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 6);
  });

  test("knows that the chest rises towards the head when one breathes in, whichever way the patient lies", () => {
    const upright = watch(breathing(15, 1), 20, HEAD).at(-1);
    const rises = likeness(upright, 20, (tS) => filling(tS, 15)) * (upright?.direction ?? 0);
    expect(rises).toBeGreaterThan(0.97);
    // Lying with the head on the left: the chest is to the right of the chin and moves to the left.
    const lying: HeadPlace = { topXPx: 60, topYPx: 240, chinXPx: 200, chinYPx: 240, widthPx: 120 };
    const aside: Movement = (tS, column, row) => (column >= 7 && row >= 4 && row <= 9 ? [-filling(tS, 15), 0] : still);
    const said = watch(aside, 20, lying).at(-1);
    expect(likeness(said, 20, (tS) => filling(tS, 15)) * (said?.direction ?? 0)).toBeGreaterThan(0.97);
  });

  test("sees a breath of a tenth of a pixel to either side in cells whose error is half as large", () => {
    const said = watch(breathing(20, 0.2), 30, null, 0.05).at(-1);
    expect(Math.abs(likeness(said, 30, (tS) => filling(tS, 20)))).toBeGreaterThan(0.9);
  });

  test("takes the camera's shake out", () => {
    const shake = (tS: number) => 2 * Math.sin(2.1 * tS) + Math.sin(5.3 * tS);
    const shaken: Movement = (tS, column, row) => {
      const [x, y] = breathing(14, 1)(tS, column, row) ?? still;
      return [x + shake(tS), y + shake(tS + 3)];
    };
    const said = watch(shaken, 30, HEAD).at(-1);
    expect(likeness(said, 30, (tS) => filling(tS, 14)) * (said?.direction ?? 0)).toBeGreaterThan(0.97);
    const nobody: Movement = (tS) => [shake(tS), shake(tS + 3)];
    expect(watch(nobody, 30, null).every((witness) => witness === null)).toBe(true);
  });

  test("finds nothing in noise", () => {
    for (const seed of [1, 2]) {
      const { buffer, runTo } = madeMotion(() => still, 0.05, seed);
      const witness = planChestWitness(buffer);
      for (let s = 1; s <= 30; s++) {
        runTo(s);
        expect(witness.read(null)).toBeNull();
      }
    }
  });

  test("follows a breath that changes its pace from 8 to 30 a minute", () => {
    const cycles = (tS: number) => (8 * tS + (22 * tS * tS) / 100) / 60;
    const sweep = (tS: number) => filling(cycles(tS), 60);
    const said = watch((tS, column, row) => (isChest(column, row) ? [0, -sweep(tS)] : still), 50, null);
    const likenesses = said.slice(20).map((witness, i) => Math.abs(likeness(witness, 21 + i, sweep)));
    expect(likenesses.filter((r) => r > 0.95).length).toBeGreaterThan(0.9 * likenesses.length);
  });

  test("takes wind in a curtain for breath in few seconds", () => {
    let taken = 0;
    for (const seed of [5, 6, 7, 8]) {
      const random = normal(seed);
      const wind = [0];
      for (let i = 1; i < 400; i++) wind.push(0.97 * wind[i - 1] + 0.5 * random());
      const curtain: Movement = (tS, column, row) => {
        const gust = wind[Math.max(0, Math.round(10 * tS) - row)];
        return column < 6 ? [gust * (1 + row / 10), 0.3 * gust] : still;
      };
      taken += watch(curtain, 35, null)
        .slice(14)
        .filter((witness) => witness !== null).length;
    }
    expect(taken).toBeLessThan(0.2 * 4 * 21);
  });

  test("takes a body that sways for breath in few seconds", () => {
    const sway = (tS: number, lag: number) =>
      6 * Math.sin(0.6 * tS + lag) + 3 * Math.sin(1.02 * tS + 2 * lag) + 2 * Math.sin(1.74 * tS + 3 * lag);
    const swaying: Movement = (tS, column, row) =>
      column >= 5 && column <= 13 ? [sway(tS, 0) * (1 - row / 20), 0.4 * sway(tS, 1) * (1 - row / 20)] : still;
    const found = watch(swaying, 36, HEAD).filter((witness) => witness?.patternFound);
    expect(found.length).toBeLessThan(0.25 * 36);
  });

  test("keeps looking at the cells that breathed when breathing stops, and says that it would see it", () => {
    const stopping: Movement = (tS, column, row) => breathing(15, 1)(Math.min(tS, 24), column, row);
    for (const head of [HEAD, null]) {
      const said = watch(stopping, 45, head);
      for (const witness of said.slice(34)) {
        expect(witness?.canSeeAbsence).toBe(true);
        expect(witness?.disturbed).toBe(false);
        const newest = Array.from(witness?.signal.subarray(-80) ?? []);
        // Breaths are 2 px high; what is left is the bend of the last of them and the cells' own error.
        expect(Math.max(...newest) - Math.min(...newest)).toBeLessThan(0.3);
      }
    }
  });

  test("does not say so of a patient who may have left", () => {
    const leaving: Movement = (tS, column, row) => {
      if (tS < 25) return breathing(15, 1)(tS, column, row);
      if (tS > 27 || !isChest(column, row)) return still;
      return [40 * (tS - 25), 5 * Math.sin(9 * tS)];
    };
    const said = watch(leaving, 45, null);
    expect(said[23]?.canSeeAbsence).toBe(true);
    expect(said[26]?.disturbed ?? true).toBe(true);
    for (const witness of said.slice(27)) expect(witness?.canSeeAbsence ?? false).toBe(false);
  });

  test("does not say so where the cells' errors are as large as a breath, nor where the head is all that is in view", () => {
    // A face of 40 px breathes by 0.4 px; some thirty cells of 1.5 px each know their mean to 0.3.
    const far: HeadPlace = { topXPx: 320, topYPx: 200, chinXPx: 320, chinYPx: 250, widthPx: 40 };
    expect(watch(() => still, 12, far, 1.5).at(-1)?.canSeeAbsence ?? false).toBe(false);
    expect(watch(() => still, 12, far, 0.1).at(-1)?.canSeeAbsence).toBe(true);
    const chestless: Movement = (_, __, row) => (row < 7 ? still : null);
    expect(watch(chestless, 12, HEAD).at(-1)?.canSeeAbsence ?? false).toBe(false);
  });

  test("says that a nurse who passes covers the breath", () => {
    const nurse: Movement = (tS, column, row) => {
      const [x, y] = breathing(15, 1)(tS, column, row) ?? still;
      return tS > 20 && tS < 22 && column < 12 ? null : [x, y];
    };
    const said = watch(nurse, 24, HEAD);
    expect(said[18]?.disturbed).toBe(false);
    expect(said[21]?.disturbed ?? true).toBe(true);
  });

  test("says nothing in the first seconds, and nothing of a view without texture", () => {
    const said = watch(breathing(15, 1), 6, HEAD);
    expect(said.slice(0, 4)).toEqual([null, null, null, null]);
    expect(watch(() => null, 15, HEAD).every((witness) => witness === null)).toBe(true);
  });
});
