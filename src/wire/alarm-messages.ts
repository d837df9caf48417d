import { type Static, Type } from "typebox";

import { AlarmOrder, AlarmState, PatientProfile, PresentAlarm } from "./alarms.ts";
import { nullable } from "./nullable.ts";
import { RecordingRequest } from "./recording.ts";

/** Who lies in a bed, as a user wrote it. */
export const Patient = Type.Object({
  label: Type.String({ minLength: 1, maxLength: 80 }),
  /** The station's clock, ms since 1970. */
  admittedMs: Type.Number(),
});
export type Patient = Static<typeof Patient>;

/** What a user may ask of a bed. */
export const BedOrder = Type.Union([
  AlarmOrder,
  /** A patient comes: the profile's default limits, and monitoring begins. */
  Type.Object({ order: Type.Literal("admit"), patient: Patient.properties.label, profile: PatientProfile }),
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
export interface OrderAnswer {
  readonly accepted: boolean;
  /** One sentence for the reader. */
  readonly detail: string;
  /** False: the log could not take it in time; it waits in memory. */
  readonly recorded: boolean;
}
