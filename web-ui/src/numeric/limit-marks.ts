import type { AlarmsMessage, ShownAlarm } from "../../../src/wire/alarm-messages.ts";
import type { AlarmPriority } from "../../../src/wire/alarms.ts";

/** The limits beside a rate, and what alarms of it. */
export interface LimitMarks {
  readonly low: number;
  readonly high: number;
  readonly violated: "low" | "high" | null;
  /** Their alarm is switched off. */
  readonly lowOff: boolean;
  readonly highOff: boolean;
  /** The most urgent alarm of this vital sign, null for none. */
  readonly priority: AlarmPriority | null;
  /** Its priority while nobody has attended to it. */
  readonly flashing: AlarmPriority | null;
}

/** Alarms that are about one vital sign, whether or not they have a limit. */
const OF_SIGN = {
  pulse: ["pulse-lost", "pulse-high", "pulse-low", "irregular-rhythm"],
  respiration: ["no-breath", "respiration-high", "respiration-low"],
} as const;

/** Limits and alarms of one vital sign; null while the station has not told. Allocates. */
export function limitMarks(alarms: AlarmsMessage | null, sign: "pulse" | "respiration"): LimitMarks | null {
  if (alarms === null) return null;
  const { limits, off } = alarms.settings;
  // The most urgent stands first.
  const own = alarms.alarms.filter(({ alarm }) => (OF_SIGN[sign] as readonly string[]).includes(alarm));
  const has = (side: "low" | "high") => own.some(({ alarm }) => alarm === `${sign}-${side}`);
  return {
    ...limits[sign],
    violated: has("high") ? "high" : has("low") ? "low" : null,
    lowOff: off.includes(`${sign}-low`),
    highOff: off.includes(`${sign}-high`),
    priority: own[0]?.priority ?? null,
    flashing: own.find(isUnattended)?.priority ?? null,
  };
}

function isUnattended({ inactivation }: ShownAlarm): boolean {
  return inactivation === "enabled";
}
