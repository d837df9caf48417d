import type { AlarmLimits, AlarmSettings, PatientProfile } from "../wire/alarms.ts";

/** Starting points that a site sets for itself (facts: clinical, A1). */
export const DEFAULT_LIMITS: Readonly<Record<PatientProfile, AlarmLimits>> = {
  adult: { pulse: { low: 50, high: 120 }, respiration: { low: 8, high: 30 } },
  paediatric: { pulse: { low: 75, high: 160 }, respiration: { low: 8, high: 30 } },
  neonatal: { pulse: { low: 100, high: 200 }, respiration: { low: 30, high: 100 } },
};

/**
 * Settings of a bed that nobody has set. Allocates.
 *
 * Ten seconds of delay, since most alarms of a ward that come to nothing pass within 14 s (Goerges et al., Anesth Analg 2009);
 * half of that where the value is far beyond its limit.
 */
export function defaultAlarmSettings(profile: PatientProfile): AlarmSettings {
  return {
    profile,
    limits: structuredClone(DEFAULT_LIMITS[profile]),
    conditionDelayS: 10,
    extremeDelayS: 5,
    noBreathDelayS: 20,
    latching: ["pulse-lost", "no-breath"],
    off: ["grimace", "eyes-opened"],
    reminderMin: 3,
    escalateS: 180,
  };
}
