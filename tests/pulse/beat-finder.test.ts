import fc from "fast-check";
import { expect, test } from "vitest";

import { planNormal } from "../dsp/seeded-noise.ts";
import { planBeatFinder } from "../../src/pulse/beat-finder.ts";
import { beatIntervals } from "../../src/pulse/beat-intervals.ts";

import { findBeats, framesOf, intervalErrors, pulseOfIntervals, rootMeanSquare, watchBeats } from "./made-beats.ts";

const FS_HZ = 30;

/** Intervals of a rate that differ from each other by `spread` of their mean. */
function jittered(bpm: number, spread: number, seconds: number, seed = 3): number[] {
  const normal = planNormal(seed);
  return Array.from({ length: Math.ceil((seconds * bpm) / 60) + 4 }, () => (60 / bpm) * (1 + spread * normal()));
}

test.each([
  [45, 6],
  [72, 6],
  [120, 6],
  [180, 6],
])("intervals at %i /min without noise are found within %i ms", (bpm, limitMs) => {
  const { wave, beats } = pulseOfIntervals(jittered(bpm, 0.04, 40), 40, 0.002);
  const found = findBeats(wave, bpm);
  expect(found.length).toBeGreaterThan((36 * bpm) / 60 - 3);
  expect(rootMeanSquare(intervalErrors(found, beats))).toBeLessThan(limitMs);
});

test.each([
  [0.05, 8],
  [0.1, 14],
  [0.2, 30],
  [0.4, 75],
])(
  "noise of %d of a beat's height costs less than %i ms an interval at 72 /min, and the finder says how much",
  (noise, limitMs) => {
    const squares: number[] = [];
    const told: number[] = [];
    for (let seed = 1; seed <= 4; seed++) {
      const { wave, beats } = pulseOfIntervals(jittered(72, 0.03, 60, seed), 60, noise, seed);
      const found = findBeats(wave, 72);
      squares.push(...intervalErrors(found, beats).filter((error) => Math.abs(error) < 250));
      told.push(...found.map(({ errorMs }) => errorMs).filter(Number.isFinite));
    }
    const error = rootMeanSquare(squares);
    expect(error).toBeLessThan(limitMs);
    const ratio = error / (Math.SQRT2 * rootMeanSquare(told));
    expect(ratio).toBeGreaterThan(0.6);
    expect(ratio).toBeLessThan(1.5);
  },
);

test("every beat is told once, in order, and never earlier than one before", () => {
  fc.assert(
    fc.property(fc.integer({ min: 40, max: 190 }), fc.integer({ min: 1, max: 1000 }), (bpm, seed) => {
      const { wave } = pulseOfIntervals(jittered(bpm, 0.05, 25, seed), 25, 0.3, seed);
      const found = findBeats(wave, bpm);
      for (let k = 1; k < found.length; k++) {
        expect(found[k].tMs - found[k - 1].tMs).toBeGreaterThan(0.14 * (60_000 / bpm));
      }
      for (const beat of found) expect(beat.errorMs).toBeGreaterThan(0);
    }),
    { numRuns: 20 },
  );
});

test("where no rate was ever sure there is no beat, however plain", () => {
  const { wave } = pulseOfIntervals(jittered(70, 0.02, 20), 20, 0.02);
  const finder = planBeatFinder(FS_HZ, "down");
  for (let end = 300; end <= wave.length; end += FS_HZ) {
    expect(finder.step({ wave: wave.slice(end - 300, end), endSample: end }, null)).toEqual([]);
  }
  expect(finder.step(null, 70)).toEqual([]);
});

