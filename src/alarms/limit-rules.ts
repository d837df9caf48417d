import type { AlarmLimits, PatientProfile } from "../wire/alarms.ts";

interface Range {
  readonly low: number;
  readonly high: number;
}

/** Bounds of the limits that can be set, /min, and the least that must lie between them for an alarm to be able to end. */
const BOUNDS = {
  pulse: { low: 25, high: 240, gap: 10 },
  respiration: { low: 4, high: 120, gap: 5 },
} as const;

/** True for limits that can be set: whole numbers within what is measured, far enough apart. */
export function areLimits({ pulse, respiration }: AlarmLimits): boolean {
  return isRange(pulse, BOUNDS.pulse) && isRange(respiration, BOUNDS.respiration);
}

/**
 * Limits around the values of now, /min; a value that is null, or that no such limits would hold, leaves its limits as they
 * are. Null where nothing would change, and for newborns, for whom the formulas are not made. Allocates.
 *
 * After Mindray's manuals: pulse 0.8 PR but at least 40, 1.25 PR but at most 210; breathing 0.5 RR but at least 6, 1.5 RR but at
 * most 30.
 */
export function automaticLimits(
  limits: AlarmLimits,
  profile: PatientProfile,
  pulseBpm: number | null,
  respirationBrpm: number | null,
): AlarmLimits | null {
  if (profile === "neonatal") return null;
  const pulse =
    pulseBpm === null
      ? null
      : { low: Math.max(Math.round(0.8 * pulseBpm), 40), high: Math.min(Math.round(1.25 * pulseBpm), 210) };
  const respiration =
    respirationBrpm === null
      ? null
      : {
          low: Math.max(Math.round(0.5 * respirationBrpm), 6),
          high: Math.min(Math.round(1.5 * respirationBrpm), 30),
        };
  const pulseFits = pulse && pulseBpm !== null && isRange(pulse, BOUNDS.pulse) && holds(pulse, pulseBpm);
  const respirationFits =
    respiration &&
    respirationBrpm !== null &&
    isRange(respiration, BOUNDS.respiration) &&
    holds(respiration, respirationBrpm);
  if (!pulseFits && !respirationFits) return null;
  return {
    pulse: pulseFits ? pulse : limits.pulse,
    respiration: respirationFits ? respiration : limits.respiration,
  };
}

function isRange({ low, high }: Range, bounds: Range & { readonly gap: number }): boolean {
  return (
    Number.isInteger(low) &&
    Number.isInteger(high) &&
    low >= bounds.low &&
    high <= bounds.high &&
    high - low >= bounds.gap
  );
}

function holds({ low, high }: Range, value: number): boolean {
  return value >= low && value <= high;
}
