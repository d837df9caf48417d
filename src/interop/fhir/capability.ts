import { DISCLAIMER } from "../../wire/receiver-notices.ts";

import { fhirTime, RESOURCE_TYPES, type Resource, type ResourceType } from "./elements.ts";

/** Search parameters by type: name and kind. */
export const SEARCH_PARAMETERS: Readonly<
  Record<ResourceType, Readonly<Record<string, "token" | "reference" | "date">>>
> = {
  Device: { _id: "token", identifier: "token" },
  DeviceMetric: { _id: "token", source: "reference" },
  Observation: { device: "reference", code: "token", date: "date" },
  DetectedIssue: { author: "reference", implicated: "reference", identified: "date" },
  Provenance: { agent: "reference", recorded: "date" },
};

/** What this station answers. Allocates. */
export function capabilityStatement(base: string, version: string, startedMs: number): Resource {
  return {
    resourceType: "CapabilityStatement",
    status: "active",
    experimental: true,
    date: fhirTime(startedMs),
    kind: "instance",
    software: { name: "Afar", version },
    implementation: { description: `Afar's vital signs by camera. ${DISCLAIMER}`, url: base },
    fhirVersion: "4.0.1",
    format: ["application/fhir+json"],
    rest: [
      {
        mode: "server",
        documentation:
          "Read only, and without patients: a bed's camera is the Device of every value. A page of a search has at most 1000 matches. " +
          "Seconds go back as far as the station's history keeps them, 72 h unless it is configured otherwise, and never beyond a discharge. " +
          "Their evidence is kept for one hour and not over a restart: the Provenance of an older second has its confidence and says that the rest is gone.",
        security: {
          description: "A token of the station with the scope read, as a bearer token, or a signed-in session.",
        },
        resource: RESOURCE_TYPES.map((type) => ({
          type,
          interaction: [{ code: "read" }, { code: "search-type" }],
          ...(type === "Observation" && { searchRevInclude: ["Provenance:target"] }),
          searchParam: Object.entries(SEARCH_PARAMETERS[type]).map(([name, kind]) => ({ name, type: kind })),
        })),
      },
    ],
  };
}
