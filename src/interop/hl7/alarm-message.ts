import type { AlarmEvent } from "../../wire/alarms.ts";
import type { AlarmNotice } from "../../wire/receiver-notices.ts";

import { components, type Hl7Field, hl7Time, numbered, repetitions, subcomponents } from "./hl7-text.ts";
import { disclaimerNote, frameSegments, type Hl7Station, messageText, originMark } from "./message-frame.ts";
import { ALARM, eventCode, MONITOR, rateOf } from "./nomenclature.ts";

/** OBX-8 of an event, after IHE PCD ACM. */
const PRIORITIES = { high: "PH", medium: "PM", low: "PL" } as const;
const GROUPS = { physiological: "SP", technical: "ST" } as const;
const INACTIVATIONS = {
  enabled: "enabled",
  "audio-paused": "audio-paused",
  acknowledged: "alert-acknowledged",
} as const;

/** PCD-04, ORU^R40: one event of an alarm. All events of one alarm name its first in OBR-29. Allocates. */
export function alarmMessage(station: Hl7Station, messageId: string, notice: AlarmNotice): string {
  const { alarm } = notice;
  const { profile, stationId } = station;
  const isStart = alarm.phase === "start";
  const observation = observe(notice);
  return messageText([
    ...frameSegments(station, {
      messageId,
      notice,
      type: components("ORU", "R40", "ORU_R40"),
      profileId: profile.alarmsProfile,
    }),
    numbered("OBR", {
      1: 1,
      2: components(isStart ? alarm.id : messageId, "AFAR", stationId, "EUI-64"),
      3: components(isStart ? alarm.id : messageId, "AFAR", stationId, "EUI-64"),
      4: components(...ALARM),
      7: hl7Time(alarm.sinceMs),
      8: alarm.phase === "end" ? hl7Time(alarm.tMs) : null,
      29: isStart && !profile.parentOnStart ? null : parentOf(alarm.id, stationId),
    }),
    disclaimerNote(),
    observation({
      type: "ST",
      what: components(...eventCode(alarm.alarm)),
      value: alarm.text,
      flags: flagsOf(alarm),
      18: components(stationId, null, stationId, "EUI-64"),
    }),
    valueSegment(alarm, observation),
    observation({ type: "ST", what: codeOf(profile.phase), value: alarm.phase }),
    observation({ type: "ST", what: codeOf(profile.state), value: alarm.phase === "end" ? "inactive" : alarm.state }),
    observation({ type: "ST", what: codeOf(profile.inactivation), value: INACTIVATIONS[alarm.inactivation] }),
  ]);
}

interface Observation {
  /** OBX-2. */
  readonly type: "ST" | "NM" | null;
  /** OBX-3. */
  readonly what: Hl7Field;
  /** OBX-5. */
  readonly value: Hl7Field;
  /** OBX-8, besides the mark. */
  readonly flags?: readonly Hl7Field[];
  /** Other fields by their numbers. */
  readonly [field: number]: Hl7Field;
}

type Observe = (observation: Observation) => string;

/** Observations of one event, numbered as they come. Each bears the mark of a demonstration or replay. */
function observe(notice: AlarmNotice): Observe {
  const source = rateOf(notice.alarm.alarm)?.code[0] ?? "0";
  const time = hl7Time(notice.stationMs);
  let number = 0;
  return ({ type, what, value, flags = [], ...more }) => {
    number += 1;
    const place = `1.1.1.${source}.${number}`;
    return numbered("OBX", {
      1: number,
      2: type,
      3: what,
      4: place,
      5: value,
      8: repetitions(...flags, originMark(notice)),
      11: value === null ? "X" : "R",
      14: time,
      17: components(null, "camera rPPG"),
      ...more,
    });
  };
}

/** The value that alarmed, beside its limit; an alarm about no value names the monitor as what it is about. */
function valueSegment({ alarm, value, signalLost }: AlarmEvent, observation: Observe): string {
  const rate = rateOf(alarm);
  const what = components(...(rate?.code ?? MONITOR));
  if (value === null) return observation({ type: null, what, value: null, flags: rate === null ? [] : ["NAV"] });
  return observation({
    type: "NM",
    what,
    value: round(value.last),
    flags: signalLost ? ["QUES"] : [],
    6: rate && components(...rate.unit),
    7: alarm.endsWith("-low") ? `${value.limit}-` : `-${value.limit}`,
  });
}

function flagsOf({ alarm, priority, group }: AlarmEvent): Hl7Field[] {
  const side = alarm.endsWith("-high") ? "H" : alarm.endsWith("-low") ? "L" : "A";
  return [side, PRIORITIES[priority], GROUPS[group]];
}

/** OBR-29: placer's and filler's number of the alarm's first message, which are the same. */
function parentOf(alarmId: string, stationId: string): Hl7Field {
  const number = subcomponents(alarmId, "AFAR", stationId, "EUI-64");
  return components(number, number);
}

function codeOf({ code, name }: { readonly code: number; readonly name: string }): Hl7Field {
  return components(code, name, "MDC");
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
