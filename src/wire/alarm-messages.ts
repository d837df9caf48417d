import { type Static, Type } from "typebox";

import { AlarmOrder, AlarmState, PatientProfile, PresentAlarm } from "./alarms.ts";
import { StationNotes } from "./notes.ts";
import { nullable } from "./nullable.ts";
import { RecordingRequest } from "./recording.ts";

/** On what ground a patient may be watched. */
export const CONSENT_BASES = ["patient", "representative", "emergency", "study"] as const;
export const ConsentBasis = Type.Enum([...CONSENT_BASES]);
export type ConsentBasis = (typeof CONSENT_BASES)[number];

/** What makes a camera's pulse or breathing mean something else, or hard to see. */
export const PATIENT_WARNINGS = ["assist-device", "balloon-pump", "oscillation-ventilation", "prone"] as const;
export const PatientWarning = Type.Enum([...PATIENT_WARNINGS]);
export type PatientWarning = (typeof PATIENT_WARNINGS)[number];

/** Who lies in a bed, as a user wrote it. */
export const Patient = Type.Object({
  label: Type.String({ minLength: 1, maxLength: 80 }),
  /** The station's clock, ms since 1970. */
  admittedMs: Type.Number(),
  /** Absent where nobody stated it. */
  consent: Type.Optional(ConsentBasis),
  warnings: Type.Optional(Type.Array(PatientWarning, { maxItems: PATIENT_WARNINGS.length })),
});
export type Patient = Static<typeof Patient>;

/** What a user may ask of a bed. */
export const BedOrder = Type.Union([
  AlarmOrder,
  /** A patient comes: the profile's default limits, and monitoring begins. */
  Type.Object({
    order: Type.Literal("admit"),
    patient: Patient.properties.label,
    profile: PatientProfile,
    consent: Patient.properties.consent,
    warnings: Patient.properties.warnings,
  }),
  /** The face in view is the patient's: the bed's process is told. */
  Type.Object({ order: Type.Literal("confirm-patient") }),
  /** Begins or ends a recording of the bed's numbers. */
  Type.Object({ order: Type.Literal("record"), ...RecordingRequest.properties }),
]);
export type BedOrder = Static<typeof BedOrder>;

/** An alarm as a screen shows it. */
export const ShownAlarm = Type.Object({
  ...PresentAlarm.properties,
  /** The log could not take it in time: it waits in memory, and a loss of power would lose it. */
  notRecorded: Type.Boolean(),
});
export type ShownAlarm = Static<typeof ShownAlarm>;

/** Everything a screen shows of one bed's alarms: sent at each change, and to each new reader. Times in ms of the bed's alarm clock. */
export const AlarmsMessage = Type.Object({
  ...AlarmState.properties,
  kind: Type.Literal("alarms"),
  /** Null while nobody is admitted. */
  patient: nullable(Patient),
  alarms: Type.Array(ShownAlarm),
});
export type AlarmsMessage = Static<typeof AlarmsMessage>;

/** What became of an order. */
export const OrderAnswer = Type.Object({
  accepted: Type.Boolean(),
  /** One sentence for the reader. */
  detail: Type.String(),
  /** Why it was refused. */
  notes: StationNotes,
  /** False: the log could not take it in time; it waits in memory. */
  recorded: Type.Boolean(),
});
export type OrderAnswer = Static<typeof OrderAnswer>;
