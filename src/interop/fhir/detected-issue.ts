import type { AlarmCode, AlarmPriority } from "../../wire/alarms.ts";
import { eventCode } from "../hl7/nomenclature.ts";

import { disclaimed, markOf, mdc } from "./codes.ts";
import { type Concept, fhirTime, type NamedResource } from "./elements.ts";
import type { FhirAlarm, FhirBed, FhirSharedAlarm } from "./fhir-source.ts";
import { alarmId, bedDeviceId, STATION_ID, sharedAlarmId } from "./resource-id.ts";

const SEVERITIES: Readonly<Record<AlarmPriority, string>> = { high: "high", medium: "moderate", low: "low" };
const UNITS: Readonly<Record<NonNullable<FhirAlarm["value"]>["unit"], string>> = { bpm: "/min", brpm: "/min", s: "s" };

/** An alarm as a DetectedIssue: `preliminary` while it is there, `final` when it is over. Allocates. */
export function detectedIssueOf({ bed, label }: FhirBed, alarm: FhirAlarm): NamedResource {
  const device = cameraOf({ bed, label });
  const { value, endMs, acknowledgedMs } = alarm;
  return {
    resourceType: "DetectedIssue",
    id: alarmId(bed, alarm.number),
    meta: markOf(alarm.origin),
    identifier: [{ system: "urn:afar:alarm", value: `${bed}-${alarm.number}` }],
    status: endMs === null ? "preliminary" : "final",
    code: codeOf(alarm.alarm, alarm.text),
    severity: SEVERITIES[alarm.priority],
    identifiedPeriod: { start: fhirTime(alarm.startMs), ...(endMs !== null && { end: fhirTime(endMs) }) },
    author: device,
    implicated: [device],
    ...(value !== null && {
      evidence: [
        {
          code: [
            {
              text: `worst ${value.worst} ${UNITS[value.unit]}, last ${value.last} ${UNITS[value.unit]}, limit ${value.limit} ${UNITS[value.unit]}`,
            },
          ],
        },
      ],
    }),
    detail: detailOf(alarm),
    ...(acknowledgedMs !== null && {
      mitigation: [{ action: { text: "Acknowledged at the monitor" }, date: fhirTime(acknowledgedMs) }],
    }),
  };
}

/**
 * One cause of alarms of several beds as a DetectedIssue of the station, which implicates the camera of each. `beds`: those of
 * them that the reader may see, at least one. Allocates.
 */
export function sharedIssueOf(beds: readonly FhirBed[], alarm: FhirSharedAlarm): NamedResource {
  const { ward, number, origin, priority, startMs, endMs, present } = alarm;
  const still = beds.filter(({ bed }) => present.includes(bed));
  const labels = (of: readonly FhirBed[]) => of.map(({ label }) => label).join(", ");
  const text = `${alarm.alarm.replaceAll("-", " ")}, a cause shared by ${labels(beds)}`;
  const now = endMs !== null ? "It ended" : still.length === 0 ? "Now of other beds" : `Now of ${labels(still)}`;
  return {
    resourceType: "DetectedIssue",
    id: sharedAlarmId(ward, number),
    meta: markOf(origin),
    identifier: [{ system: "urn:afar:alarm", value: `${ward}-${number}` }],
    status: endMs === null ? "preliminary" : "final",
    code: codeOf(alarm.alarm, text),
    severity: SEVERITIES[priority],
    identifiedPeriod: { start: fhirTime(startMs), ...(endMs !== null && { end: fhirTime(endMs) }) },
    author: { reference: `Device/${STATION_ID}`, display: "Afar" },
    implicated: beds.map(cameraOf),
    detail: `${disclaimed(origin)}. ${text}. A technical alarm, told of each bed as well. ${now}.`,
  };
}

function cameraOf({ bed, label }: Pick<FhirBed, "bed" | "label">) {
  return { reference: `Device/${bedDeviceId(bed)}`, display: `Camera of ${label}` };
}

function codeOf(code: AlarmCode, text: string): Concept {
  const own = { system: "urn:afar:alarm-code", code, display: code.replaceAll("-", " ") };
  return { coding: [own, mdc(eventCode(code))], text };
}

function detailOf({ origin, group, state, signalLost, ended, text }: FhirAlarm): string {
  const words = [disclaimed(origin), text, group === "technical" ? "A technical alarm" : "An alarm of the patient"];
  if (ended !== null) words.push(`It ended: ${ended.replaceAll("-", " ")}`);
  else if (state === "latched") words.push("Its condition is over, but nobody has acknowledged it");
  if (signalLost && ended === null) words.push("Its value is not seen at the moment");
  return `${words.join(". ")}.`;
}
