import type { AlarmCode, AlarmSettings } from "../wire/alarms.ts";
import type { Vitals } from "../wire/vitals.ts";

import { LEAST_BPM, MOST_BPM } from "./alarm-words.ts";
import type { SureValue } from "./bed-memory.ts";
import { ABSENT, NEAR, present, type Sight, UNKNOWN } from "./sight.ts";

/** What the alarms use of one second's values. */
export type AlarmVitals = Pick<Vitals, "tMs" | "pulse" | "respiration" | "variability"> & {
  readonly evidence: { readonly windowS: number; readonly respiration: { readonly windowS: number } | null };
};

/** The confidence from which a rate is shown; one that is only kept on the screen below it decides nothing. */
const SURE = 0.7;
/** A value so far beyond a limit, /min, is of high priority (facts: clinical, A1). */
const EXTREME = 20;
/** The errors that the confidences stand for, /min: closer to a limit, a value cannot be said to be within it. */
const ERROR_BPM = 3;
const ERROR_BRPM = 2;
/** Pulsatility is lost when it has been gone for so long (facts: clinical, A9). */
const LOST_AFTER_MS = 10_000;
/** A pause is missing breath only from so many of the last breath's intervals on (facts: clinical, A1). */
const PAUSE_BREATHS = 1.5;

/** Rate of a value that is sure, whole numbers as on the screen, /min; null for one that is missing, held or doubtful. */
function sureRate(value: { rate: number | null; confidence: number; held: boolean }): number | null {
  return value.rate === null || value.held || value.confidence < SURE ? null : Math.round(value.rate);
}

/** Sure rates of one second, /min. */
export function sureRates({ pulse, respiration }: AlarmVitals): { pulse: number | null; respiration: number | null } {
  return {
    pulse: sureRate({ rate: pulse.rateBpm, confidence: pulse.confidence, held: pulse.held }),
    respiration: sureRate({
      rate: respiration.rateBrpm,
      confidence: respiration.confidence,
      held: respiration.held,
    }),
  };
}

/** What one second's values tell of each physiological condition. `lastBreathing`: the last sure rate before. Allocates. */
export function vitalSights(
  vitals: AlarmVitals,
  settings: AlarmSettings,
  lastBreathing: SureValue | null,
): [AlarmCode, Sight][] {
  const { limits } = settings;
  const rates = sureRates(vitals);
  const pulseLagMs = (vitals.evidence.windowS * 1000) / 2;
  const breathLagMs = ((vitals.evidence.respiration?.windowS ?? 0) * 1000) / 2;
  const pulse = { rate: rates.pulse, unit: "bpm", error: ERROR_BPM, lagMs: pulseLagMs, settings } as const;
  const breath = { rate: rates.respiration, unit: "brpm", error: ERROR_BRPM, lagMs: breathLagMs, settings } as const;
  return [
    ["pulse-lost", lossSight(vitals, rates.pulse)],
    ["no-breath", breathSight(vitals, rates.respiration, settings.noBreathDelayS, lastBreathing)],
    ["pulse-high", highSight(pulse, limits.pulse.high, MOST_BPM)],
    ["pulse-low", lowSight(pulse, limits.pulse.low, LEAST_BPM)],
    ["respiration-high", highSight(breath, limits.respiration.high, Number.POSITIVE_INFINITY)],
    ["respiration-low", lowSight(breath, limits.respiration.low, 0)],
    ["irregular-rhythm", rhythmSight(vitals, settings)],
  ];
}

interface Rate {
  readonly rate: number | null;
  readonly unit: "bpm" | "brpm";
  readonly error: number;
  readonly lagMs: number;
  readonly settings: AlarmSettings;
}

/** `most`: end of the range, where the rate may be anything beyond. */
function highSight(of: Rate, limit: number, most: number): Sight {
  if (of.rate === null) return UNKNOWN;
  if (of.rate > limit || of.rate >= most)
    return beyond(of, of.rate, limit, of.rate >= most || of.rate - limit >= EXTREME);
  return of.rate > limit - of.error ? NEAR : ABSENT;
}

function lowSight(of: Rate, limit: number, least: number): Sight {
  if (of.rate === null) return UNKNOWN;
  if (of.rate < limit || of.rate <= least)
    return beyond(of, of.rate, limit, of.rate <= least || limit - of.rate >= EXTREME);
  return of.rate < limit + of.error ? NEAR : ABSENT;
}

function beyond({ unit, lagMs, settings }: Rate, last: number, limit: number, extreme: boolean): Sight {
  return {
    is: "present",
    delayMs: settings.conditionDelayS * 1000,
    extremeDelayMs: extreme ? settings.extremeDelayS * 1000 : null,
    value: { last, limit, unit },
    measurementMs: lagMs,
    detail: null,
  };
}

function lossSight({ tMs, pulse }: AlarmVitals, sure: number | null): Sight {
  if (pulse.lostSinceMs !== null) {
    const lostMs = tMs - pulse.lostSinceMs;
    return lostMs >= LOST_AFTER_MS ? present(0, lostMs) : NEAR;
  }
  if (pulse.reason === "pulse-lost") return present(0);
  return sure === null ? UNKNOWN : ABSENT;
}

/** Only a breath ends a pause: one that is seen anew for a few seconds does not. */
function breathSight({ respiration }: AlarmVitals, sure: number | null, delayS: number, last: SureValue | null): Sight {
  const pauseS = respiration.noBreathS;
  if (pauseS === null) return sure === null ? UNKNOWN : ABSENT;
  const limit = Math.max(delayS, last === null ? 0 : (PAUSE_BREATHS * 60) / last.rate);
  if (pauseS >= limit) {
    return { ...present(0, pauseS * 1000), value: { last: pauseS, limit, unit: "s" } };
  }
  return sure !== null || pauseS === 0 ? ABSENT : NEAR;
}

function rhythmSight({ variability }: AlarmVitals, { conditionDelayS }: AlarmSettings): Sight {
  if (variability === null) return UNKNOWN;
  return variability.irregular ? present(conditionDelayS * 1000, (variability.windowS * 1000) / 2) : ABSENT;
}
