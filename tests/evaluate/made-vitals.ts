import type { BreathReading, SecondReading } from "../../src/evaluate/second-reading.ts";

/** Breath at 1, 2, ... s: a rate or null for none, and the seconds at which the no-breath condition is raised. */
export function breathsOf(rates: readonly (number | null)[], raised: readonly number[] = []): BreathReading[] {
  return rates.map((ratePerMin, i) => ({
    tMs: 1000 * (i + 1),
    ratePerMin,
    confidence: ratePerMin === null ? 0 : 0.95,
    held: false,
    noBreathS: raised.includes(i + 1) ? 20 : 19.9,
  }));
}

/** Seconds in which nothing is known but what is given. */
export function secondsWith(count: number, more: (second: number) => Partial<SecondReading>): SecondReading[] {
  return Array.from({ length: count }, (_, i) => ({
    tMs: 1000 * (i + 1),
    pulse: null,
    respiration: null,
    variability: null,
    beatsMs: [],
    ...more(i + 1),
  }));
}

/** Whole numbers from `from` to `to`, both included. */
export function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}
