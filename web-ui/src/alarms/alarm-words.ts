import type { AlarmCode } from "../../../src/wire/alarms.ts";
import { spoken, type Widened } from "../words/language.ts";

/** The station's own names of its alarms: what a translation replaces in the station's sentences. */
export const STATION_NAMES = {
  "pulse-lost": "PULSE SIGNAL LOST, CHECK PATIENT",
  "no-breath": "NO BREATHING MOVEMENT",
  "pulse-high": "PR",
  "pulse-low": "PR",
  "respiration-high": "RR",
  "respiration-low": "RR",
  "irregular-rhythm": "irregular pulse, rate may undercount",
  grimace: "grimace",
  "eyes-opened": "eyes opened",
  silence: "NO VALUES, CHECK PATIENT",
  "source-lost": "camera lost",
  "bed-lost": "measurement stopped, starting again",
  preparing: "measurement not started yet",
  "not-in-view": "patient not in view",
  "low-light": "too little light",
  "low-signal": "pulse not measurable",
  "breathing-low-signal": "breathing not measurable",
  "processing-late": "values are late",
  "storage-failing": "alarms and trends cannot be stored",
  "delivery-failing": "alarms cannot be delivered",
  "clock-jump": "the clock was changed",
  "monitoring-interrupted": "monitoring was interrupted",
  "confirm-patient": "another face may be in view, confirm the patient",
} as const satisfies Record<AlarmCode, string>;

/** What alarms are called. */
const alarmEn = {
  names: STATION_NAMES,
  signalLost: "SIGNAL LOST",
  beds: (count: number) => `${count} beds`,
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
