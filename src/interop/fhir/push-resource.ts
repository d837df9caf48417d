import { createHash } from "node:crypto";

import type { Origin } from "../../wire/receiver-notices.ts";
import { ORIGIN_MARKS } from "../origin-mark.ts";

import type { NamedResource } from "./elements.ts";

/** FHIR's longest id. */
const LONGEST_ID = 64;

/** Types that can be searched by an identifier: Provenance has none. */
const IDENTIFIED: ReadonlySet<string> = new Set(["Device", "DeviceMetric", "Observation", "DetectedIssue"]);

/** Whose the resources are that a station puts at a server: they never meet those of another station, nor a patient's a demonstration's. */
export interface PushOwner {
  /** EUI-64 of the station. */
  readonly stationId: string;
  readonly origin: Origin;
}

/** Id of a resource at a server, the same in all lives of the station; `id`: as the station itself answers with. */
export function pushedId({ stationId, origin }: PushOwner, id: string): string {
  const mark = ORIGIN_MARKS[origin];
  const owner = mark === null ? stationId : `${stationId}.${mark}`;
  const whole = `${owner}.${id}`;
  if (whole.length <= LONGEST_ID) return whole;
  const digest = createHash("sha256").update(id).digest("hex");
  return `${owner}.${digest}`.slice(0, LONGEST_ID);
}

/** A resource as it is put at a server: under the ids there, with an identifier by which it is found. Allocates. */
export function pushedResource(owner: PushOwner, resource: NamedResource): NamedResource {
  const { id, ...elements } = resource;
  const named = renamed(owner, elements) as Omit<NamedResource, "id">;
  const identifier = { system: `urn:afar:station:${owner.stationId}`, value: id };
  const others = (named.identifier ?? []) as readonly object[];
  return {
    ...named,
    resourceType: resource.resourceType,
    id: pushedId(owner, id),
    ...(IDENTIFIED.has(resource.resourceType) && { identifier: [...others, identifier] }),
  };
}

function renamed(owner: PushOwner, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => renamed(owner, each));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === "reference" ? renamedReference(owner, String(inner)) : renamed(owner, inner),
    ]),
  );
}

function renamedReference(owner: PushOwner, reference: string): string {
  const [type, id] = reference.split("/");
  return `${type}/${pushedId(owner, id)}`;
}
