import type { AlarmNotice, Origin, ValuesNotice } from "../../wire/receiver-notices.ts";

import { markOf, RATE_NAMES } from "./codes.ts";
import { detectedIssueOf } from "./detected-issue.ts";
import { bedDevice, bedMetrics, stationDevice } from "./devices.ts";
import { fhirTime, type NamedResource, type Resource } from "./elements.ts";
import type { FhirAlarm, FhirSecond } from "./fhir-source.ts";
import { observationOf } from "./observation.ts";
import { provenanceOf } from "./provenance.ts";
import { pushedResource } from "./push-resource.ts";

const EVENT = "urn:afar:event";

/** Devices that all else of a bed refers to. Allocates. */
export function pushedDevices(version: string, { bed, label, origin }: AlarmNotice | ValuesNotice): NamedResource[] {
  const watched = { bed, label, origin };
  return [stationDevice(version, origin), bedDevice(watched), ...bedMetrics(watched)];
}

/** Both rates of a second with what each rests on. Allocates. */
export function pushedSecond({ bed, label, origin }: ValuesNotice, second: FhirSecond): NamedResource[] {
  return RATE_NAMES.flatMap((rate) => [
    observationOf({ bed, label, origin }, second, rate),
    provenanceOf({ bed, label, origin }, second, rate),
  ]);
}

/** An alarm as one of its events tells it; the time of the event in an extension. Allocates. */
export function pushedAlarm(notice: AlarmNotice, acknowledgedMs: number | null): NamedResource {
  const { bed, label, origin, alarm: event } = notice;
  const { alarm, group, priority, state, text, value, signalLost, ended, phase, sinceMs, tMs, inactivation } = event;
  const issue: FhirAlarm = {
    ...{ alarm, group, priority, state, text, value, signalLost, ended, origin },
    number: numberOf(event),
    startMs: sinceMs,
    endMs: phase === "end" ? tMs : null,
    acknowledgedMs,
  };
  const isAcknowledged = inactivation === "acknowledged" || ended === "acknowledged";
  return {
    ...detectedIssueOf({ bed, label, origin }, issue),
    extension: [{ url: EVENT, valueDateTime: fhirTime(tMs) }],
    // When is known only to who was told of it.
    ...(isAcknowledged &&
      acknowledgedMs === null && { mitigation: [{ action: { text: "Acknowledged at the monitor" } }] }),
  };
}

/** The event that a resource at the server tells of, ms since 1970; null where it tells of none. */
export function eventMsOf(resource: unknown): number | null {
  const { extension } = (resource ?? {}) as { readonly extension?: unknown };
  const all = Array.isArray(extension) ? (extension as { url?: unknown; valueDateTime?: unknown }[]) : [];
  const time = all.find((each) => each?.url === EVENT)?.valueDateTime;
  const tMs = typeof time === "string" ? Date.parse(time) : Number.NaN;
  return Number.isNaN(tMs) ? null : tMs;
}

export interface PushedBundle {
  readonly base: string;
  readonly stationId: string;
  /** Of the message: the same in every attempt. */
  readonly messageId: string;
  readonly origin: Origin;
  readonly tMs: number;
  readonly resources: readonly NamedResource[];
}

/** A transaction that puts every resource under its own id: sent again it changes nothing. Allocates. */
export function transactionOf({ base, stationId, messageId, origin, tMs, resources }: PushedBundle): Resource {
  const entry = resources
    .map((resource) => pushedResource({ stationId, origin }, resource))
    .map((resource) => {
      const url = `${resource.resourceType}/${resource.id}`;
      return { fullUrl: `${base}/${url}`, resource, request: { method: "PUT", url } };
    });
  return {
    resourceType: "Bundle",
    meta: markOf(origin),
    identifier: { system: "urn:afar:message", value: messageId },
    type: "transaction",
    timestamp: fhirTime(tMs),
    entry,
  };
}

/** The number that ends an alarm's identity. */
function numberOf({ bed, id }: AlarmNotice["alarm"]): number {
  return Number(id.slice(bed.length + 1));
}
