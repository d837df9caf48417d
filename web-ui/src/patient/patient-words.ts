import { spoken, type Widened } from "../words/language.ts";

const patientEn = {
  button: "patient",
  admitTitle: (bed: string) => `Admit to ${bed}`,
  title: (patient: string, bed: string) => `${patient}, ${bed}`,
  needed: "Needed: a name or number, and on whose consent.",
  name: "name or number",
  profile: "patient is",
  consent: "consent given by",
  consents: {
    patient: "the patient",
    representative: "a representative",
    emergency: "nobody yet: emergency",
    study: "study protocol",
  },
  warningsTitle: "Tick what applies: the numbers then mean something else",
  warnings: {
    "assist-device": "circulatory assist device",
    "balloon-pump": "intra-aortic balloon pump",
    "oscillation-ventilation": "high-frequency oscillation",
    prone: "prone",
  },
  warningNotes: {
    "assist-device": "there may be no pulse although blood flows",
    "balloon-pump": "the balloon's beats may be counted",
    "oscillation-ventilation": "the chest shakes: its movement is no breath",
    prone: "the face may not be seen",
  },
  admit: "admit",
  admitted: (day: string, time: string) => `admitted ${day} ${time}`,
  consentGiven: (by: string) => `consent: ${by}`,
  nobody: "nobody admitted",
  discharge: "discharge",
  dischargeTitle: (patient: string) => `Discharge ${patient}?`,
  dischargeWhat:
    "Removes the trends, events and settings of this patient from the bed; the limits become the site's. The alarm log stays: it names no patient.",
  dischargeConfirm: "discharge and remove",
  standby: "standby",
  standbyWhat: "Standby: the patient is away, and nothing of the patient alarms.",
  monitor: "monitor again",
  cancel: "cancel",
  close: "close",
  inStandby: "STANDBY",
  inStandbyNote: "This bed does not alarm.",
};

export type PatientWords = Widened<typeof patientEn>;

export const patientWords = spoken("patientWords", patientEn);
