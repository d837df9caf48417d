import { Value } from "typebox/value";

import { AlarmCommand, AlarmSettings } from "./alarms.ts";

/** A command as it came from a screen or over the network; null for anything else. Allocates nothing. */
export function parseAlarmCommand(value: unknown): AlarmCommand | null {
  return Value.Check(AlarmCommand, value) ? value : null;
}

/** Settings as a site or a snapshot gives them; null for anything else. Allocates nothing. */
export function parseAlarmSettings(value: unknown): AlarmSettings | null {
  return Value.Check(AlarmSettings, value) ? value : null;
}
