import { dirname, join } from "node:path";

import type { BedMessage } from "../wire/messages.ts";
import type { HistoryPlace } from "../history/backend.ts";
import type { MountedRoute } from "../stream/mounted-route.ts";
import type { ServerOptions } from "../stream/server-options.ts";
import { type FhirDesk, planFhirDesk } from "../interop/fhir/fhir-desk.ts";

import type { BedPlan } from "./bed-plan.ts";
import { type EvidenceMemory, planEvidenceMemory } from "./fhir-evidence.ts";
import { originFile } from "./fhir-origins.ts";
import { fhirRoutes } from "./fhir-routes.ts";
import { type FhirSourcePlan, planFhirSource } from "./fhir-source.ts";
import { dataDirectory } from "./history-place.ts";
import { originOf } from "./receiver-origin.ts";

/** FHIR of a running station. */
export interface StationFhir {
  readonly routes: readonly MountedRoute[];
  /** What is remembered of the evidence of the last hour. */
  readonly evidenceAt: EvidenceMemory["at"];
  hear(message: BedMessage): void;
  /** A bed begins to watch what its plan names. */
  begin(plan: Pick<BedPlan, "bed" | "demo" | "source">): void;
  /** From now on, the past can be asked for. */
  open(port: number, plan: Pick<FhirSourcePlan, "plans" | "readerOf" | "wards">): void;
}

/** Plans a station's FHIR; where its values come from is kept beside its history. */
export function planStationFhir(
  place: HistoryPlace,
  { names = [], tls }: Pick<ServerOptions, "names" | "tls">,
): StationFhir {
  const evidence = planEvidenceMemory(Date.now);
  const folder = place.kind === "sqlite" ? dirname(place.path) : dataDirectory(process.env);
  const origins = originFile(join(folder, "bed-origins.json"));
  let desk: FhirDesk | null = null;
  return {
    routes: fhirRoutes(() => desk),
    evidenceAt: evidence.at,
    hear: (message) => evidence.hear(message),
    begin: (plan) => origins.begin(plan.bed, originOf(plan), Date.now()),
    open(port, plan) {
      const base = `${tls ? "https" : "http"}://${names[0] ?? "127.0.0.1"}:${port}/fhir`;
      desk = planFhirDesk(planFhirSource({ ...plan, base, evidence, origins, nowMs: Date.now }));
    },
  };
}
