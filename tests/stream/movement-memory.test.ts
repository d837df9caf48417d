import { expect, test } from "vitest";

import { MOVEMENT_CHANNELS, type MovementMessage } from "../../src/wire/movement.ts";
import { MovementMemory } from "../../src/stream/movement-memory.ts";

const ASYMMETRY = MOVEMENT_CHANNELS.indexOf("asymmetry");
const EYE = MOVEMENT_CHANNELS.indexOf("leftEyeClosed");

/** A trace in which one channel is given and all others are unseen. */
function trace(tMs: number, channel: number, samples: (number | null)[]): MovementMessage {
  const channels = MOVEMENT_CHANNELS.map((_, i) => (i === channel ? samples : samples.map(() => null)));
  return { kind: "movement", bed: "1", tMs, stepMs: 100, channels };
}

function replayed(memory: MovementMemory, channel: number) {
  return memory.replay().map((message) => (message.kind === "movement" ? message.channels[channel] : null));
}

test("a blink of a tenth of a second survives the thinning", () => {
  const memory = new MovementMemory();
  memory.push(trace(0, EYE, [0, 0, 0, 1, 0, 0.1, 0, 0, 0, 0]));
  expect(replayed(memory, EYE)).toEqual([[1, 0.1]]);
});

test("a movement to the right keeps its sign", () => {
  const memory = new MovementMemory();
  memory.push(trace(0, ASYMMETRY, [0.1, -0.6, 0.2, 0, 0]));
  expect(replayed(memory, ASYMMETRY)).toEqual([[-0.6]]);
});

test("what was not seen stays unseen, and what was seen for a moment is kept", () => {
  const memory = new MovementMemory();
  memory.push(trace(0, EYE, [null, null, null, null, null, null, 0.2, null, null, null]));
  expect(replayed(memory, EYE)).toEqual([[null, 0.2]]);
});

test("a hole in the trace is told as a hole", () => {
  const memory = new MovementMemory();
  memory.push(trace(0, EYE, [0, 0, 0, 0, 0]));
  memory.push(trace(3000, EYE, [1, 1, 1, 1, 1]));
  expect(memory.replay().map((message) => message.tMs)).toEqual([0, 3000]);
});

test("a source that begins anew drops the movement of before", () => {
  const memory = new MovementMemory();
  memory.push(trace(90_000, EYE, [1]));
  memory.push(trace(0, EYE, [0]));
  expect(replayed(memory, EYE)).toEqual([[0]]);
});
