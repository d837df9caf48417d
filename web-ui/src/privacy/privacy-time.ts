import type { AlarmsMessage } from "../../../src/wire/alarm-messages.ts";

/** One touch pauses the camera for so long: a wash or a talk. */
export const PRIVACY_S = 300;

/** Seconds until the camera comes on again; null where it is not paused. */
export function privacyLeftS(alarms: AlarmsMessage | null): number | null {
  if (alarms === null || alarms.mode !== "privacy" || alarms.privacyUntilMs === null) return null;
  return Math.max(0, Math.ceil((alarms.privacyUntilMs - alarms.tMs) / 1000));
}

/** As `4:07`. */
export function minutesAndSeconds(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
