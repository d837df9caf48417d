import { expect, test } from "vitest";

import { MOVEMENT_CHANNELS, type MovementMessage, UNSEEN_MOVEMENT } from "../../src/wire/movement.ts";
import { type MovementChannel, MovementTape } from "../../src/wire/movement-tape.ts";
import { degreeWords, type RowName, STRIP_ROWS } from "../../web-ui/src/movement/strip-rows.ts";
import { unseenStretches } from "../../web-ui/src/movement/unseen-stretches.ts";
import { en } from "../../web-ui/src/words/en.ts";

function rowOf(name: RowName) {
  const row = STRIP_ROWS.find((one) => one.name === name);
  if (!row) throw new Error(`there is no row ${name}`);
  return row;
}

/** One column's worth of a trace; channels that are not given are unseen. */
function column(tMs: number, values: Partial<Record<MovementChannel, number>>): MovementMessage {
  return {
    kind: "movement",
    bed: "1",
    tMs,
    stepMs: 500,
    channels: MOVEMENT_CHANNELS.map((name) => [values[name] ?? null]),
  };
}

test("every channel of the trace is drawn by some strip", () => {
  for (const name of MOVEMENT_CHANNELS) {
    const tape = new MovementTape();
    tape.push(column(0, { [name]: 0.5 }));
    expect(STRIP_ROWS.filter((row) => row.traced(tape, 0) !== null).length, name).toBe(1);
  }
});

test("of two eyes, one that is seen speaks for both, and none is not seen", () => {
  const { now } = rowOf("eyes");
  expect(now({ ...UNSEEN_MOVEMENT, rightEyeClosed: 1, leftEyeClosed: 0 })).toBe(0.5);
  expect(now({ ...UNSEEN_MOVEMENT, leftEyeClosed: 0.8 })).toBe(0.8);
  expect(now(UNSEEN_MOVEMENT)).toBeNull();
});

test("degrees are shares with a direction where there is one, and what is not seen is never 0", () => {
  const said = (name: RowName, degree: number | null) => degreeWords(rowOf(name), degree, en.movement);
  expect(said("mouth", 0.124)).toBe("12 %");
  expect(said("brow", 0.7)).toBe("up 70 %");
  expect(said("brow", -0.3)).toBe("down 30 %");
  expect(said("balance", -0.25)).toBe("right 25 %");
  expect(said("balance", -0.001)).toBe("0 %");
  expect(said("grimace", null)).toBe("not seen");
});

test("what was told as not seen is hatched, what was never told is not", () => {
  const tape = new MovementTape();
  const row = rowOf("mouth");
  expect(unseenStretches(tape, row)).toEqual([]);
  for (let at = 0; at < 10; at += 1) tape.push(column(500 * at, at < 4 || at > 6 ? { mouthOpen: 0.1 } : {}));
  // The newest of 600 columns is number 599; columns 4 to 6 of ten are the sixth to the fourth before the end.
  expect(unseenStretches(tape, row)).toEqual([{ from: 594, count: 3 }]);
});

test("the movement's words say what moves and claim nothing that it might mean", () => {
  expect(JSON.stringify(en)).not.toMatch(/\bpain|comfort|distress|sedat|deliri/i);
});
