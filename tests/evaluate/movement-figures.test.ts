import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { matchEvents } from "../../src/evaluate/matched-events.ts";
import { movementFigures } from "../../src/evaluate/movement-figures.ts";
import { totalMovement } from "../../src/evaluate/movement-table.ts";
import type { MovementTruth, StateTruth } from "../../src/evaluate/movement-truth.ts";

import { madeEvents, madeTrace, pulseAt } from "./made-movement.ts";

function known(states: readonly StateTruth[], blinksMs: readonly number[] | null = null): MovementTruth {
  return { states, blinksMs };
}

const OPEN: StateTruth = { state: "mouth open", activeMs: [[5000, 8000]], inactiveMs: null };

describe("events", () => {
  test("are paired one to one up to the tolerance: two told for one blink leave one false", () => {
    expect(matchEvents([1000, 5000, 9000], [700, 1400, 5500, 9501], { earlyMs: 500, lateMs: 500 })).toEqual({
      real: 3,
      told: 4,
      found: 2,
      missed: 1,
      false: 2,
    });
  });

  test("are paired as often as can be, whatever their times", () => {
    const times = fc
      .array(fc.integer({ min: 0, max: 6000 }), { maxLength: 5 })
      .map((list) => list.sort((a, b) => a - b));
    fc.assert(
      fc.property(times, times, (real, told) => {
        // The most pairs, tried in every way.
        const most = (r: number, free: readonly number[]): number =>
          r === real.length
            ? 0
            : Math.max(
                most(r + 1, free),
                ...free
                  .filter((tMs) => tMs >= real[r] - 300 && tMs <= real[r] + 900)
                  .map((tMs) => 1 + most(r + 1, free.toSpliced(free.indexOf(tMs), 1))),
              );
        const { found, missed, false: wrong } = matchEvents(real, told, { earlyMs: 300, lateMs: 900 });
        expect(found).toBe(most(0, told));
        expect([found + missed, found + wrong]).toEqual([real.length, told.length]);
      }),
    );
  });
});

