import type { RatedSecond, RateReading } from "../../src/evaluate/judged-seconds.ts";
import type { RatePoint, RateTruth } from "../../src/evaluate/truth.ts";

/** Readings at 1, 2, ... s: a rate, null for none, or `held`. */
export function readingsOf(
  rates: readonly (number | null)[],
  held: readonly number[] = [],
  confidence = 0.95,
): RateReading[] {
  return rates.map((ratePerMin, i) => ({
    tMs: 1000 * (i + 1),
    ratePerMin,
    confidence: ratePerMin === null ? 0 : confidence,
    held: held.includes(i + 1),
  }));
}

/** The same rate at each of `seconds` seconds. */
export function steady(ratePerMin: number | null, seconds: number): RateReading[] {
  return readingsOf(new Array(seconds).fill(ratePerMin));
}

export function truthOf(rate: RateTruth["rate"], more: Partial<RateTruth> = {}): RateTruth {
  return { rate, tolerancePerMin: null, windowS: null, method: "planted", ...more };
}

/** Points per second from 0 on. */
export function perSecond(seconds: number, rateAt: (second: number) => number | null): RatePoint[] {
  return Array.from({ length: seconds }, (_, second) => ({ tMs: 1000 * second, ratePerMin: rateAt(second) }));
}

/** A judged second with a true rate of `truth` and a shown one of `shown`. */
export function rated(tS: number, truth: number, shown: number | null, more: Partial<RatedSecond> = {}): RatedSecond {
  return {
    tMs: 1000 * tS,
    ratePerMin: shown,
    confidence: 0.95,
    held: false,
    truth: { mean: truth, lowest: truth, highest: truth },
    tolerancePerMin: 3,
    error: shown === null ? null : shown - truth,
    moving: false,
    ...more,
  };
}
