import type { AlarmCode } from "../../../src/wire/alarms.ts";

import { alarmWords } from "./alarm-words.ts";

/** What an alarm is called where no value stands beside it. */
export function alarmTitle(alarm: AlarmCode): string {
  const name = alarmWords.names[alarm];
  if (alarm.endsWith("-high")) return alarmWords.high(name);
  return alarm.endsWith("-low") ? alarmWords.low(name) : name;
}
