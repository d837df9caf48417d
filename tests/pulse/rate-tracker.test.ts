import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { planUniform } from "../dsp/seeded-noise.ts";
import { RATE_GRID_BPM } from "../../src/pulse/rate-grid.ts";
import { rateLogLikelihood } from "../../src/pulse/rate-likelihood.ts";
import { planRateTracker, type RateBelief, type RateTracker } from "../../src/pulse/rate-tracker.ts";

import { BIN_HZ, type Line, lineRatios, pulseLines } from "./made-ratios.ts";

/** Share of a window of 10 s that counts as new each second. */
const SHARE = 0.3;
/** From here on a rate is shown. */
const SHOWN = 0.7;

/** The evidence of one second with these lines; the noise differs from second to second. */
function evidence(lines: readonly Line[], seed = 1): Float64Array {
  const uniform = planUniform(seed);
  const floor = Array.from({ length: 300 }, () => 0.2 + 1.2 * uniform());
  const out = new Float64Array(RATE_GRID_BPM.length);
  rateLogLikelihood(
    lineRatios(lines, (bin) => floor[bin]),
    null,
    BIN_HZ,
    out,
  );
  return out.map((value) => SHARE * value);
}

function run(tracker: RateTracker, seconds: number, linesAt: (second: number) => readonly Line[]): RateBelief[] {
  return Array.from({ length: seconds }, (_, i) => tracker.step(evidence(linesAt(i + 1), i + 1)));
}

/** Share of a tapered window (Hann, 10 s) that lies after a change `tS` ago. */
function newShare(tS: number): number {
  const x = Math.min(tS / 10, 1);
  return x - Math.sin(2 * Math.PI * x) / (2 * Math.PI);
}

describe("the belief in a rate", () => {
  test("is a probability beside that of none, at a rate of the grid, whatever the evidence", () => {
    const second = fc.option(
      fc.record({ bpm: fc.integer({ min: 25, max: 240 }), height: fc.double({ min: -50, max: 300, noNaN: true }) }),
    );
    fc.assert(
      fc.property(fc.array(second, { minLength: 1, maxLength: 30 }), (seconds) => {
        const tracker = planRateTracker();
        for (const peak of seconds) {
          const logs = peak && Float64Array.from(RATE_GRID_BPM, (bpm) => (bpm === peak.bpm ? peak.height : -0.5));
          const { rateBpm, confidence, absent } = tracker.step(logs);
          expect(confidence).toBeGreaterThanOrEqual(0);
          expect(absent).toBeGreaterThanOrEqual(0);
          expect(confidence + absent).toBeLessThanOrEqual(1 + 1e-9);
          expect(rateBpm).toBeGreaterThanOrEqual(25);
          expect(rateBpm).toBeLessThanOrEqual(240);
        }
      }),
    );
  });

  test("shares all probability between one rate and none, where no other is possible", () => {
    for (const height of [-2, 0, 3, 8]) {
      const logs = Float64Array.from(RATE_GRID_BPM, (bpm) => (bpm === 90 ? height : -500));
      const { confidence, absent } = planRateTracker().step(logs);
      expect(confidence + absent).toBeCloseTo(1, 9);
    }
  });

  test("weighs a second's evidence as Bayes' rule asks: the odds of that rate rise by its likelihood ratio", () => {
    const odds = (height: number): number => {
      const logs = Float64Array.from(RATE_GRID_BPM, (bpm) => (bpm === 90 ? height : -500));
      const { confidence, absent } = planRateTracker().step(logs);
      return confidence / absent;
    };
    for (const height of [-3, 1, 4, 7]) expect(odds(height) / odds(0)).toBeCloseTo(Math.exp(height), 6);
  });

  test("of nothing measured is in no rate, for ten minutes", () => {
    const tracker = planRateTracker();
    for (let s = 0; s < 600; s++) expect(tracker.step(null).confidence).toBeLessThan(0.1);
  });

  test("of noise stays with none, for ten minutes", () => {
    const beliefs = run(planRateTracker(), 600, () => []);
    expect(Math.max(...beliefs.map(({ confidence }) => confidence))).toBeLessThan(0.3);
    for (const { absent } of beliefs.slice(10)) expect(absent).toBeGreaterThan(0.5);
  });

  test("of a steady pulse is sure within ten seconds and within 1 /min, from 50 to 220 /min", () => {
    for (const bpm of [50, 72, 100, 140, 180, 220]) {
      const beliefs = run(planRateTracker(), 20, () => pulseLines(bpm, 40, 0.1));
      for (const { rateBpm, confidence } of beliefs.slice(10)) {
        expect(confidence).toBeGreaterThan(0.95);
        expect(Math.abs(rateBpm - bpm)).toBeLessThanOrEqual(1);
      }
    }
  });

  test("of a slow pulse with harmonics is sure within fifteen seconds", () => {
    for (const bpm of [32, 38, 44]) {
      const beliefs = run(planRateTracker(), 25, () => pulseLines(bpm, 60, 0.4, 0.15));
      for (const { rateBpm, confidence } of beliefs.slice(15)) {
        expect(confidence).toBeGreaterThan(0.9);
        expect(Math.abs(rateBpm - bpm)).toBeLessThanOrEqual(2);
      }
    }
  });

  test("outlives one second without a measurement, and by noise for a second", () => {
    for (const gap of [null, evidence([], 77)]) {
      const tracker = planRateTracker();
      run(tracker, 20, () => pulseLines(80, 40, 0.1));
      const { rateBpm, confidence } = tracker.step(gap);
      expect(confidence).toBeGreaterThan(SHOWN);
      expect(Math.abs(rateBpm - 80)).toBeLessThanOrEqual(1);
    }
  });
});

