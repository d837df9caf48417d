/** Parts of FHIR R4 that Afar's resources are made of; absent elements are left out, never null. */
export interface Coding {
  readonly system: string;
  readonly code: string;
  readonly display: string;
}

export interface Concept {
  readonly coding?: readonly Coding[];
  readonly text: string;
}

export interface Quantity {
  readonly value: number;
  readonly unit: string;
  readonly system: string;
  readonly code: string;
}

export interface Extension {
  readonly url: string;
  readonly extension?: readonly Extension[];
  readonly valueDecimal?: number;
  readonly valueString?: string;
  readonly valueDateTime?: string;
  readonly valueQuantity?: Quantity;
}

/** A resource as it is sent. */
export interface Resource {
  readonly resourceType: string;
  readonly [element: string]: unknown;
}

/** A resource that can be asked for by itself. */
export interface NamedResource extends Resource {
  readonly id: string;
}

/** Types that a station answers with. */
export const RESOURCE_TYPES = ["Device", "DeviceMetric", "Observation", "DetectedIssue", "Provenance"] as const;
export type ResourceType = (typeof RESOURCE_TYPES)[number];

/** A time as FHIR's dateTime and instant write it. */
export function fhirTime(tMs: number): string {
  return new Date(tMs).toISOString();
}
