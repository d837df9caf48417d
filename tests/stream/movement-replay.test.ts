import { expect, test } from "vitest";

import { MOVEMENT_CHANNELS, type MovementMessage } from "../../src/wire/movement.ts";
import { MovementTape } from "../../src/wire/movement-tape.ts";
import { movementReplay } from "../../src/stream/movement-replay.ts";

const ASYMMETRY = MOVEMENT_CHANNELS.indexOf("asymmetry");
const EYE = MOVEMENT_CHANNELS.indexOf("leftEyeClosed");

/** A trace in which one channel is given and all others are unseen. */
function trace(tMs: number, channel: number, samples: (number | null)[]): MovementMessage {
  const channels = MOVEMENT_CHANNELS.map((_, i) => (i === channel ? samples : samples.map(() => null)));
  return { kind: "movement", bed: "1", tMs, stepMs: 100, channels };
}

function replayed(tape: MovementTape, channel: number) {
  return movementReplay("1", tape).map((message) => (message.kind === "movement" ? message.channels[channel] : null));
}

test("a blink of a tenth of a second survives the thinning", () => {
  const tape = new MovementTape();
  tape.push(trace(0, EYE, [0, 0, 0, 1, 0, 0.1, 0, 0, 0, 0]));
  expect(replayed(tape, EYE)).toEqual([[1, 0.1]]);
});

test("a movement to the right keeps its sign", () => {
  const tape = new MovementTape();
  tape.push(trace(0, ASYMMETRY, [0.1, -0.6, 0.2, 0, 0]));
  expect(replayed(tape, ASYMMETRY)).toEqual([[-0.6]]);
});

test("what was not seen stays unseen, and what was seen for a moment is kept", () => {
  const tape = new MovementTape();
  tape.push(trace(0, EYE, [null, null, null, null, null, null, 0.2, null, null, null]));
  expect(replayed(tape, EYE)).toEqual([[null, 0.2]]);
});

test("a hole in the trace is told as a hole", () => {
  const tape = new MovementTape();
  tape.push(trace(0, EYE, [0, 0, 0, 0, 0]));
  tape.push(trace(3000, EYE, [1, 1, 1, 1, 1]));
  expect(movementReplay("1", tape).map((message) => message.tMs)).toEqual([0, 3000]);
});

test("a source that begins anew drops the movement of before", () => {
  const tape = new MovementTape();
  tape.push(trace(90_000, EYE, [1]));
  tape.push(trace(0, EYE, [0]));
  expect(replayed(tape, EYE)).toEqual([[0]]);
});