describe("a step of the rate", () => {
  for (const [fromBpm, toBpm, second] of [
    [80, 120, 0.1],
    [120, 80, 0.1],
    [80, 40, 0.5],
    [40, 80, 0.3],
    [60, 180, 0.05],
  ]) {
    test(`from ${fromBpm} to ${toBpm} is followed within 11 s, and no third rate believed meanwhile`, () => {
      const tracker = planRateTracker();
      run(tracker, 25, () => pulseLines(fromBpm, 60, 0.2, 0.1));
      const after = run(tracker, 30, (tS) => {
        const share = newShare(tS);
        return [
          ...pulseLines(fromBpm, 60 * (1 - share) ** 2, 0.2, 0.1),
          ...pulseLines(toBpm, 60 * share ** 2, second, second / 2),
        ];
      });
      after.forEach(({ rateBpm, confidence }, i) => {
        if (confidence < SHOWN) return;
        const wrong = Math.min(...(i + 1 >= 11 ? [toBpm] : [fromBpm, toBpm]).map((bpm) => Math.abs(rateBpm - bpm)));
        expect(wrong).toBeLessThanOrEqual(3);
      });
      for (const { confidence } of after.slice(11)) expect(confidence).toBeGreaterThan(SHOWN);
    });
  }
});

describe("after a pulse is lost", () => {
  test("no rate is believed from twelve seconds on, and a new pulse is found within twelve", () => {
    const tracker = planRateTracker();
    run(tracker, 30, () => pulseLines(80, 60, 0.2));
    const lost = run(tracker, 40, (tS) => pulseLines(80, 60 * (1 - newShare(tS)) ** 2, 0.2));
    for (const { confidence } of lost.slice(12)) expect(confidence).toBeLessThan(0.5);
    expect(lost[39].absent).toBeGreaterThan(0.5);
    const found = run(tracker, 20, (tS) => pulseLines(110, 60 * newShare(tS) ** 2, 0.1));
    for (const { rateBpm, confidence } of found.slice(12)) {
      expect(confidence).toBeGreaterThan(SHOWN);
      expect(Math.abs(rateBpm - 110)).toBeLessThanOrEqual(2);
    }
  });
});
