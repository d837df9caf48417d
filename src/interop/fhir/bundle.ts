import type { NamedResource, Resource, ResourceType } from "./elements.ts";
import { fhirTime } from "./elements.ts";
import { type Place, placeText } from "./search-query.ts";

export interface BundlePage {
  readonly base: string;
  readonly type: ResourceType;
  readonly nowMs: number;
  /** Parameters as they were understood, in order, without the place. */
  readonly asked: readonly (readonly [name: string, value: string])[];
  readonly place: Place | null;
  readonly next: Place | null;
  readonly matches: readonly NamedResource[];
  /** What was asked for beside the matches. */
  readonly included: readonly NamedResource[];
}

/** A page of a search. It tells no total: to count would cost as much as to read all. Allocates. */
export function searchBundle({ base, type, nowMs, asked, place, next, matches, included }: BundlePage): Resource {
  const link = (at: Place | null) => {
    const parameters = new URLSearchParams(asked.map(([name, value]): [string, string] => [name, value]));
    if (at !== null) parameters.set("_place", placeText(at));
    return `${base}/${type}?${parameters}`;
  };
  const entry = (resource: NamedResource, mode: "match" | "include") => ({
    fullUrl: `${base}/${resource.resourceType}/${resource.id}`,
    resource,
    search: { mode },
  });
  const entries = [...matches.map((each) => entry(each, "match")), ...included.map((each) => entry(each, "include"))];
  return {
    resourceType: "Bundle",
    type: "searchset",
    timestamp: fhirTime(nowMs),
    link: [{ relation: "self", url: link(place) }, ...(next === null ? [] : [{ relation: "next", url: link(next) }])],
    // An empty list is no JSON of FHIR.
    ...(entries.length > 0 && { entry: entries }),
  };
}
