import { absenceOf } from "./absence.ts";
import { disclaimed, markOf, perMinute, RATES, type RateName } from "./codes.ts";
import { fhirTime, type NamedResource, type Quantity } from "./elements.ts";
import type { FhirBed, FhirSecond } from "./fhir-source.ts";
import { bedDeviceId, secondId } from "./resource-id.ts";

/**
 * A rate of one second as an Observation; without a value where none was shown, or an older one was held. It claims no profile
 * of vital signs, since those ask for a patient. Allocates.
 */
export function observationOf({ bed, label }: FhirBed, second: FhirSecond, name: RateName): NamedResource {
  const { codings, text, method } = RATES[name];
  const rate = second[name];
  const value = shownRate(second, name);
  const time = fhirTime(second.clockMs);
  const notes = [
    disclaimed(second.origin),
    ...(rate.doubtful && value !== null ? ["Doubtful: the confidence is low"] : []),
  ];
  return {
    resourceType: "Observation",
    id: secondId(bed, name, second.second),
    meta: markOf(second.origin),
    status: rate.doubtful && value !== null ? "preliminary" : "final",
    category: [
      {
        coding: [
          {
            system: "http://terminology.hl7.org/CodeSystem/observation-category",
            code: "vital-signs",
            display: "Vital Signs",
          },
        ],
        text: "Vital Signs",
      },
    ],
    code: { coding: codings, text },
    effectiveDateTime: time,
    issued: time,
    ...(value === null ? { dataAbsentReason: absenceOf(name, rate) } : { valueQuantity: value }),
    method,
    device: { reference: `Device/${bedDeviceId(bed)}`, display: `Camera of ${label}` },
    note: notes.map((note) => ({ text: note })),
  };
}

/** Null where no rate of this very second was shown. */
export function shownRate(second: FhirSecond, name: RateName): Quantity | null {
  const { perMin, held } = second[name];
  return perMin === null || held ? null : perMinute(perMin);
}
