import { describe, expect, it } from "vitest";

import type { ChestPool } from "../../src/respiration/chest-pool.ts";
import type { StillCell } from "../../src/respiration/chest-room.ts";
import { type ChestStep, planChestStep } from "../../src/respiration/chest-step.ts";

import { COLUMNS, filling, isChest, type Movement, madeMotion } from "./made-motion.ts";

const BRPM = 15;
const breath = (tS: number) => filling(tS, BRPM);
const shake = (tS: number): [number, number] => [2 * Math.sin(2.1 * tS), 3 * Math.sin(5.3 * tS) + 0.5 * tS];

interface Member {
  readonly column: number;
  readonly row: number;
  readonly axis?: "xPx" | "yPx";
  readonly gain?: number;
  readonly trust?: number;
}

const poolOf = (members: readonly Member[]): ChestPool => ({
  amplitudePx: 1,
  members: members.map(({ column, row, axis = "yPx", gain = 1, trust = 100 }) => ({
    cell: row * COLUMNS + column,
    axis,
    gain,
    trust,
  })),
});

/** Cells of one row, moving one pixel up while the pool moves by one. */
const rowOf = (columns: readonly number[], more: Partial<Member> = {}) =>
  poolOf(columns.map((column) => ({ column, row: 10, gain: -1, ...more })));

const stillIn = (row: number): StillCell[] =>
  Array.from({ length: COLUMNS }, (_, column) => ({ cell: row * COLUMNS + column, weight: 1 + column }));

/** Steps up to `endS`, where cells have no error of their own. */
function stepsOf(
  movement: Movement,
  pool: ChestPool,
  still: readonly StillCell[] = [],
  endS = 12,
  noisePx = 1e-7,
): { step: ChestStep; steps: (number | null)[]; n: number } {
  const { buffer, runTo } = madeMotion(movement, noisePx);
  runTo(endS);
  const step = planChestStep(buffer, pool, still, still);
  return { step, steps: Array.from({ length: buffer.length }, (_, sample) => step.at(sample)), n: buffer.length };
}

/** Sum of the steps from sample `from` to `to`; a step that is null adds nothing. */
const way = (steps: readonly (number | null)[], from: number, to: number) =>
  steps.slice(from + 1, to + 1).reduce<number>((sum, step) => sum + (step ?? 0), 0);

const breathing: Movement = (tS, column, row) => (isChest(column, row) ? [0, -breath(tS)] : [0, 0]);

