import { RATE_NAMES, RATES, type RateName } from "./codes.ts";
import { fhirTime, type NamedResource } from "./elements.ts";
import type { Stretch } from "./fhir-source.ts";
import type { AskedSearch, Place } from "./search-query.ts";
import type { Page } from "./second-pages.ts";

/** What a search found, and how it was understood. */
export interface Found extends Page<NamedResource> {
  readonly asked: readonly (readonly [name: string, value: string])[];
  readonly included?: readonly NamedResource[];
}

/** A page of a list that is short enough to be made as a whole. */
export function listed(search: AskedSearch, all: readonly NamedResource[], names: readonly string[]): Found {
  const start = search.place?.at ?? 0;
  const end = start + search.count;
  const next: Place | null = end < all.length ? { token: "list", at: end, part: 0 } : null;
  return { hits: all.slice(start, end), next, asked: given(search, names) };
}

/** Parameters as they came. */
export function given(search: AskedSearch, names: readonly string[]): [name: string, value: string][] {
  return names.flatMap((name) => search.given(name).map((value): [string, string] => [name, value]));
}

/** Fixed in every link, so that pages of a search without an end do not grow. */
export function stretchAsked(name: string, { fromMs, toMs }: Stretch): [name: string, value: string][] {
  return [
    [name, `ge${fhirTime(fromMs)}`],
    [name, `lt${fhirTime(toMs)}`],
  ];
}

/** Rates that codes ask for, with or without their system; all where there is no code. */
export function ratesAsked(codes: readonly string[] | null): RateName[] {
  if (codes === null) return [...RATE_NAMES];
  return RATE_NAMES.filter((name) =>
    codes.some((asked) => {
      const [code, system] = asked.split("|").reverse();
      return RATES[name].codings.some(
        (coding) => coding.code === code && (system === undefined || system === coding.system),
      );
    }),
  );
}
