import { ALARM_WORDS, SIGNAL_LOST } from "../wire/alarm-words.ts";
import type { AlarmCode, AlarmPriority } from "../wire/alarms.ts";

import type { LiveAlarm } from "./bed-memory.ts";
import { ALARM_RULES } from "./catalogue.ts";

/** Ends of the range in which a pulse rate can be told, /min: a rate there may lie anywhere beyond. */
export const LEAST_BPM = 25;
export const MOST_BPM = 240;

/** What an alarm is called where no value belongs to it. */
export function alarmName(code: AlarmCode): string {
  if (code.endsWith("-high")) return `${ALARM_WORDS[code]} high`;
  return code.endsWith("-low") ? `${ALARM_WORDS[code]} low` : ALARM_WORDS[code];
}

/** An alarm as it stands on the screen: `** PR 134>120`, the worst value beyond its limit (facts: clinical, R4 and A9). */
export function alarmText({ alarm, priority, value, signalLost, detail }: LiveAlarm): string {
  const words = [value === null ? ALARM_WORDS[alarm] : `${ALARM_WORDS[alarm]} ${valueText(alarm, value)}`];
  if (detail !== null) words.push(`(${detail})`);
  if (signalLost) words.push(SIGNAL_LOST);
  if (ALARM_RULES[alarm].group === "physiological") words.unshift(stars(priority));
  return words.join(" ");
}

function valueText(code: AlarmCode, { worst, limit }: NonNullable<LiveAlarm["value"]>): string {
  switch (code) {
    case "no-breath":
      return `${Math.floor(worst)} s`;
    case "pulse-low":
      if (worst <= LEAST_BPM) return `<${LEAST_BPM}`;
      return `${worst}<${limit}`;
    case "pulse-high":
      if (worst >= MOST_BPM) return `>${MOST_BPM}`;
      return `${worst}>${limit}`;
    case "respiration-low":
      return `${worst}<${limit}`;
    default:
      return `${worst}>${limit}`;
  }
}

function stars(priority: AlarmPriority): string {
  return priority === "high" ? "***" : priority === "medium" ? "**" : "*";
}