describe("planChestStep", () => {
  it("gives steps that add up to what the chest moved", () => {
    const { steps, n } = stepsOf(breathing, rowOf([7, 8, 9, 10]));
    for (let i = 2; i < n; i++) expect(way(steps, 1, i)).toBeCloseTo(breath(i / 10) - breath(0.1), 4);
  });

  it("fits the pool's movement to cells that move by more, by less and the other way", () => {
    const gains = [-2, -0.5, 1.5];
    const movement: Movement = (tS, column) => [0, (gains[column - 7] ?? 0) * breath(tS)];
    const pool = poolOf(gains.map((gain, k) => ({ column: 7 + k, row: 10, gain, trust: 10 ** k })));
    const { steps, n } = stepsOf(movement, pool);
    expect(way(steps, 1, n - 1)).toBeCloseTo(breath((n - 1) / 10) - breath(0.1), 4);
    expect(way(steps, 40, 52)).toBeCloseTo(breath(5.2) - breath(4), 4);
  });

  it("joins both axes of a chest that moves aside", () => {
    const movement: Movement = (tS) => [0.6 * breath(tS), -0.8 * breath(tS)];
    const pool = poolOf([
      { column: 8, row: 10, axis: "xPx", gain: 0.6 },
      { column: 8, row: 10, axis: "yPx", gain: -0.8 },
    ]);
    const { steps } = stepsOf(movement, pool);
    expect(way(steps, 40, 56)).toBeCloseTo(breath(5.6) - breath(4), 4);
  });

  it("weighs cells by what they are worth: the errors of doubtful ones hardly show", () => {
    const doubtful: Movement = (tS, column, row) => {
      const [x, y] = breathing(tS, column, row) ?? [0, 0];
      return column === 7 ? [x, y + Math.sin(40 * tS)] : [x, y];
    };
    const pool = poolOf([
      { column: 7, row: 10, gain: -1, trust: 1 },
      { column: 8, row: 10, gain: -1, trust: 999 },
    ]);
    const { steps } = stepsOf(doubtful, pool);
    for (let i = 2; i < steps.length; i++) {
      expect(Math.abs((steps[i] ?? 9) - breath(i / 10) + breath((i - 1) / 10))).toBeLessThan(2.1e-3);
    }
  });

  it("takes out what the camera does to the still cells and the chest alike", () => {
    const shaken: Movement = (tS, column, row) => {
      const [x, y] = breathing(tS, column, row) ?? [0, 0];
      return [x + shake(tS)[0], y + shake(tS)[1]];
    };
    const { steps, n } = stepsOf(shaken, rowOf([7, 8, 9, 10]), stillIn(1));
    for (let i = 2; i < n; i++) expect(way(steps, 1, i)).toBeCloseTo(breath(i / 10) - breath(0.1), 3);
    const shown = stepsOf(shaken, rowOf([7, 8, 9, 10]));
    expect(Math.max(...shown.steps.map((step) => Math.abs(step ?? 0)))).toBeGreaterThan(1);
  });

  it("takes the camera from the still cells that are found", () => {
    const shaken: Movement = (tS, column, row) => {
      if (row === 1 && (column + Math.floor(tS)) % 3 === 0) return null;
      const [x, y] = breathing(tS, column, row) ?? [0, 0];
      return [x + shake(tS)[0], y + shake(tS)[1]];
    };
    const { steps, n } = stepsOf(shaken, rowOf([7, 8, 9, 10]), stillIn(1));
    expect(steps.slice(2)).not.toContain(null);
    expect(way(steps, 1, n - 1)).toBeCloseTo(breath((n - 1) / 10) - breath(0.1), 3);
  });

  it("says nothing while none of the still cells tells what the camera does", () => {
    const covered: Movement = (tS, column, row) => {
      if (row === 1 && tS >= 5 && tS < 6) return null;
      const [x, y] = breathing(tS, column, row) ?? [0, 0];
      return [x + shake(tS)[0], y + shake(tS)[1]];
    };
    const { steps } = stepsOf(covered, rowOf([7, 8, 9, 10]), stillIn(1));
    expect(steps[48]).not.toBeNull();
    expect(steps.slice(51, 60)).toEqual(Array(9).fill(null));
    expect(steps[63]).not.toBeNull();
  });

  it("is null before there were two samples and while nothing was found", () => {
    const { steps } = stepsOf(breathing, rowOf([7, 8]));
    expect(steps.slice(0, 2)).toEqual([null, null]);
    expect(stepsOf(() => null, rowOf([7, 8])).steps.every((step) => step === null)).toBe(true);
    expect(stepsOf(breathing, poolOf([])).steps.every((step) => step === null)).toBe(true);
  });

  it.each([
    { lost: [7], heard: true },
    { lost: [7, 8], heard: true },
    { lost: [7, 8, 9], heard: false },
  ])("of four alike cells $lost are lost: heard is $heard", ({ lost, heard }) => {
    const movement: Movement = (tS, column, row) =>
      lost.includes(column) && tS >= 5 && tS < 7 ? null : breathing(tS, column, row);
    const { steps } = stepsOf(movement, rowOf([7, 8, 9, 10]));
    for (let i = 52; i < 70; i++) {
      if (heard) expect(steps[i]).toBeCloseTo(breath(i / 10) - breath((i - 1) / 10), 4);
      else expect(steps[i]).toBeNull();
    }
  });

  it("counts weights, not cells", () => {
    const movement: Movement = (tS, column, row) => (column === 7 && tS >= 5 ? null : breathing(tS, column, row));
    const members = (heavy: number) => [
      { column: 7, row: 10, gain: -heavy },
      { column: 8, row: 10, gain: -1 },
      { column: 9, row: 10, gain: -1 },
    ];
    // 1.2 squared of 3.44 is less than half, 2 squared of 6 is more.
    expect(stepsOf(movement, poolOf(members(1.2))).steps[60]).not.toBeNull();
    expect(stepsOf(movement, poolOf(members(2))).steps[60]).toBeNull();
  });

  it("makes no jump of a cell that is lost, nor of one that is found elsewhere", () => {
    const lostAndMoved: Movement = (tS, column, row) => {
      if (column === 7 && tS >= 5 && tS < 7) return null;
      const [x, y] = breathing(tS, column, row) ?? [0, 0];
      return column === 7 && tS >= 7 ? [x, y + 80] : [x, y];
    };
    const { steps } = stepsOf(lostAndMoved, rowOf([7, 8, 9, 10]));
    for (let i = 2; i < steps.length; i++) {
      expect(steps[i]).toBeCloseTo(breath(i / 10) - breath((i - 1) / 10), 4);
    }
  });

  it("does not add up the way of a chest that moved while it was not found", () => {
    const movement: Movement = (tS, column, row) => {
      if (tS >= 5 && tS < 7) return null;
      const [x, y] = breathing(tS, column, row) ?? [0, 0];
      return [x, y + (tS >= 7 ? 40 : 0)];
    };
    const { steps } = stepsOf(movement, rowOf([7, 8, 9, 10]));
    for (const step of steps) expect(Math.abs(step ?? 0)).toBeLessThan(0.2);
  });

  it("averages the errors of the cells", () => {
    const columns = [6, 7, 8, 9, 10, 11, 12];
    const many = poolOf([8, 9, 10, 11, 12].flatMap((row) => columns.map((column) => ({ column, row }))));
    const { steps } = stepsOf(() => [0, 0], many, [], 30, 0.1);
    const heard = steps.filter((step) => step !== null);
    const sd = Math.sqrt(heard.reduce((sum, step) => sum + step * step, 0) / heard.length);
    // A step is the difference of two means of 35; a standard deviation of 299 is within 3 * 6 %, neighbours sharing a sample.
    expect(sd / (0.1 * Math.sqrt(2 / 35))).toBeGreaterThan(0.82);
    expect(sd / (0.1 * Math.sqrt(2 / 35))).toBeLessThan(1.18);
  });
});