describe("a state's trace", () => {
  test("that is 400 ms late and ends 400 ms late is found, and right throughout", () => {
    const [row] = movementFigures(madeTrace(12, { mouthOpen: pulseAt([5400, 8400]) }), known([OPEN])) ?? [];
    expect(row).toMatchObject({ what: "mouth open", real: 1, told: 1, found: 1, missed: 0, false: 0 });
    // 4.5 s before, 2.1 s within (both borders included) and 3.4 s after.
    expect(row.time).toEqual({ judgedS: 10, seenShare: 1, rightShare: 1 });
  });

  test("that is open at the wrong time is missed and false, a run once", () => {
    const [row] =
      movementFigures(madeTrace(12, { mouthOpen: pulseAt([1000, 2000], [10_000, 11_000]) }), known([OPEN])) ?? [];
    expect(row).toMatchObject({ real: 1, told: 2, found: 0, missed: 1, false: 2 });
    // 10 s judged: 2 s open though closed, and 2.1 s closed though open.
    expect(row.time?.rightShare).toBeCloseTo((10 - 2 - 2.1) / 10, 9);
  });

  test("is not judged where it cannot be seen, and its share says how much that is", () => {
    const seen = (tMs: number) => (tMs < 6000 ? 0 : null);
    const [row] = movementFigures(madeTrace(12, { mouthOpen: seen }), known([OPEN])) ?? [];
    expect(row).toMatchObject({ found: 0, missed: 1, false: 0 });
    expect(row.time?.seenShare).toBeCloseTo((4.5 + 0.5) / 10, 9);
    expect(row.time?.rightShare).toBeCloseTo(4.5 / 5, 9);
  });

  test("is false only in the times that are surely closed, where those are given", () => {
    const truth: StateTruth = { ...OPEN, inactiveMs: [[1000, 2000]] };
    const trace = madeTrace(12, { mouthOpen: pulseAt([3000, 4000], [5000, 8000]) });
    expect(movementFigures(trace, known([truth]))?.[0]).toMatchObject({ found: 1, false: 0 });
    const talking = madeTrace(12, { mouthOpen: pulseAt([1500, 4000]) });
    expect(movementFigures(talking, known([truth]))?.[0]).toMatchObject({ found: 0, false: 1 });
  });

  test("of a smile has the side of the larger movement", () => {
    const states: StateTruth[] = [
      { state: "smile left", activeMs: [[5000, 8000]], inactiveMs: null },
      { state: "smile right", activeMs: [], inactiveMs: null },
    ];
    const smile = pulseAt([5000, 8000]);
    const left = movementFigures(madeTrace(12, { asymmetry: (tMs) => 0.4 * smile(tMs) }), known(states));
    expect(left?.map(({ found, false: wrong }) => [found, wrong])).toEqual([
      [1, 0],
      [0, 0],
    ]);
    const turned = movementFigures(madeTrace(12, { asymmetry: (tMs) => -0.4 * smile(tMs) }), known(states));
    expect(turned?.map(({ found, false: wrong }) => [found, wrong])).toEqual([
      [0, 0],
      [0, 1],
    ]);
  });

  test("of the eyes needs both, and blinks are closed eyes while they last", () => {
    const closed: StateTruth = { state: "eyes closed", activeMs: [[5000, 8000]], inactiveMs: null };
    const right = pulseAt([2000, 2300], [5000, 8000]);
    const one = movementFigures(madeTrace(12, { rightEyeClosed: right }), known([closed]));
    expect(one?.[0]).toMatchObject({ what: "eyes closed", found: 0, false: 0 });
    const both = madeTrace(12, { rightEyeClosed: right, leftEyeClosed: right });
    expect(movementFigures(both, known([closed]))?.[0]).toMatchObject({ found: 1, false: 1 });
    expect(movementFigures(both, known([closed], [2100]))?.[1]).toMatchObject({ found: 1, false: 0 });
  });
});

describe("what events tell", () => {
  const truth = known([{ state: "grimace", activeMs: [[3000, 6000]], inactiveMs: null }], [1000, 8000, 30_000]);
  const readings = [
    ...madeTrace(10, {}),
    ...madeEvents("blink", [1200, 7000]),
    ...madeEvents("grimace-began", [3800]),
    ...madeEvents("grimace-ended", [7100]),
  ];

  test("stands against blinks and against the borders of states, up to the end of the trace", () => {
    const rows = movementFigures(readings, truth)?.map(({ what, real, found, missed, false: wrong }) => [
      what,
      [real, found, missed, wrong],
    ]);
    expect(Object.fromEntries(rows ?? [])).toEqual({
      blink: [2, 1, 1, 1],
      grimace: [1, 0, 1, 0],
      "grimace began, told": [1, 1, 0, 0],
      "grimace ended, told": [1, 0, 1, 1],
    });
  });

  test("is nothing where no face was followed", () => {
    expect(movementFigures([], truth)).toBeNull();
  });
});

test("recordings together add counts and weigh shares by the time that they stand for", () => {
  const trace = madeTrace(12, { mouthOpen: pulseAt([5000, 8000]) });
  const blind = madeTrace(12, { mouthOpen: (tMs) => (tMs < 6000 ? 0 : null) });
  const parts = [trace, blind].map((readings) => movementFigures(readings, known([OPEN], [])) ?? []);
  const [blinks, mouth] = totalMovement(parts);
  expect(blinks).toMatchObject({ what: "blink", real: 0, time: null });
  expect(mouth).toMatchObject({ real: 2, found: 1, missed: 1 });
  expect(mouth.time?.judgedS).toBeCloseTo(20, 9);
  expect(mouth.time?.seenShare).toBeCloseTo((10 + 5) / 20, 9);
  expect(mouth.time?.rightShare).toBeCloseTo((10 + 4.5) / (10 + 5), 9);
});