test("beats that are clear go on through seconds without a sure rate; noise does not", () => {
  const { wave } = pulseOfIntervals(jittered(70, 0.15, 40), 40, 0.03);
  const normal = planNormal(5);
  const noise = Float64Array.from(wave, () => 0.3 * normal());
  for (const [later, some] of [
    [wave, true],
    [noise, false],
  ] as const) {
    const whole = Float64Array.from(wave, (value, i) => (i < 450 ? value : later[i]));
    const finder = planBeatFinder(FS_HZ, "down");
    const late: number[] = [];
    for (let end = 300; end <= whole.length; end += FS_HZ) {
      const beats = finder.step({ wave: whole.slice(end - 300, end), endSample: end }, end < 450 ? 70 : null);
      late.push(...beats.map(({ tMs }) => tMs).filter((tMs) => tMs > 25_000));
    }
    expect(late.length > 8).toBe(some);
    if (!some) expect(late).toEqual([]);
  }
});

test("a wave turned over gives the same beats when its sign is to be found out", () => {
  const { wave } = pulseOfIntervals(jittered(66, 0.05, 40), 40, 0.05);
  const turned = wave.map((value) => -value);
  const [one, other] = [findBeats(wave, 66, "unknown"), findBeats(turned, 66, "unknown")];
  expect(one.length).toBeGreaterThan(25);
  expect(other.map(({ tMs }) => Math.round(tMs))).toEqual(one.map(({ tMs }) => Math.round(tMs)));
  expect(findBeats(wave, 66, "down").at(-1)?.tMs).toBeCloseTo(one.at(-1)?.tMs ?? 0, 0);
});

test("an early beat and its pause are marked as ectopic, and no other", () => {
  const intervals = Array.from({ length: 60 }, (_, k) => 0.85 * (k % 20 === 12 ? 0.62 : k % 20 === 13 ? 1.38 : 1));
  const { wave } = pulseOfIntervals(intervals, 45, 0.03, 1, (k) => (k % 20 === 13 ? 0.7 : 1));
  const kinds = beatIntervals(findBeats(wave, 60 / 0.85)).map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === "ectopic")).toHaveLength(4);
  expect(kinds.filter((kind) => kind !== "ectopic" && kind !== "normal")).toEqual([]);
});

test("a beat that throws nothing is told as missed", () => {
  const { wave } = pulseOfIntervals(Array(60).fill(0.8), 40, 0.02, 1, (k) => (k === 25 ? 0.01 : 1));
  const intervals = beatIntervals(findBeats(wave, 75));
  expect(intervals.filter(({ kind }) => kind === "missed").map(({ ibiMs }) => Math.round(ibiMs / 100))).toEqual([16]);
});

test("bigeminy is followed beat by beat when its rate is read as that of pairs, and a dicrotic wave is no beat", () => {
  const pairs = Array.from({ length: 80 }, (_, k) => 0.8 * (k % 2 === 0 ? 0.62 : 1.38));
  const size = (k: number) => (k % 2 === 0 ? 1.25 : 0.72);
  const bigeminy = pulseOfIntervals(pairs, 40, 0.04, 1, size);
  const found = findBeats(bigeminy.wave, 37.5).filter(({ tMs }) => tMs > 15_000);
  const ibis = found.slice(1).map(({ tMs }, k) => tMs - found[k].tMs);
  expect(ibis.length).toBeGreaterThan(24);
  for (let k = 1; k < ibis.length; k++) expect(ibis[k] > 800).toBe(ibis[k - 1] < 800);
  const slow = pulseOfIntervals(Array(40).fill(1.6), 40, 0.02);
  const ofSlow = findBeats(slow.wave, 37.5);
  for (let k = 1; k < ofSlow.length; k++) expect(ofSlow[k].tMs - ofSlow[k - 1].tMs).toBeCloseTo(1600, -2);
});

test("with the estimator's own rate the intervals of a recorded waveform are found", () => {
  const { wave, beats } = pulseOfIntervals(jittered(80, 0.04, 40), 40, 0.05);
  const found = watchBeats(framesOf(wave));
  expect(found.length).toBeGreaterThan(40);
  expect(rootMeanSquare(intervalErrors(found, beats))).toBeLessThan(12);
});
