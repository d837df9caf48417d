import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";

import type { TraceFrame } from "../../src/base/trace-frame.ts";
import { type RecordedTraces, traceLines, tracesOfLines } from "../../src/evaluate/recorded-traces.ts";
import { skinMean } from "../../src/evaluate/skin-mean.ts";
import { planTraceCache } from "../../src/evaluate/trace-cache.ts";

import { skinTraces } from "./made-traces.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "afar-traces-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const level = fc.double({ min: 0, max: 255, noNaN: true });

test("traces come back from their lines to the last bit", () => {
  const frame = fc.record({
    rgb: fc.array(level, { minLength: 6, maxLength: 6 }),
    usable: fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 2, maxLength: 2 }),
    refusals: fc.option(fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 2, maxLength: 2 })),
    room: fc.option(fc.tuple(level, level, level)),
    head: fc.option(fc.record({ xPx: level, yPx: level, widthPx: level })),
    keyframe: fc.boolean(),
    durationMs: fc.double({ min: 1, max: 100, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(frame, { minLength: 1, maxLength: 5 }), (made) => {
      const frames = made.map(({ refusals, ...fields }, i): TraceFrame => {
        const rgb = Float64Array.from(fields.rgb, (value) => value + 0);
        const whole = { ...fields, tMs: (i * 1000) / 30, rgb, usable: Uint8Array.from(fields.usable) };
        return refusals ? { ...whole, refusals: Uint8Array.from(refusals) } : whole;
      });
      const last = frames[frames.length - 1];
      const traces = { regions: ["a", "b"], frames, endMs: last.tMs + last.durationMs };
      expect(tracesOfLines(traceLines(traces))).toEqual(traces);
    }),
  );
});

test("the mean of the skin is that of the regions that can be used, on a clock of 30 Hz", () => {
  const { frames, ...rest } = skinTraces(4, 72, 0);
  const half = {
    ...rest,
    frames: frames.map((frame, i) => (i < 60 ? frame : { ...frame, usable: Uint8Array.of(0, 1, 0, 0) })),
  };
  const { channels, fsHz, validShare } = skinMean(half);
  expect(fsHz).toBe(30);
  expect(channels[0][10]).toBeCloseTo(0.85 * 150, 0);
  expect(channels[2][100]).toBeCloseTo(0.9 * 90, 0);
  expect(validShare(0, 100)).toBe(1);
  expect(validShare(0, 0)).toBe(0);
});

test("where no skin is seen the mean is not valid", () => {
  const { frames, ...rest } = skinTraces(4, 72, 0);
  const gone = {
    ...rest,
    frames: frames.map((frame, i) => (i < 60 ? frame : { ...frame, usable: new Uint8Array(2) })),
  };
  expect(skinMean(gone).validShare(0, 118)).toBeCloseTo(0.5, 1);
});

function counted(traces: RecordedTraces) {
  let count = 0;
  const make = async () => {
    count += 1;
    return traces;
  };
  return { make, count: () => count };
}

function recording(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

test("a video is reduced once for a build, a damaged entry anew; a trace file and other builds' traces are not kept", async () => {
  const traces = skinTraces(1, 72);
  const { make, count } = counted(traces);
  const kept = join(folder, "kept");
  const cache = planTraceCache(kept, () => "build");
  const video = recording("a.mp4", "a film");
  expect(await cache.traces(video, make)).toEqual(traces);
  expect(await cache.traces(video, make)).toEqual(traces);
  expect(count()).toBe(1);
  const [own] = readdirSync(kept);
  for (const entry of readdirSync(join(kept, own))) writeFileSync(join(kept, own, entry), "[\n");
  expect(await cache.traces(video, make)).toEqual(traces);
  expect(count()).toBe(2);
  await planTraceCache(kept, () => null).traces(video, make);
  await planTraceCache(kept, () => "another").traces(video, make);
  expect(count()).toBe(4);
  expect(readdirSync(kept)).toHaveLength(1);
  expect(readdirSync(kept)).not.toContain(own);
  const numbers = recording("a.traces.csv", "tMs");
  await cache.traces(numbers, make);
  await cache.traces(numbers, make);
  expect(count()).toBe(6);
});
