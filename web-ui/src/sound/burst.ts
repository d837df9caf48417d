import type { AlarmPriority } from "../../../src/wire/alarms.ts";

/** One pulse of an alarm's sound, s after the burst's beginning. */
export interface Pulse {
  readonly atS: number;
  readonly durationS: number;
}

/** One burst of an alarm's sound. After IEC 60601-1-8 as far as vendors' manuals tell of it (facts: clinical). */
export interface Burst {
  readonly pulses: readonly Pulse[];
  /** From the beginning of the first to the end of the last pulse, s. */
  readonly lengthS: number;
  /** From there to the next burst while the alarm lasts, s; null: one burst. */
  readonly restS: number | null;
  /** Fundamental, Hz. */
  readonly pitchHz: number;
}

/** Amplitudes of the harmonics from the fundamental on: from 300 to 4000 Hz at least four of them, within 15 dB. */
export const HARMONICS = [1, 0.8, 0.6, 0.5, 0.4, 0.3] as const;
/** Share of a pulse that its rise takes, and its fall. */
export const RISE_SHARE = 0.15;

const HIGH_PULSE_S = 0.15;
const HIGH_SPACING_S = 0.1;
/** Three pulses, then two after a longer space, twice. */
const HIGH_HALF_GAP_S = 0.6;
const MEDIUM_PULSE_S = 0.2;
const MEDIUM_SPACING_S = 0.2;

export const BURSTS: Readonly<Record<AlarmPriority, Burst>> = {
  high: burst([3, 2, 3, 2], HIGH_PULSE_S, HIGH_SPACING_S, [0.3, HIGH_HALF_GAP_S, 0.3], { restS: 4, pitchHz: 523 }),
  medium: burst([3], MEDIUM_PULSE_S, MEDIUM_SPACING_S, [], { restS: 8, pitchHz: 440 }),
  low: burst([2], MEDIUM_PULSE_S, MEDIUM_SPACING_S, [], { restS: null, pitchHz: 330 }),
};

/** `groups`: pulses of each group; `gapsS`: silence between a group's last and the next group's first pulse. */
function burst(
  groups: readonly number[],
  durationS: number,
  spacingS: number,
  gapsS: readonly number[],
  rest: Pick<Burst, "restS" | "pitchHz">,
): Burst {
  const pulses: Pulse[] = [];
  let atS = 0;
  for (const [group, count] of groups.entries()) {
    for (let i = 0; i < count; i += 1) {
      pulses.push({ atS, durationS });
      atS += durationS + (i < count - 1 ? spacingS : (gapsS[group] ?? 0));
    }
  }
  return { pulses, lengthS: atS, ...rest };
}
