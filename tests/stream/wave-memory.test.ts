import fc from "fast-check";
import { expect, test } from "vitest";

import type { WaveMessage } from "../../src/wire/messages.ts";
import { WaveMemory } from "../../src/stream/wave-memory.ts";

function stretch(tMs: number, samples: number[] | null, spanMs = 100): WaveMessage {
  return { kind: "wave", bed: "1", wave: "pulse", tMs, stepMs: 50, spanMs, samples, reason: samples ? null : "motion" };
}

/** Time and value of every sample. */
function points(stretches: readonly WaveMessage[]): [number, number][] {
  return stretches.flatMap(({ tMs, stepMs, samples }) =>
    (samples ?? []).map((value, i): [number, number] => [tMs + i * stepMs, value]),
  );
}

test("joining moves no sample by more than 5 ms and loses none, however the stretches lie", () => {
  const oneStretch = fc.record({
    gapMs: fc.constantFrom(0, 0, 0, 2, 7, 400),
    count: fc.integer({ min: 1, max: 8 }),
    silent: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(oneStretch, { minLength: 1, maxLength: 40 }), (stretches) => {
      const memory = new WaveMemory(Number.POSITIVE_INFINITY);
      const pushed: WaveMessage[] = [];
      let tMs = 0;
      for (const { gapMs, count, silent } of stretches) {
        tMs += gapMs;
        pushed.push(stretch(tMs, silent ? null : Array.from({ length: count }, (_, i) => tMs + i), count * 50));
        tMs += count * 50;
      }
      for (const message of pushed) memory.push(message);
      const wanted = points(pushed);
      const found = points(memory.stretches);
      expect(found.map(([, value]) => value)).toEqual(wanted.map(([, value]) => value));
      for (const [i, [atMs]] of found.entries()) {
        expect(Math.abs(atMs - (wanted[i]?.[0] ?? Number.NaN))).toBeLessThanOrEqual(5);
      }
    }),
  );
});

test("silence and wave stay apart, and so do two reasons", () => {
  const memory = new WaveMemory(10_000);
  memory.push(stretch(0, [1, 2]));
  memory.push(stretch(100, null));
  memory.push(stretch(200, null));
  memory.push({ ...stretch(300, null), reason: "low-light" });
  expect(memory.stretches.map(({ tMs, spanMs }) => [tMs, spanMs])).toEqual([
    [0, 100],
    [100, 200],
    [300, 100],
  ]);
});
