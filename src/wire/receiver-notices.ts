import { type Static, Type } from "typebox";
import { Value } from "typebox/value";

import { AlarmEvent, AlarmLimits, AlarmState, PresentAlarm } from "./alarms.ts";
import { nullable } from "./nullable.ts";
import { Reason } from "./reason.ts";

/** Stands in every message that leaves for a receiver. */
export const DISCLAIMER = "Investigational, not for clinical use";

/** Where a bed's values come from. Only `live` is a patient: the others are marked in every message. */
export const Origin = Type.Union([Type.Literal("live"), Type.Literal("demonstration"), Type.Literal("replay")], {
  description: "Only live is a patient who is watched now.",
});
export type Origin = Static<typeof Origin>;

const common = {
  disclaimer: Type.Literal(DISCLAIMER),
  bed: Type.String({ description: "Name of the bed, as configured." }),
  label: Type.String({ description: "What the monitor calls the bed." }),
  origin: Origin,
  stationMs: Type.Number({ description: "The station's clock when it was told, ms since 1970." }),
};

/** Something that happened to an alarm: from the log, in the log's order. */
export const AlarmNotice = Type.Object(
  { type: Type.Literal("alarm"), ...common, alarm: AlarmEvent },
  { title: "Alarm of an Afar bed" },
);
export type AlarmNotice = Static<typeof AlarmNotice>;

const rate = {
  confidence: Type.Number({ description: "Probability 0 to 1 that the rate is right; 0 where none is shown." }),
  held: Type.Boolean({ description: "The last sure rate, at most 10 s old." }),
  reason: nullable(Reason),
  inhibited: Type.Boolean({ description: "Nothing of this value alarms: it is switched off, or nobody is watched." }),
};

/** Values of one bed as its monitor shows them. */
export const ValuesNotice = Type.Object(
  {
    type: Type.Literal("values"),
    ...common,
    pulse: Type.Object({ rateBpm: nullable(Type.Number()), ...rate }),
    respiration: Type.Object({ rateBrpm: nullable(Type.Number()), ...rate }),
    limits: nullable(AlarmLimits),
  },
  { title: "Values of an Afar bed" },
);
export type ValuesNotice = Static<typeof ValuesNotice>;

/** What a bed is now. */
export const StateNotice = Type.Object(
  { type: Type.Literal("state"), ...common, mode: AlarmState.properties.mode, alarms: Type.Array(PresentAlarm) },
  { title: "State of an Afar bed" },
);
export type StateNotice = Static<typeof StateNotice>;

export type Notice = AlarmNotice | ValuesNotice | StateNotice;

/** A notice as a journal gives it back; null for anything else. Allocates nothing. */
export function parseAlarmNotice(value: unknown): AlarmNotice | null {
  return Value.Check(AlarmNotice, value) ? value : null;
}

/** An alarm's event as the log gives it back; null for anything else. Allocates nothing. */
export function parseAlarmEvent(value: unknown): AlarmEvent | null {
  return Value.Check(AlarmEvent, value) ? value : null;
}
