import { ALARM_WORDS, SIGNAL_LOST } from "../../../src/wire/alarm-words.ts";
import { spoken, type Widened } from "../words/language.ts";

/** What alarms are called. */
const alarmEn = {
  names: ALARM_WORDS,
  signalLost: SIGNAL_LOST,
  beds: (count: number) => `${count} ${count === 1 ? "bed" : "beds"}`,
  link: "LINK TO STATION LOST",
  physiological: "patient alarms",
  technical: "technical alarms",
  none: "no alarm",
  high: (name: string) => `${name} high`,
  low: (name: string) => `${name} low`,
  off: (names: string) => `ALARM OFF: ${names}`,
  open: "alarms",
  acknowledgeAll: "acknowledge",
  pause: "pause sound",
  resume: (seconds: number) => `sound on (${seconds} s)`,
};

export type AlarmWords = Widened<typeof alarmEn>;

export const alarmWords = spoken("alarmWords", alarmEn);
