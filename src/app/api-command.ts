import { tmpdir } from "node:os";

import { describeApi } from "../stream/description.ts";

import { fhirRoutes } from "./fhir-routes.ts";

/** `afar api WHAT`: prints the description of the station's API or of its stream. */
export async function printDescription(what: string): Promise<void> {
  const { openapi, asyncapi } = await describeApi(
    tmpdir(),
    fhirRoutes(() => null),
  );
  process.stdout.write(`${JSON.stringify(what === "stream" ? asyncapi : openapi, null, 2)}\n`);
}
