import { expect, test } from "vitest";

import { MOVEMENT_CHANNELS } from "../../src/wire/movement.ts";
import { planMovementTrace } from "../../src/movement/movement-trace.ts";

const all = (value: number | null) => MOVEMENT_CHANNELS.map(() => value);

test("stretches follow each other without gap or overlap at 10 Hz, at any frame rate", () => {
  for (const fps of [5, 12, 15, 25, 30, 60]) {
    const trace = planMovementTrace();
    let nextMs: number | null = null;
    let samples = 0;
    for (let frame = 0; frame <= 10 * fps; frame++) {
      trace.fill((1000 * frame) / fps, all(frame));
      if (frame % 7 !== 0) continue;
      const stretch = trace.take();
      if (!stretch) continue;
      if (nextMs !== null) expect(stretch.tMs).toBe(nextMs);
      expect(stretch.channels.every((channel) => channel.length === stretch.channels[0].length)).toBe(true);
      expect(stretch.channels[0]).not.toContain(null);
      samples += stretch.channels[0].length;
      nextMs = stretch.tMs + stretch.channels[0].length * stretch.stepMs;
    }
    samples += trace.take()?.channels[0].length ?? 0;
    expect(samples).toBe(101);
  }
});

test("a gap is null, but for the samples that the frame after it stands for", () => {
  const trace = planMovementTrace();
  trace.fill(0, all(1));
  trace.fill(1000, all(2));
  expect(trace.take()?.channels[0]).toEqual([1, null, null, null, null, null, null, null, 2, 2, 2]);
  expect(trace.take()).toBeNull();
});
