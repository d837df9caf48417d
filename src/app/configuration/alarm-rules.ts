import type { AlarmChoice, ConfigurationFile } from "../../wire/configuration.ts";
import { type KeyFault, type KeyPath, keyName } from "../../wire/configuration-faults.ts";
import { ALARM_RULES } from "../../alarms/catalogue.ts";
import { areLimits } from "../../alarms/limit-rules.ts";

import { alarmSettings } from "./alarm-settings.ts";

const LIMITS = {
  pulse: { low: "pulseLowBpm", high: "pulseHighBpm", gap: 10 },
  respiration: { low: "respirationLowBrpm", high: "respirationHighBrpm", gap: 5 },
} as const;

/** Alarms that could never be set so at the monitor. `file` has passed its schema. Allocates. */
export function alarmFaults(file: ConfigurationFile): KeyFault[] {
  return [
    ...offFaults(file.alarms, ["alarms"]),
    ...file.beds.flatMap(({ alarms }, i) => [
      ...offFaults(alarms, ["beds", i, "alarms"]),
      ...limitFaults(file, i),
      ...delayFaults(file, i),
    ]),
  ];
}

function offFaults(alarms: AlarmChoice | undefined, path: KeyPath): KeyFault[] {
  return (alarms?.off ?? []).flatMap((code, i): KeyFault[] => {
    if (ALARM_RULES[code].canBeOff) return [];
    const at = [...path, "off", i];
    return [{ path: at, sentence: `${keyName(at)} "${code}" cannot be switched off: take it out of the list` }];
  });
}

function limitFaults(file: ConfigurationFile, i: number): KeyFault[] {
  const { limits, profile } = alarmSettings(file.alarms, file.beds[i].alarms);
  const sound = alarmSettings({ profile }).limits;
  return (["pulse", "respiration"] as const).flatMap((sign): KeyFault[] => {
    if (areLimits({ ...sound, [sign]: limits[sign] })) return [];
    const { low, high, gap } = LIMITS[sign];
    const path = pathOf(file, i, [low, high]);
    const found = `${keyName(["beds", i])} would alarm below ${limits[sign].low} and above ${limits[sign].high}`;
    return [{ path, sentence: `${keyName(path)}: ${found}; ${high} must be at least ${gap} above ${low}` }];
  });
}

function delayFaults(file: ConfigurationFile, i: number): KeyFault[] {
  const { conditionDelayS, extremeDelayS } = alarmSettings(file.alarms, file.beds[i].alarms);
  if (extremeDelayS <= conditionDelayS) return [];
  const path = pathOf(file, i, ["extremeDelayS", "conditionDelayS"]);
  const found = `${keyName(["beds", i])} would wait ${extremeDelayS} s for extreme values and ${conditionDelayS} s for others`;
  return [{ path, sentence: `${keyName(path)}: ${found}; extremeDelayS must not be longer than conditionDelayS` }];
}

/** The key that says it: the bed's own before the ward's. */
function pathOf(file: ConfigurationFile, i: number, keys: readonly (keyof AlarmChoice)[]): KeyPath {
  const own = keys.find((key) => file.beds[i].alarms?.[key] !== undefined);
  if (own !== undefined) return ["beds", i, "alarms", own];
  return ["alarms", keys.find((key) => file.alarms?.[key] !== undefined) ?? keys[0]];
}
