import fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { Reason } from "../../src/wire/reason.ts";
import { planRateDisplay, type Shown } from "../../src/vitals/rate-display.ts";

const REASONS: readonly Reason[] = ["starting", "no-face", "low-signal", "motion", "low-light", "not-measurable"];
/** What excuses yesterday's number: the pulse goes on behind it. */
const EXCUSES: readonly (Reason | null)[] = ["motion", "no-face"];
const MAX_HOLD_S = 10;

const sure = { ratePerMin: 72, confidence: 1, reason: "low-signal" } as const;
const unsure = (reason: Reason) => ({ ratePerMin: 99, confidence: 0, reason });
const isLive = (shown: Shown) => shown.ratePerMin !== null && !shown.held;

/** Confidence from which a rate is live, after `before` sure seconds, by halving. */
function threshold(before: number): number {
  let [low, high] = [0, 1];
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    const display = planRateDisplay();
    for (let s = 0; s < before; s++) display.step(sure);
    if (isLive(display.step({ ...sure, confidence: middle }))) high = middle;
    else low = middle;
  }
  return high;
}

const showFrom = threshold(0);
const keepFrom = threshold(1);
const sightings = fc.array(
  fc.record({
    ratePerMin: fc.double({ min: 25, max: 240, noNaN: true }),
    confidence: fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, showFrom, keepFrom, 1)),
    reason: fc.constantFrom(...REASONS),
  }),
  { maxLength: 60 },
);

describe("the display of a rate", () => {
  test("states a number for a probability that rounding has carried above 1", () => {
    expect(planRateDisplay(1.6).step({ ...sure, confidence: 1 + 1e-12 }).confidence).toBe(0.99);
  });

  test("states a higher confidence the likelier a rate is, never less than the tracker's own but for its ceiling", () => {
    const stated = [0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.99].map((confidence) => ({
      confidence,
      shown: planRateDisplay(1.6).step({ ...sure, confidence }).confidence,
    }));
    for (const { confidence, shown } of stated) expect(shown).toBeGreaterThanOrEqual(Math.min(confidence, 0.99));
    expect(stated.map(({ shown }) => shown)).toEqual(stated.map(({ shown }) => shown).toSorted((a, b) => a - b));
    // Odds of 9 to 1 to the power 1.6 are 33.6 to 1.
    expect(stated[4].shown).toBeCloseTo(9 ** 1.6 / (1 + 9 ** 1.6), 9);
  });

  test("asks for more to begin than to go on, and for more than even odds in both", () => {
    expect(showFrom).toBeGreaterThan(keepFrom);
    expect(keepFrom).toBeGreaterThan(0.5);
    expect(threshold(30)).toBeCloseTo(keepFrom, 9);
  });

  test("never shows a value below its threshold, an old one without its mark, or a reason beside a live one", () => {
    fc.assert(
      fc.property(sightings, (seconds) => {
        const display = planRateDisplay();
        let live = false;
        let last: number | null = null;
        let heldS = 0;
        for (const sighting of seconds) {
          const shown = display.step(sighting);
          expect(isLive(shown)).toBe(sighting.confidence >= (live ? keepFrom : showFrom));
          live = isLive(shown);
          if (live) {
            expect(shown.ratePerMin).toBe(sighting.ratePerMin);
            expect(shown.confidence).toBeGreaterThan(0.5);
            expect(shown.confidence).toBeLessThanOrEqual(0.99);
            expect(shown.reason).toBeNull();
            last = sighting.ratePerMin;
            heldS = 0;
          } else if (shown.held) {
            heldS++;
            expect(heldS).toBeLessThanOrEqual(MAX_HOLD_S);
            expect(shown.ratePerMin).toBe(last);
            expect(EXCUSES).toContain(shown.reason);
            expect(shown.reason).toBe(sighting.reason);
          } else {
            expect(shown).toEqual({ ratePerMin: null, confidence: 0, held: false, reason: sighting.reason });
            last = null;
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  test("holds through motion and a hidden face for ten seconds, then shows dashes", () => {
    for (const reason of ["motion", "no-face"] as const) {
      const display = planRateDisplay();
      display.step(sure);
      const shown = Array.from({ length: 12 }, () => display.step(unsure(reason)));
      expect(shown.map(({ ratePerMin }) => ratePerMin)).toEqual([...new Array(10).fill(72), null, null]);
    }
  });

  test("holds through nothing else: a pulse that vanishes from a still face in good light is dashes at once", () => {
    for (const reason of REASONS.filter((r) => !EXCUSES.includes(r))) {
      const display = planRateDisplay();
      display.step(sure);
      expect(display.step(unsure(reason)).ratePerMin).toBeNull();
      expect(display.step(unsure("motion")).ratePerMin).toBeNull();
    }
  });

  test("has nothing to hold before a rate was sure", () => {
    expect(planRateDisplay().step(unsure("motion")).ratePerMin).toBeNull();
  });

  test("claims certainty of nothing", () => {
    expect(planRateDisplay().step(sure).confidence).toBeLessThan(1);
  });

  test("shows no rate for a confidence that is no number", () => {
    expect(planRateDisplay().step({ ...sure, confidence: Number.NaN }).ratePerMin).toBeNull();
  });
});
