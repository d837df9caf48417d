import type { RatePoint, RateTruth } from "./truth.ts";

/** One reading of a pulse oximeter; a rate of 0 means that it had none. */
export interface OximeterReading {
  /** Since the first frame, ms. */
  readonly tMs: number;
  readonly ratePerMin: number;
}

/**
 * The rates that a pulse oximeter itself showed, mean per whole second. Seconds without a reading above 0 are unknown: a
 * clip that slips off says nothing about the pulse. null without any. How long the device averages is not known.
 */
export function oximeterTruth(readings: readonly OximeterReading[], method: string): RateTruth | null {
  const sums = new Map<number, { sum: number; count: number }>();
  for (const { tMs, ratePerMin } of readings) {
    if (!(ratePerMin > 0) || !Number.isFinite(tMs)) continue;
    const second = Math.round(tMs / 1000);
    const { sum, count } = sums.get(second) ?? { sum: 0, count: 0 };
    sums.set(second, { sum: sum + ratePerMin, count: count + 1 });
  }
  const points = [...sums]
    .map(([second, { sum, count }]): RatePoint => ({ tMs: 1000 * second, ratePerMin: sum / count }))
    .sort((a, b) => a.tMs - b.tMs);
  return points.length === 0 ? null : { rate: points, tolerancePerMin: null, windowS: null, method };
}
