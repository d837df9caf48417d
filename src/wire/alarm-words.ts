import type { AlarmCode } from "./alarms.ts";

/** What alarms are called in English: on screens, in documents and in messages. */
export const ALARM_WORDS = {
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
} as const satisfies Readonly<Record<AlarmCode, string>>;

/** Stands behind an alarm whose value has not been seen for a while. */
export const SIGNAL_LOST = "SIGNAL LOST";
