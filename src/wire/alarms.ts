import { type Static, Type } from "typebox";

import { StationNotes } from "./notes.ts";
import { nullable } from "./nullable.ts";

/** After IEC 60601-1-8: high is red, medium yellow, low cyan. */
export const AlarmPriority = Type.Union([Type.Literal("high"), Type.Literal("medium"), Type.Literal("low")]);
export type AlarmPriority = Static<typeof AlarmPriority>;

/** Alarms of the patient's body. More may be added; none is ever renamed. */
const PHYSIOLOGICAL_ALARMS = [
  "pulse-lost",
  "no-breath",
  "pulse-high",
  "pulse-low",
  "respiration-high",
  "respiration-low",
  "irregular-rhythm",
  "grimace",
  "eyes-opened",
] as const;

/** Causes that the station tells a bed of. `preparing`: the bed's process has not begun to measure. */
export const TECHNICAL_CAUSES = [
  "source-lost",
  "bed-lost",
  "preparing",
  "processing-late",
  "storage-failing",
  "delivery-failing",
  "clock-jump",
] as const;

/** Technical alarms that a bed finds out by itself, from its values or their absence. */
const FOUND_CAUSES = [
  "silence",
  "not-in-view",
  "low-light",
  "low-signal",
  "breathing-low-signal",
  "monitoring-interrupted",
  "confirm-patient",
] as const;

export const ALARM_CODES = [...PHYSIOLOGICAL_ALARMS, ...TECHNICAL_CAUSES, ...FOUND_CAUSES] as const;

export const TechnicalCause = Type.Enum([...TECHNICAL_CAUSES]);
export type TechnicalCause = (typeof TECHNICAL_CAUSES)[number];

export const AlarmCode = Type.Enum([...ALARM_CODES]);
export type AlarmCode = (typeof ALARM_CODES)[number];

/** Violated outside of low..high, /min. */
export const AlarmLimits = Type.Object({
  pulse: Type.Object({
    low: Type.Integer({ minimum: 25, maximum: 230 }),
    high: Type.Integer({ minimum: 35, maximum: 240 }),
  }),
  respiration: Type.Object({
    low: Type.Integer({ minimum: 4, maximum: 100 }),
    high: Type.Integer({ minimum: 9, maximum: 120 }),
  }),
});
export type AlarmLimits = Static<typeof AlarmLimits>;

export const PatientProfile = Type.Union([Type.Literal("adult"), Type.Literal("paediatric"), Type.Literal("neonatal")]);
export type PatientProfile = Static<typeof PatientProfile>;

/** Time for which a condition must last before it alarms; none of it applies to the lost pulse or to missing breath. */
const ConditionDelayS = Type.Number({ minimum: 0, maximum: 15 });

/** Time without a breath before it alarms, and never under 1.5 times the last breath interval. */
const NoBreathDelayS = Type.Number({ minimum: 10, maximum: 40 });

const ReminderMin = Type.Union([Type.Literal(1), Type.Literal(2), Type.Literal(3), Type.Literal(5), Type.Literal(10)]);

/** How one bed alarms. */
export const AlarmSettings = Type.Object({
  profile: PatientProfile,
  limits: AlarmLimits,
  conditionDelayS: ConditionDelayS,
  /** The same for a value 20 /min or more beyond a limit. */
  extremeDelayS: ConditionDelayS,
  noBreathDelayS: NoBreathDelayS,
  /** Alarms that stay, seen and heard, after their condition ended, until they are acknowledged. */
  latching: Type.Array(AlarmCode),
  /** Alarms that are switched off. */
  off: Type.Array(AlarmCode),
  /** Time between reminders of alarms that are off, or acknowledged and still there. */
  reminderMin: ReminderMin,
  /** An alarm that nobody attends to for so long rises in priority; null: never. */
  escalateS: nullable(Type.Number({ minimum: 30, maximum: 600 })),
});
export type AlarmSettings = Static<typeof AlarmSettings>;

/** What a user may ask of a bed's alarms. */
export const AlarmOrder = Type.Union([
  /** `id` null: all that are there now. */
  Type.Object({ order: Type.Literal("acknowledge"), id: nullable(Type.String()) }),
  /** Sound off for all present alarms and for new ones that are of no higher priority. */
  Type.Object({ order: Type.Literal("pause-audio"), seconds: Type.Number({ minimum: 1, maximum: 120 }) }),
  Type.Object({ order: Type.Literal("resume-audio") }),
  Type.Object({ order: Type.Literal("switch"), alarm: AlarmCode, on: Type.Boolean() }),
  Type.Object({ order: Type.Literal("latch"), alarm: AlarmCode, on: Type.Boolean() }),
  Type.Object({ order: Type.Literal("limits"), limits: AlarmLimits }),
  Type.Object({ order: Type.Literal("automatic-limits") }),
  Type.Object({ order: Type.Literal("profile"), profile: PatientProfile }),
  Type.Object({
    order: Type.Literal("delays"),
    conditionDelayS: ConditionDelayS,
    extremeDelayS: ConditionDelayS,
    noBreathDelayS: NoBreathDelayS,
  }),
  Type.Object({ order: Type.Literal("reminder"), minutes: ReminderMin }),
  /** The patient is away; nothing of the patient alarms until monitoring goes on. */
  Type.Object({ order: Type.Literal("standby") }),
  /** Nobody is watched for a while; monitoring goes on by itself. */
  Type.Object({ order: Type.Literal("privacy"), seconds: Type.Number({ minimum: 1, maximum: 900 }) }),
  /** Ends standby and privacy. */
  Type.Object({ order: Type.Literal("monitor") }),
  /** The patient leaves: alarms end, the settings become the profile's defaults. */
  Type.Object({ order: Type.Literal("discharge") }),
]);
export type AlarmOrder = Static<typeof AlarmOrder>;

