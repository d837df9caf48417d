import { expect, test } from "vitest";

import { driveAt, fillingAt, planBreaths } from "../../src/phantom/breathing.ts";
import { type Beat, planBeats, pulsesOf } from "../../src/phantom/cardiac.ts";
import { createRandom } from "../../src/phantom/random.ts";
import { gapsS, rateAt } from "../../src/phantom/rate-profile.ts";
import type { PulseScenario } from "../../src/phantom/scenario.ts";

import { deviation, mean, PLAIN_PULSE, scenarioOf } from "./probe.ts";

const still = (_tS: number) => 0;

function beatsOf(
  pulse: Record<string, unknown>,
  durationS: number,
  drive = still,
  periodS: number | null = null,
): Beat[] {
  const scenario = scenarioOf({ pulse: { ...PLAIN_PULSE, ...pulse } }).pulse as PulseScenario;
  return [...planBeats(scenario, drive, createRandom(7, "beats"), durationS, periodS)];
}

const inside = (beats: readonly Beat[], fromS: number, toS: number) =>
  beats.filter((beat) => beat.atS >= fromS && beat.atS < toS).map((beat) => beat.atS);

const intervalsOf = (times: readonly number[]) => times.slice(1).map((t, i) => t - times[i]);

test.each([20, 44, 72, 118, 240])("a regular heart at %i /min has all intervals of 60 / rate seconds", (bpm) => {
  const intervals = intervalsOf(inside(beatsOf({ bpm }, 60), 0, 60));
  expect(intervals.length).toBeGreaterThan(bpm - 3);
  for (const interval of intervals) expect(interval).toBeCloseTo(60 / bpm, 6);
});

test("random shifts spread the intervals as asked and leave the mean rate", () => {
  const times = inside(beatsOf({ bpm: 75, jitterPercent: 4 }, 1200), 0, 1200);
  const intervals = intervalsOf(times);
  expect(deviation(intervals) / mean(intervals)).toBeCloseTo(0.04, 2);
  expect((60 * (times.length - 1)) / (times[times.length - 1] - times[0])).toBeCloseTo(75, 1);
});

test("an irregular rhythm draws each interval on its own: spread as asked, neighbours unrelated", () => {
  const intervals = intervalsOf(inside(beatsOf({ bpm: 95, rhythm: "irregular" }, 1200), 0, 1200));
  const middle = mean(intervals);
  expect(60 / middle).toBeCloseTo(95, -0.5);
  expect(deviation(intervals) / middle).toBeGreaterThan(0.17);
  const product = mean(intervals.slice(1).map((interval, i) => (interval - middle) * (intervals[i] - middle)));
  expect(Math.abs(product / deviation(intervals) ** 2)).toBeLessThan(0.1);
});

test("breathing in speeds the heart up by the asked share", () => {
  const breathing = scenarioOf({ breathing: { brpm: 15 } }).breathing;
  if (!breathing) throw new Error("no breathing");
  const breaths = planBreaths(breathing, 120, null);
  const times = inside(
    beatsOf({ bpm: 120, rsaPercent: 10 }, 120, (t) => driveAt(breaths, t)),
    0,
    120,
  );
  const rates = intervalsOf(times).map((interval, i) => ({
    bpm: 60 / interval,
    drive: driveAt(breaths, times[i] + interval / 2),
  }));
  const full = mean(rates.filter((r) => r.drive > 0.8).map((r) => r.bpm));
  const empty = mean(rates.filter((r) => r.drive < -0.8).map((r) => r.bpm));
  expect(full).toBeGreaterThan(129);
  expect(empty).toBeLessThan(111);
  expect((60 * (times.length - 1)) / (times[times.length - 1] - times[0])).toBeCloseTo(120, 0);
});

