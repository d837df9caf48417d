import { describe, expect, test } from "vitest";

import { judge } from "../../src/evaluate/judged-seconds.ts";
import type { SecondReading } from "../../src/evaluate/second-reading.ts";
import { variabilityError, variabilityOf } from "../../src/evaluate/variability-error.ts";
import { PULSE_RULES } from "../../src/evaluate/vital-rules.ts";

import { steady, truthOf } from "./made-readings.ts";
import { range, secondsWith } from "./made-vitals.ts";

/** Intervals of 900 and 1100 ms in turn: SDNN about 100, RMSSD 200 ms. */
const ALTERNATING = Array.from({ length: 100 }, (_, i) => (i % 2 === 0 ? 900 : 1100));

function readingsWith(sdnnMs: number, seconds: readonly number[]): SecondReading[] {
  return Array.from({ length: 90 }, (_, i) => ({
    tMs: 1000 * (i + 1),
    pulse: null,
    respiration: null,
    variability: seconds.includes(i + 1) ? { windowS: 60, sdnnMs, rmssdMs: 190, irregular: i + 1 === 61 } : null,
    beatsMs: [],
  }));
}

test("variability of intervals that alternate by 200 ms is the closed form", () => {
  const { sdnnMs, rmssdMs } = variabilityOf(ALTERNATING) ?? { sdnnMs: 0, rmssdMs: 0 };
  expect(sdnnMs).toBeCloseTo(100 * Math.sqrt(100 / 99), 9);
  expect(rmssdMs).toBe(200);
});

describe("the error of shown variability", () => {
  test("is the median over the seconds with a value, each against its own window", () => {
    const error = variabilityError(readingsWith(106, [60, 61, 62]), ALTERNATING, null);
    expect(error.sdnnMs).toBeCloseTo(106 - 100 * Math.sqrt(60 / 59), 0);
    expect(error).toMatchObject({ rmssdMs: 10, seconds: 3, irregularSeconds: 1, meanRatePerMin: null });
  });

  test("is unknown where no variability was shown", () => {
    expect(variabilityError(readingsWith(1, []), ALTERNATING, null)).toMatchObject({ sdnnMs: null, rmssdMs: null });
  });

  test("holds the mean of shown rates against the reference's of the same seconds", () => {
    const pulse = judge(steady(61.5, 30), truthOf(60), PULSE_RULES);
    expect(variabilityError([], ALTERNATING, pulse).meanRatePerMin).toBeCloseTo(1.5, 9);
  });
});

/** Seconds that tell the beats of their last ten seconds, final after three, of those with `seen`. */
function told(
  beatsMs: readonly number[],
  seconds: number,
  seen: (tMs: number) => boolean = () => true,
): SecondReading[] {
  const found = beatsMs.filter(seen);
  return secondsWith(seconds, (second) => ({
    beatsMs: found.filter((tMs) => tMs >= 1000 * (second - 10) && tMs <= 1000 * (second - 3)),
  }));
}

describe("variability over a whole recording", () => {
  /** Intervals that wander between 800 and 1200 ms within 40 beats. */
  const wandering = range(0, 99).map((k) => Math.round(1000 + 200 * Math.sin((2 * Math.PI * k) / 40)));
  let atMs = 0;
  const beats = [0, ...wandering.map((interval) => (atMs += interval))];

  test("is that of all beats, each counted once though ten seconds tell it", () => {
    const error = variabilityError(told(beats, 97), wandering, null);
    expect(error.seconds).toBe(0);
    expect(Math.abs(error.wholeSdnnMs ?? 99)).toBeLessThan(3);
    expect(Math.abs(error.wholeRmssdMs ?? 99)).toBeLessThan(1);
  });

  test("has the sign of shown minus reference", () => {
    const flat = new Array(100).fill(1000);
    expect(variabilityError(told(beats, 97), flat, null).wholeSdnnMs).toBeCloseTo(200 / Math.SQRT2, -1);
  });

  test("may miss what came before second 12, but not a fifth of the beats after, and needs a minute", () => {
    const late = told(beats, 97, (tMs) => tMs > 11_000);
    expect(variabilityError(late, wandering, null).wholeSdnnMs).not.toBeNull();
    const broken = told(beats, 97, (tMs) => tMs < 40_000 || tMs > 60_000);
    expect(variabilityError(broken, wandering, null).wholeSdnnMs).toBeNull();
    expect(variabilityError(told(beats, 59), wandering, null).wholeSdnnMs).toBeNull();
    expect(
      variabilityError(
        secondsWith(97, () => ({})),
        wandering,
        null,
      ).wholeSdnnMs,
    ).toBeNull();
  });
});
