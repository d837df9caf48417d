import type { AlarmPriority } from "../../wire/alarms.ts";
import { eventCode } from "../hl7/nomenclature.ts";

import { disclaimed, markOf, mdc } from "./codes.ts";
import { fhirTime, type NamedResource } from "./elements.ts";
import type { FhirAlarm, FhirBed } from "./fhir-source.ts";
import { alarmId, bedDeviceId } from "./resource-id.ts";

const SEVERITIES: Readonly<Record<AlarmPriority, string>> = { high: "high", medium: "moderate", low: "low" };
const UNITS: Readonly<Record<NonNullable<FhirAlarm["value"]>["unit"], string>> = { bpm: "/min", brpm: "/min", s: "s" };

/** An alarm as a DetectedIssue: `preliminary` while it is there, `final` when it is over. Allocates. */
export function detectedIssueOf({ bed, label }: FhirBed, alarm: FhirAlarm): NamedResource {
  const device = { reference: `Device/${bedDeviceId(bed)}`, display: `Camera of ${label}` };
  const { value, endMs, acknowledgedMs } = alarm;
  return {
    resourceType: "DetectedIssue",
    id: alarmId(bed, alarm.number),
    meta: markOf(alarm.origin),
    identifier: [{ system: "urn:afar:alarm", value: `${bed}-${alarm.number}` }],
    status: endMs === null ? "preliminary" : "final",
    code: {
      coding: [
        { system: "urn:afar:alarm-code", code: alarm.alarm, display: alarm.alarm.replaceAll("-", " ") },
        mdc(eventCode(alarm.alarm)),
      ],
      text: alarm.text,
    },
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

function detailOf({ origin, group, state, signalLost, ended, text }: FhirAlarm): string {
  const words = [disclaimed(origin), text, group === "technical" ? "A technical alarm" : "An alarm of the patient"];
  if (ended !== null) words.push(`It ended: ${ended.replaceAll("-", " ")}`);
  else if (state === "latched") words.push("Its condition is over, but nobody has acknowledged it");
  if (signalLost && ended === null) words.push("Its value is not seen at the moment");
  return `${words.join(". ")}.`;
}