test("a ramp passes through its middle at half time, a step jumps, a stop leaves no beat", () => {
  const bpm = [
    { atS: 0, bpm: 80 },
    { atS: 22, bpm: 120, rampS: 2 },
    { atS: 40, bpm: null },
    { atS: 50, bpm: 60 },
  ];
  const pulse = scenarioOf({ pulse: { bpm } }).pulse as PulseScenario;
  expect([21.9, 23, 24, 39.9, 45, 50].map((t) => rateAt(pulse.bpm, t))).toEqual([80, 100, 120, 120, null, 60]);
  expect(gapsS(pulse.bpm, 60)).toEqual([[40, 50]]);
  const beats = beatsOf({ bpm }, 60);
  expect(inside(beats, 40, 50)).toEqual([]);
  expect(inside(beats, 10, 20)).toHaveLength(13);
  expect(inside(beats, 25, 35)).toHaveLength(20);
  const last = beats.filter((beat) => beat.atS < 40).at(-1);
  expect(last?.intervalS).toBeCloseTo(0.5, 3);
});

test("a loop holds a whole number of beats and repeats them, variability included", () => {
  const periodS = 19.4;
  const beats = beatsOf({ bpm: 72, jitterPercent: 2, lfPercent: 3 }, periodS, still, periodS);
  const lap = inside(beats, 0, periodS);
  expect(lap).toHaveLength(Math.round((72 * periodS) / 60));
  expect(inside(beats, periodS, 2 * periodS).map((t) => t - periodS)).toEqual(lap.map((t) => expect.closeTo(t, 9)));
  expect(inside(beats, -periodS, 0).map((t) => t + periodS)).toEqual(lap.map((t) => expect.closeTo(t, 9)));
  expect(deviation(intervalsOf(lap))).toBeGreaterThan(0.01);
});

test("the chest fills and empties once a breath and is still while breathing stops", () => {
  const steps = [
    { atS: 0, brpm: 12 },
    { atS: 20, brpm: null },
    { atS: 40, brpm: 12 },
  ];
  const breathing = scenarioOf({ breathing: { brpm: steps } }).breathing;
  if (!breathing) throw new Error("no breathing");
  const breaths = planBreaths(breathing, 60, null);
  const filling = (from: number, to: number) =>
    Array.from({ length: Math.round((to - from) * 100) }, (_, i) => fillingAt(breaths, from + i / 100));
  expect(Math.max(...filling(0, 5))).toBeCloseTo(1, 3);
  expect(Math.min(...filling(0, 5))).toBe(0);
  expect(Math.max(...filling(26, 39.9))).toBe(0);
  const after = filling(40, 60);
  const peaks = after.filter(
    (value, i) => i > 0 && value > after[i - 1] && value >= (after[i + 1] ?? 0) && value > 0.99,
  );
  expect(peaks).toHaveLength(4);
});

test("in bigeminy every second interval is short, the next makes up for it, and the early beat is the weak one", () => {
  const beats = beatsOf({ bpm: 75, rhythm: "bigeminy", earlyPercent: 60 }, 60);
  const intervals = intervalsOf(inside(beats, 0, 60));
  const first = intervals[0] < 0.8 ? 0 : 1;
  for (let k = first; k + 1 < intervals.length; k += 2) {
    expect(intervals[k]).toBeCloseTo(0.6 * 0.8, 6);
    expect(intervals[k + 1]).toBeCloseTo(1.4 * 0.8, 6);
  }
  for (let k = 1; k < beats.length; k++) {
    const early = beats[k].atS - beats[k - 1].atS < 0.8;
    expect(beats[k].size).toBeCloseTo((early ? 0.6 : 1.4) ** 0.7, 6);
  }
  expect(pulsesOf(beats)).toBe(beats);
});

test("a beat too early to be filled makes no pulse: half of the heart's rate arrives", () => {
  const beats = beatsOf({ bpm: 88, rhythm: "bigeminy", earlyPercent: 30 }, 60);
  const pulses = pulsesOf(beats);
  expect(inside(beats, 0, 60).length).toBeGreaterThan(86);
  for (const interval of intervalsOf(inside(pulses, 0, 60))) expect(interval).toBeCloseTo(60 / 44, 6);
  for (const pulse of pulses.slice(0, -1)) expect(pulse.intervalS).toBeCloseTo(60 / 44, 6);
});

test("a loop of bigeminy holds whole pairs", () => {
  const beats = beatsOf({ bpm: 71, rhythm: "bigeminy" }, 20, still, 20);
  expect(inside(beats, 0, 20).length % 2).toBe(0);
});
