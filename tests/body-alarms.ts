import type { Vitals } from "../src/wire/vitals.ts";
import { defaultAlarmSettings } from "../src/alarms/profile.ts";
import { planStudyRun, type RaisedAlarm } from "../src/app/study-run.ts";

/** Alarms of the body that an adult's defaults raise from recorded values. */
export function bodyAlarms(vitals: readonly Vitals[]): RaisedAlarm[] {
  const run = planStudyRun(defaultAlarmSettings("adult"), false);
  for (const second of vitals) run.second(second);
  return run.raised.filter(({ physiological }) => physiological);
}
