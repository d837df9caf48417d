import fc from "fast-check";
import { expect, test } from "vitest";

import { planFrameSpacing } from "../../src/traces/frame-spacing.ts";

const MOST_MS = 125;

function shareOf(timesMs: readonly number[], spanMs: number): number {
  const spacing = planFrameSpacing(MOST_MS);
  for (const tMs of timesMs) spacing.push(tMs);
  return spacing.sparseShare(timesMs[timesMs.length - 1], spanMs);
}

const steady = (rateHz: number, seconds: number) =>
  Array.from({ length: Math.floor(rateHz * seconds) + 1 }, (_, i) => (1000 * i) / rateHz);

test("steady frames are dense down to twice the fastest heart, and sparse throughout below", () => {
  fc.assert(
    fc.property(fc.double({ min: 8, max: 120, noNaN: true }), (rateHz) => {
      expect(shareOf(steady(rateHz, 20), 10_000)).toBe(0);
    }),
  );
  fc.assert(
    fc.property(fc.double({ min: 3.4, max: 7.9, noNaN: true }), (rateHz) => {
      expect(shareOf(steady(rateHz, 20), 10_000)).toBeCloseTo(1, 6);
    }),
  );
});

test("a missing frame now and then covers its own time alone", () => {
  const times = steady(30, 20).filter((_, i) => i % 150 < 145);
  // Five of 150 frames at 30 Hz: a step of 200 ms in every 5 s.
  expect(shareOf(times, 10_000)).toBeCloseTo(0.04, 3);
});

test("a pause too long to be bridged is a gap and no sparse sampling", () => {
  expect(shareOf([...steady(30, 5), 8000, ...steady(30, 5).map((tMs) => tMs + 8033)], 10_000)).toBe(0);
});

test("only the asked span counts, cut at its edges", () => {
  const times = [0, 200, 400, 433, 467, 500];
  expect(shareOf(times, 500)).toBeCloseTo(0.8, 6);
  expect(shareOf(times, 200)).toBeCloseTo(0.5, 6);
  expect(shareOf(times, 0)).toBe(0);
});

function isMixed(timesMs: readonly number[], spanMs: number): boolean {
  const spacing = planFrameSpacing(MOST_MS);
  for (const tMs of timesMs) spacing.push(tMs);
  return spacing.isMixed(timesMs[timesMs.length - 1], spanMs);
}

const after = (times: readonly number[], more: readonly number[]) => [
  ...times,
  ...more.slice(1).map((tMs) => times[times.length - 1] + tMs),
];

test("one pace is not mixed, whatever it is, with pauses and now and then a missing frame", () => {
  fc.assert(
    fc.property(fc.double({ min: 8, max: 120, noNaN: true }), fc.integer({ min: 4, max: 60 }), (rateHz, every) => {
      const times = steady(rateHz, 40).filter((_, i) => i % every !== 1);
      expect(isMixed([...times, ...times.map((tMs) => 45_000 + tMs)], 20_000)).toBe(false);
    }),
  );
});

test("another pace mixes the window for as long as it reaches back to the first", () => {
  for (const [from, to] of [
    [30, 15],
    [15, 10],
    [10, 30],
  ]) {
    for (const sinceS of [4, 10, 18]) {
      expect(isMixed(after(steady(from, 30), steady(to, sinceS)), 20_000)).toBe(true);
    }
    expect(isMixed(after(steady(from, 30), steady(to, 26)), 20_000)).toBe(false);
  }
});