const AlarmFields = {
  /** Bed and running number, never used twice. */
  id: Type.String(),
  alarm: AlarmCode,
  group: Type.Union([Type.Literal("physiological"), Type.Literal("technical")]),
  priority: AlarmPriority,
  /** Latched: its condition ended, and nobody acknowledged it yet. */
  state: Type.Union([Type.Literal("active"), Type.Literal("latched")]),
  /** Why it may be silent. */
  inactivation: Type.Union([Type.Literal("enabled"), Type.Literal("audio-paused"), Type.Literal("acknowledged")]),
  /** As on the screen: `** PR 134>120`. */
  text: Type.String(),
  /** Of what stands in brackets in it. */
  notes: StationNotes,
  value: nullable(
    Type.Object({
      /** Farthest beyond the limit since it began. */
      worst: Type.Number(),
      last: Type.Number(),
      limit: Type.Number(),
      unit: Type.Union([Type.Literal("bpm"), Type.Literal("brpm"), Type.Literal("s")]),
    }),
  ),
  /** The value has not been seen for 10 s: the alarm stays as it was. */
  signalLost: Type.Boolean(),
  /** When the alarm was raised, ms. */
  sinceMs: Type.Number(),
  /** Whether it sounds again and again now. */
  audible: Type.Boolean(),
  delays: Type.Object({
    /** From the patient's change to the first value that shows it, ms: an estimate. */
    measurementMs: Type.Number(),
    /** From there to the alarm, ms. */
    conditionMs: Type.Number(),
    /** From the alarm to its first sound, ms; null while it has not sounded. */
    signalMs: nullable(Type.Number()),
  }),
};

/** An alarm that is there now. */
export const PresentAlarm = Type.Object(AlarmFields);
export type PresentAlarm = Static<typeof PresentAlarm>;

/** One row of the alarm log. Times in ms of the bed's alarm clock. */
export const AlarmEvent = Type.Object({
  kind: Type.Literal("alarm"),
  bed: Type.String(),
  tMs: Type.Number(),
  phase: Type.Union([
    Type.Literal("start"),
    /** Priority, state or inactivation changed, or the signal was lost or came back. */
    Type.Literal("update"),
    /** Still there: every 15 s without an update. */
    Type.Literal("continue"),
    Type.Literal("end"),
  ]),
  ...AlarmFields,
  /** Why it ended; null before. */
  ended: nullable(
    Type.Union([
      Type.Literal("cleared"),
      Type.Literal("acknowledged"),
      Type.Literal("switched-off"),
      Type.Literal("standby"),
      Type.Literal("privacy"),
      Type.Literal("discharge"),
    ]),
  ),
  /** Who caused this row by an order; null where nobody did. */
  by: nullable(Type.String()),
  /** Set by the station where the log could not take the row in time. */
  notRecorded: Type.Optional(Type.Literal(true)),
});
export type AlarmEvent = Static<typeof AlarmEvent>;

/** A sound begins. */
export const AlarmSound = Type.Object({
  kind: Type.Literal("alarm-sound"),
  /** Null for the ward. */
  bed: nullable(Type.String()),
  tMs: Type.Number(),
  /** Null for a reminder. */
  id: nullable(Type.String()),
  priority: AlarmPriority,
  /** True: until the alarm is no longer audible; false: one burst. */
  repeat: Type.Boolean(),
  text: Type.String(),
});
export type AlarmSound = Static<typeof AlarmSound>;

/** What became of an order. */
export const AlarmAnswer = Type.Object({
  kind: Type.Literal("alarm-answer"),
  bed: Type.String(),
  tMs: Type.Number(),
  by: Type.String(),
  order: AlarmOrder,
  accepted: Type.Boolean(),
  /** One sentence for the reader. */
  detail: Type.String(),
  /** Why it was refused. */
  notes: StationNotes,
});
export type AlarmAnswer = Static<typeof AlarmAnswer>;

export type AlarmOutput = AlarmEvent | AlarmSound | AlarmAnswer;

/** Everything a screen shows of one bed's alarms. */
export const AlarmState = Type.Object({
  bed: Type.String(),
  tMs: Type.Number(),
  mode: Type.Union([Type.Literal("monitoring"), Type.Literal("standby"), Type.Literal("privacy")]),
  /** End of the privacy pause; null outside of one. */
  privacyUntilMs: nullable(Type.Number()),
  /** End of the audio pause; null outside of one. */
  audioPausedUntilMs: nullable(Type.Number()),
  /** Highest priority first, the older before the newer. */
  alarms: Type.Array(PresentAlarm),
  /** Priority that is to be heard again and again now. */
  sounding: nullable(AlarmPriority),
  settings: AlarmSettings,
});
export type AlarmState = Static<typeof AlarmState>;

/** A cause that many beds share, in one message. */
export const WardAlarm = Type.Object({
  kind: Type.Literal("ward-alarm"),
  tMs: Type.Number(),
  phase: Type.Union([Type.Literal("start"), Type.Literal("update"), Type.Literal("end")]),
  /** The ward's name and running number, never used twice. */
  id: Type.String(),
  alarm: AlarmCode,
  priority: AlarmPriority,
  text: Type.String(),
  /** Beds whose own message this one stands for; empty at the end. */
  beds: Type.Array(Type.String()),
  /** As for a bed's alarm. */
  notRecorded: Type.Optional(Type.Literal(true)),
});
export type WardAlarm = Static<typeof WardAlarm>;
