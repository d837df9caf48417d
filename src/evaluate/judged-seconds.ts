import type { RateTruth } from "./truth.ts";
import { planTruthCurve, type TruthSpan } from "./truth-curve.ts";
import { SHORT_CLIP_S, type VitalRules } from "./vital-rules.ts";

/** What the monitor had at one second. */
export interface RateReading {
  readonly tMs: number;
  /** null: nothing shown. */
  readonly ratePerMin: number | null;
  /** 0..1. */
  readonly confidence: number;
  readonly held: boolean;
}

/** A second that has a true rate. */
export interface RatedSecond extends RateReading {
  readonly truth: TruthSpan;
  readonly tolerancePerMin: number;
  /** Shown minus true rate, /min, 0 within the span of a moving truth; null: nothing shown. */
  readonly error: number | null;
  /** True where the truth moves so far that its span is what counts. */
  readonly moving: boolean;
}

/** The judged seconds of one recording, in order. */
export interface JudgedSeconds {
  /** Seconds with a true rate. */
  readonly rated: readonly RatedSecond[];
  /** Seconds in which nothing may be shown: there is no pulse or breath, and has not been for long enough. */
  readonly silent: readonly RateReading[];
}

/**
 * Holds readings, one a second in order, against the truth. Seconds for which the truth is unknown, those before `fromS`
 * and those within `graceS` after a rate ended are in neither list; where there is no rate from the start, every second is
 * judged.
 */
export function judge(readings: readonly RateReading[], truth: RateTruth, rules: VitalRules): JudgedSeconds {
  const curve = planTruthCurve(truth);
  const tolerancePerMin = truth.tolerancePerMin ?? rules.tolerancePerMin;
  const isShort = (readings.at(-1)?.tMs ?? 0) <= 1000 * SHORT_CLIP_S;
  const fromMs = 1000 * (isShort ? rules.shortClipFromS : rules.fromS);
  const rated: RatedSecond[] = [];
  const silent: RateReading[] = [];
  for (const reading of readings) {
    const noneSinceMs = curve.noneSinceMs(reading.tMs);
    if (noneSinceMs !== null) {
      if (reading.tMs - noneSinceMs > 1000 * rules.graceS) silent.push(reading);
      continue;
    }
    if (reading.tMs < fromMs) continue;
    const span = curve.over(reading.tMs, rules.windowS);
    if (span === null) continue;
    const moving = span.highest - span.lowest > rules.spanPerMin;
    const error = reading.ratePerMin === null ? null : errorAgainst(reading.ratePerMin, span, moving);
    rated.push({ ...reading, truth: span, tolerancePerMin, error, moving });
  }
  return { rated, silent };
}

/** Signed error of a rate, /min; against the span of a moving truth it is the distance to its nearer end. */
export function errorAgainst(ratePerMin: number, truth: TruthSpan, moving: boolean): number {
  if (!moving) return ratePerMin - truth.mean;
  return ratePerMin - Math.min(truth.highest, Math.max(truth.lowest, ratePerMin));
}

/** True for a second whose rate counts as shown: held ones do not. */
export function isShown(reading: RateReading): reading is RateReading & { readonly ratePerMin: number } {
  return reading.ratePerMin !== null && !reading.held;
}

/** A second with an answer: shown and not held. */
export interface AnsweredSecond extends RatedSecond {
  readonly ratePerMin: number;
  readonly error: number;
}

/** The seconds with a rate that is shown and not held. */
export function answered(rated: readonly RatedSecond[]): AnsweredSecond[] {
  return rated.filter((second): second is AnsweredSecond => isShown(second) && second.error !== null);
}

/** True where a shown rate is within its tolerance. */
export function isRight(second: AnsweredSecond): boolean {
  return Math.abs(second.error) <= second.tolerancePerMin;
}
