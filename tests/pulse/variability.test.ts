import fc from "fast-check";
import { expect, test } from "vitest";

import { planNormal } from "../dsp/seeded-noise.ts";
import type { Beat } from "../../src/pulse/beat-finder.ts";
import { beatIntervals } from "../../src/pulse/beat-intervals.ts";
import { rateFromBeats, variabilityOf } from "../../src/pulse/variability.ts";

import { beatsOf } from "./made-beats.ts";

const swinging = (count: number) => Array.from({ length: count }, (_, k) => 800 + 40 * Math.sin(k));
const until = (beats: readonly Beat[]) => beats[beats.length - 1].tMs + 500;

test("SDNN and RMSSD are those of the Task Force's formulas, by hand on five intervals", () => {
  const beats = beatsOf([800, 840, 820, 780, 810], 0);
  const variability = variabilityOf(beats, 0, 8000);
  // Mean 810, squares 100 + 900 + 100 + 900 + 0; differences 40, -20, -40, 30.
  expect(variability?.sdnnMs).toBeCloseTo(Math.sqrt(2000 / 4), 9);
  expect(variability?.rmssdMs).toBeCloseTo(Math.sqrt((1600 + 400 + 1600 + 900) / 4), 9);
  expect(variability?.beats).toBe(6);
});

test("what errors of times add to both is taken off again", () => {
  const normal = planNormal(11);
  const clean = beatsOf(
    Array.from({ length: 1500 }, () => 800 + 35 * normal()),
    0,
  );
  const errorMs = 15;
  const noisy = clean.map((beat) => ({ ...beat, tMs: beat.tMs + errorMs * normal(), errorMs }));
  const [truth, told] = [clean, noisy].map((beats) => variabilityOf(beats, 0, until(beats)));
  expect(Math.abs((told?.sdnnMs ?? 0) - (truth?.sdnnMs ?? 0))).toBeLessThan(1.5);
  expect(Math.abs((told?.rmssdMs ?? 0) - (truth?.rmssdMs ?? 0))).toBeLessThan(2.5);
});

test("variability that is the camera's noise alone is not told", () => {
  const normal = planNormal(12);
  const paced = beatsOf(Array(75).fill(800), 20).map((beat) => ({ ...beat, tMs: beat.tMs + 20 * normal() }));
  expect(variabilityOf(paced, 0, until(paced))).toBeNull();
});

test("an ectopic beat changes neither SDNN nor RMSSD but is counted; a missed one is no long interval", () => {
  const ibis = swinging(75);
  const plain = variabilityOf(beatsOf(ibis), 0, 60_500);
  const ectopic = ibis.map((ibi, k) => (k === 30 ? ibi - 300 : k === 31 ? ibi + 300 : ibi));
  const missed = ibis.flatMap((ibi, k) => (k === 40 ? [ibi + ibis[41]] : k === 41 ? [] : [ibi]));
  const [withEctopic, withMissed] = [ectopic, missed].map((each) => variabilityOf(beatsOf(each), 0, 60_500));
  expect(withEctopic?.ectopicBeats).toBe(1);
  for (const told of [withEctopic, withMissed]) {
    expect(Math.abs((told?.sdnnMs ?? 0) - (plain?.sdnnMs ?? 0))).toBeLessThan(1.5);
    expect(Math.abs((told?.rmssdMs ?? 0) - (plain?.rmssdMs ?? 0))).toBeLessThan(1.5);
  }
  expect(beatIntervals(beatsOf(ectopic)).map(({ kind }) => kind)).toEqual(
    ibis.map((_, k) => (k === 30 || k === 31 ? "ectopic" : "normal")),
  );
  expect(beatIntervals(beatsOf(missed)).filter(({ kind }) => kind === "missed")).toHaveLength(1);
});

test("where more than a tenth of the beats was not seen well there is no variability", () => {
  const beats = beatsOf(swinging(75));
  const blurred = (count: number) =>
    beats.map((beat, k) => (k >= 20 && k < 20 + count ? { ...beat, errorMs: 300 } : beat));
  expect(variabilityOf(blurred(4), 0, 60_500)?.acceptedShare).toBeGreaterThan(0.9);
  expect(variabilityOf(blurred(14), 0, 60_500)).toBeNull();
  expect(variabilityOf(beats.slice(15), 0, 60_500)).toBeNull();
  expect(variabilityOf([], 0, 60_000)).toBeNull();
});

test("the rate from beats is 60 s over their mean interval, and null where they cover less than half of the time", () => {
  const beats = beatsOf([700, 800, 900, 800, 700, 900, 800, 800, 800, 800, 800, 800]);
  expect(rateFromBeats(beats, 0, 10_300)).toBeCloseTo(75, 9);
  expect(rateFromBeats(beats, 0, 30_000)).toBeNull();
  expect(rateFromBeats([], 0, 10_000)).toBeNull();
});

test("variability depends on the intervals alone, not on when they came", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 760, max: 840 }), { minLength: 10, maxLength: 60 }),
      fc.integer({ min: 0, max: 100_000 }),
      (ibis, shiftMs) => {
        const beats = beatsOf(ibis, 0);
        const later = beats.map((beat) => ({ ...beat, tMs: beat.tMs + shiftMs }));
        const [one, other] = [variabilityOf(beats, 0, until(beats)), variabilityOf(later, shiftMs, until(later))];
        expect(other?.beats).toBe(one?.beats);
        if (one) expect(other?.sdnnMs).toBeCloseTo(one.sdnnMs, 6);
        if (one) expect(other?.rmssdMs).toBeCloseTo(one.rmssdMs, 6);
      },
    ),
  );
});
