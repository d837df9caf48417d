import fc from "fast-check";
import { expect, test } from "vitest";

import { MOVEMENT_CHANNELS, type MovementEventMessage, type MovementMessage } from "../../src/wire/movement.ts";
import { columnOf, MovementTape } from "../../src/wire/movement-tape.ts";

/** A trace in which all channels do the same. */
function trace(tMs: number, samples: (number | null)[]): MovementMessage {
  return { kind: "movement", bed: "1", tMs, stepMs: 100, channels: MOVEMENT_CHANNELS.map(() => samples) };
}

function blink(tMs: number): MovementEventMessage {
  return { kind: "movement-event", bed: "1", tMs, event: "blink" };
}

test("a column holds the largest of its half second, however the stretches are cut", () => {
  const samples = fc.array(fc.option(fc.double({ min: -1, max: 1, noNaN: true })), { minLength: 5, maxLength: 5 });
  fc.assert(
    fc.property(samples, fc.integer({ min: 1, max: 4 }), (values, cut) => {
      const tape = new MovementTape();
      tape.push(trace(0, values.slice(0, cut)));
      tape.push(trace(cut * 100, values.slice(cut)));
      const seen = values.filter((value) => value !== null);
      const found = tape.valueAt("mouthOpen", 0);
      if (seen.length === 0) expect(found).toBeNull();
      else expect(Math.abs(found ?? Number.NaN)).toBe(Math.max(...seen.map(Math.abs)));
    }),
  );
});

test("hours of movement keep the last five minutes and their events", () => {
  const tape = new MovementTape();
  for (let tMs = 0; tMs < 1_000_000; tMs += 1000) {
    tape.push(trace(tMs, Array(10).fill(0.5)));
    tape.pushEvent(blink(tMs));
  }
  expect([...tape.columns()]).toHaveLength(600);
  expect(tape.firstColumn).toBe(columnOf(700_000));
  expect(tape.lastColumn).toBe(columnOf(999_999));
  expect(tape.valueAt("activity", columnOf(699_000))).toBeNull();
  expect(tape.events).toHaveLength(300);
});

test("a source that begins anew drops the movement of before, its events too", () => {
  const tape = new MovementTape();
  tape.push(trace(90_000, [1]));
  tape.pushEvent(blink(90_000));
  tape.push(trace(0, [0.2]));
  expect([...tape.columns()]).toEqual([0]);
  expect(tape.events).toEqual([]);
});
