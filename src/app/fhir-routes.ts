import { AfarError } from "../base/errors.ts";
import { maySeeBed } from "../stream/caller.ts";
import type { MountedAnswer, MountedCall, MountedRoute } from "../stream/mounted-route.ts";
import { RESOURCE_TYPES, type Resource } from "../interop/fhir/elements.ts";
import type { FhirDesk } from "../interop/fhir/fhir-desk.ts";
import { failureAnswer } from "../interop/fhir/operation-outcome.ts";

type Work = (desk: FhirDesk, call: MountedCall, maySee: (bed: string) => boolean) => Resource | Promise<Resource>;

/** The routes of FHIR R4, all of which only read. `desk`: null until the station has its history. */
export function fhirRoutes(desk: () => FhirDesk | null): MountedRoute[] {
  const reading = { method: "GET", scope: "read", failed } as const;

  function answered(work: Work): MountedRoute["handle"] {
    return async (call) => {
      const ready = desk();
      if (ready === null) return BEGINNING;
      return fhirJson(200, await work(ready, call, (bed) => maySeeBed(call.caller, bed)));
    };
  }

  return [
    {
      ...reading,
      url: "/fhir/metadata",
      summary: "FHIR R4: what this station answers",
      handle: answered((ready, { query }) => ready.metadata(query)),
    },
    ...RESOURCE_TYPES.flatMap((type): MountedRoute[] => [
      {
        ...reading,
        url: `/fhir/${type}`,
        summary: `FHIR R4: search for ${type}`,
        handle: answered((ready, { query }, maySee) => ready.search(type, query, maySee)),
      },
      {
        ...reading,
        url: `/fhir/${type}/:id`,
        summary: `FHIR R4: read a ${type}`,
        handle: answered((ready, { params, query }, maySee) => ready.read(type, params.id, query, maySee)),
      },
    ]),
    {
      ...reading,
      url: "/fhir/*",
      summary: "FHIR R4: whatever else is asked for is not there",
      handle: answered(() => {
        throw new AfarError("NOT_FOUND", `this station has only ${RESOURCE_TYPES.join(", ")}: GET /fhir/metadata`);
      }),
    },
  ];
}

function failed(error: AfarError): MountedAnswer {
  const { status, resource } = failureAnswer(error);
  return fhirJson(status, resource);
}

/** While the history is being opened. */
const BEGINNING: MountedAnswer = fhirJson(503, {
  resourceType: "OperationOutcome",
  issue: [{ severity: "error", code: "transient", diagnostics: "the station is starting: ask again in a moment" }],
});

function fhirJson(status: number, resource: Resource): MountedAnswer {
  return { status, contentType: "application/fhir+json; charset=utf-8", body: JSON.stringify(resource) };
}
