import { spoken, type Widened } from "../words/language.ts";

const limitEn = {
  button: "limits",
  title: (bed: string) => `Alarm limits, ${bed}`,
  pulse: "PR, pulse rate /min",
  respiration: "RR, breathing rate /min",
  low: "low",
  high: "high",
  now: (rate: string) => `now ${rate}`,
  automatic: "automatic limits",
  automaticNote:
    "Automatic: PR from 0.8 to 1.25 times, RR from 0.5 to 1.5 times what is shown now, within safe bounds.",
  noAutomatic: "There are no automatic limits for newborns.",
  delays: "delays, seconds",
  condition: "beyond a limit",
  extreme: "20 or more beyond it",
  noBreath: "no breath",
  defaults: "default limits",
  save: "set",
  cancel: "cancel",
  range: "Low and high are whole numbers: PR from 25 to 240 and 10 apart, RR from 4 to 120 and 5 apart.",
  delayRange:
    "Delays reach to 15 s, 20 or more beyond a limit no longer than beyond it; for no breath from 10 to 40 s.",
  off: "alarm off",
  setLimits: "limits and delays",
  setAlarms: "alarms on and off",
  alarm: "alarm",
  groups: { physiological: "of the patient", technical: "technical" },
  state: "state",
  isOn: "on",
  isOff: "OFF",
  alwaysOn: "always on",
  latched: "latched",
  alwaysLatched: "always",
  latchedNote: "A latched alarm stays, seen and heard, after its cause is over, until somebody acknowledges it.",
  delay: "after",
  after: (seconds: number) => `${seconds} s`,
  reminder: "reminder",
  every: (minutes: number) => `every ${minutes} min`,
  offTitle: (alarm: string) => `Switch off: ${alarm}?`,
  offWhat: (minutes: number) =>
    `Nobody is called for it, here or elsewhere, until it is switched on again. The bed says ALARM OFF, and a sound reminds every ${minutes} min.`,
  keep: "leave it on",
  notAllowed: "Your account may look, not set: that takes a nurse's.",
  signInAgain: "This screen was left alone: sign in again to set anything.",
  close: "close",
};

export type LimitWords = Widened<typeof limitEn>;

export const limitWords = spoken("limitWords", limitEn);
