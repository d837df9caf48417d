import type { Resource } from "../../../src/interop/fhir/elements.ts";

/** A page of a search, as far as tests look at it. */
export interface Bundle extends Resource {
  readonly link: readonly { readonly relation: string; readonly url: string }[];
  readonly entry?: readonly {
    readonly fullUrl: string;
    readonly resource: Resource & { readonly id: string };
    readonly search: { readonly mode: string };
  }[];
}

/** Resources of all pages from one on, in their order. */
export async function everyPage(first: Bundle, get: (url: string) => Promise<Bundle>): Promise<Bundle[]> {
  const pages = [first];
  for (let page = first; ; pages.push(page)) {
    const next = page.link.find(({ relation }) => relation === "next");
    if (!next) return pages;
    if (pages.length > 5000) throw new Error("the links never end");
    page = await get(next.url);
  }
}

export function resourcesOf(pages: readonly Bundle[]): (Resource & { readonly id: string })[] {
  return pages.flatMap(({ entry = [] }) => entry.map(({ resource }) => resource));
}
