import type { Origin } from "../../wire/receiver-notices.ts";
import { MONITOR } from "../hl7/nomenclature.ts";

import { disclaimed, markOf, mdc, RATE_NAMES, RATES, type RateName } from "./codes.ts";
import type { NamedResource } from "./elements.ts";
import type { FhirBed } from "./fhir-source.ts";
import { bedDeviceId, metricId, STATION_ID } from "./resource-id.ts";

/** The station as a Device; `origin`: of what it is told with. Allocates. */
export function stationDevice(version: string, origin: Origin = "live"): NamedResource {
  return {
    resourceType: "Device",
    id: STATION_ID,
    meta: markOf(origin),
    status: "active",
    deviceName: [{ name: "Afar", type: "user-friendly-name" }],
    type: { coding: [mdc(MONITOR)], text: "Contactless vital-sign monitor" },
    version: [{ value: version }],
    note: [{ text: disclaimed(origin) }],
  };
}

/** What watches a bed, as a Device that is a part of the station. Allocates. */
export function bedDevice({ bed, label, origin }: FhirBed): NamedResource {
  return {
    resourceType: "Device",
    id: bedDeviceId(bed),
    meta: markOf(origin),
    identifier: [{ system: "urn:afar:bed", value: bed }],
    status: "active",
    deviceName: [{ name: `Camera of ${label}`, type: "user-friendly-name" }],
    type: { text: "Camera" },
    note: [{ text: disclaimed(origin) }],
    parent: { reference: `Device/${STATION_ID}` },
  };
}

/** The rates that a bed is measured for. Allocates. */
export function bedMetrics(bed: FhirBed): NamedResource[] {
  return RATE_NAMES.map((name) => bedMetric(bed, name));
}

function bedMetric({ bed, origin }: FhirBed, name: RateName): NamedResource {
  const { codings, text } = RATES[name];
  return {
    resourceType: "DeviceMetric",
    id: metricId(bed, name),
    meta: markOf(origin),
    type: { coding: codings, text },
    unit: { coding: [{ system: "http://unitsofmeasure.org", code: "/min", display: "/min" }], text: "/min" },
    source: { reference: `Device/${bedDeviceId(bed)}` },
    parent: { reference: `Device/${STATION_ID}` },
    operationalStatus: "on",
    category: "measurement",
  };
}
