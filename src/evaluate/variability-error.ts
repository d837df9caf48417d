import { answered, type JudgedSeconds } from "./judged-seconds.ts";
import type { SecondReading } from "./second-reading.ts";
import { spreadOf } from "./spread.ts";
import { wholeVariability } from "./whole-variability.ts";

/** Variability of a stretch of beats. */
export interface Variability {
  /** Standard deviation of the intervals, ms. */
  readonly sdnnMs: number;
  /** Root mean square of the differences of successive intervals, ms. */
  readonly rmssdMs: number;
}

/** How far a recording's variability and mean rate lie from its reference. */
export interface VariabilityError {
  /** Medians over the seconds with a value, shown minus reference, absolute, ms; null: never shown. */
  readonly sdnnMs: number | null;
  readonly rmssdMs: number | null;
  /** Of the whole recording, shown minus reference, signed, ms; null below 60 s or 90 % of the beats. */
  readonly wholeSdnnMs: number | null;
  readonly wholeRmssdMs: number | null;
  /** Mean of the shown rates minus the reference's mean rate of the same seconds, absolute, /min; null: none shown. */
  readonly meanRatePerMin: number | null;
  /** Seconds with a value, and those of them flagged as irregular. */
  readonly seconds: number;
  readonly irregularSeconds: number;
}

/** SDNN and RMSSD (Task Force of ESC and NASPE, 1996) of intervals in order, ms; null for fewer than three. */
export function variabilityOf(ibiMs: readonly number[]): Variability | null {
  const count = ibiMs.length;
  if (count < 3) return null;
  const mean = ibiMs.reduce((sum, value) => sum + value, 0) / count;
  const squares = ibiMs.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const steps = ibiMs.slice(1).reduce((sum, value, i) => sum + (value - ibiMs[i]) ** 2, 0);
  return { sdnnMs: Math.sqrt(squares / (count - 1)), rmssdMs: Math.sqrt(steps / (count - 1)) };
}

/** Holds the variability of readings against a reference's intervals, each value against the same window. */
export function variabilityError(
  readings: readonly SecondReading[],
  ibiMs: readonly number[],
  pulse: JudgedSeconds | null,
): VariabilityError {
  const sdnn: number[] = [];
  const rmssd: number[] = [];
  let irregularSeconds = 0;
  for (const { tMs, variability } of readings) {
    if (variability === null) continue;
    irregularSeconds += Number(variability.irregular);
    const truth = variabilityOf(intervalsWithin(ibiMs, tMs - 1000 * variability.windowS, tMs));
    if (truth === null) continue;
    sdnn.push(Math.abs(variability.sdnnMs - truth.sdnnMs));
    rmssd.push(Math.abs(variability.rmssdMs - truth.rmssdMs));
  }
  const whole = wholeVariability(readings);
  const wholeTruth = variabilityOf(intervalsWithin(ibiMs, 0, readings.at(-1)?.tMs ?? 0));
  const shown = answered(pulse?.rated ?? []);
  const meanDifference = shown.reduce((sum, { ratePerMin, truth }) => sum + ratePerMin - truth.mean, 0) / shown.length;
  return {
    sdnnMs: sdnn.length === 0 ? null : spreadOf(sdnn).median,
    rmssdMs: rmssd.length === 0 ? null : spreadOf(rmssd).median,
    wholeSdnnMs: whole && wholeTruth && whole.sdnnMs - wholeTruth.sdnnMs,
    wholeRmssdMs: whole && wholeTruth && whole.rmssdMs - wholeTruth.rmssdMs,
    meanRatePerMin: shown.length === 0 ? null : Math.abs(meanDifference),
    seconds: sdnn.length,
    irregularSeconds,
  };
}

/** The intervals that lie within [fromMs, toMs], the first of which begins at time 0. */
function intervalsWithin(ibiMs: readonly number[], fromMs: number, toMs: number): number[] {
  let startMs = 0;
  return ibiMs.filter((interval) => {
    const begins = startMs;
    startMs += interval;
    return begins >= fromMs && startMs <= toMs;
  });
}
