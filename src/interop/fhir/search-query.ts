import { usage } from "./operation-outcome.ts";

/** A query as it came; a key that was given twice has a list. */
export type Query = Readonly<Record<string, string | readonly string[]>>;

const DEFAULT_COUNT = 100;
/** More than a page may hold: fewer come, and a link to the rest. */
const MOST_COUNT = 1000;
const MOST_VALUES = 100;

/** What every search understands beside its own parameters. */
const COMMON = ["_count", "_place", "_format"];

/** Place of a search's next page. Links name it; nobody else needs to understand it. */
export interface Place {
  /** Token of the bed. */
  readonly token: string;
  /** Number of the thing within the bed. */
  readonly at: number;
  /** Which of the things with that number. */
  readonly part: number;
}

/** A search's own parameters, read with their commas. */
export interface AskedSearch {
  readonly count: number;
  /** Null for the first page. */
  readonly place: Place | null;
  /** Values of a parameter as they came, one a time that it was given. */
  given(name: string): readonly string[];
  /** Values of a parameter that asks for any of them; null where it was not given. */
  anyOf(name: string): readonly string[] | null;
}

/**
 * Reads a search. Throws USAGE for parameters that are not known: to pass over one would answer with more than was asked for.
 */
export function readSearch(query: Query, known: readonly string[]): AskedSearch {
  demandJson(query);
  for (const name of Object.keys(query)) {
    if (known.includes(name) || COMMON.includes(name)) continue;
    throw usage(`${JSON.stringify(name)} is no parameter of this search: it knows ${known.join(", ")} and _count`);
  }
  const given = (name: string) => [query[name] ?? []].flat();
  return {
    count: countOf(given("_count")),
    place: placeOf(given("_place")),
    given,
    anyOf(name) {
      const values = given(name);
      if (values.length === 0) return null;
      if (values.length > 1) throw usage(`${name} was given twice: name all its values once, with commas`);
      const each = values[0].split(",");
      if (each.length > MOST_VALUES) throw usage(`${name} has more than ${MOST_VALUES} values: ask in parts`);
      return each;
    },
  };
}

/** Throws USAGE where another format than JSON is asked for. */
export function demandJson(query: Query): void {
  for (const format of [query._format ?? []].flat()) {
    if (!/json/i.test(format)) throw usage(`_format ${JSON.stringify(format)} is not known: this station speaks JSON`);
  }
}

export function placeText({ token, at, part }: Place): string {
  return `${token}~${at}~${part}`;
}

function countOf([text, ...more]: readonly string[]): number {
  if (text === undefined) return DEFAULT_COUNT;
  const count = Number(text);
  if (more.length > 0 || !/^\d{1,9}$/.test(text) || count === 0) {
    throw usage(`_count ${JSON.stringify(text)} is no number of entries: give one from 1 to ${MOST_COUNT}`);
  }
  return Math.min(count, MOST_COUNT);
}

function placeOf([text, ...more]: readonly string[]): Place | null {
  if (text === undefined) return null;
  const [, token, at, part] = /^([\w.-]{1,64})~(\d{1,16})~(\d{1,3})$/.exec(text) ?? [];
  if (token === undefined || more.length > 0) throw usage("_place is none of this station's: begin the search anew");
  return { token, at: Number(at), part: Number(part) };
}

/** Ids that values of a reference parameter name: `Device/bed-1`, `bed-1`, or a whole address that ends so. Allocates. */
export function referencedIds(values: readonly string[], type: string): string[] {
  return values.flatMap((value) => {
    const [id, named = type] = value.split("/").reverse();
    return named === type ? [id] : [];
  });
}
