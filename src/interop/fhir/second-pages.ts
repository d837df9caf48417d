import { RATE_NAMES, type RateName } from "./codes.ts";
import type { FhirBed, FhirSecond, FhirSource, Stretch } from "./fhir-source.ts";
import { bedToken } from "./resource-id.ts";
import type { Place } from "./search-query.ts";

/** One rate of one second of one bed. */
export interface SecondHit {
  readonly bed: FhirBed;
  readonly second: FhirSecond;
  readonly rate: RateName;
}

export interface Page<T> {
  readonly hits: readonly T[];
  /** Where the next page begins; null behind the last. */
  readonly next: Place | null;
}

/** The longest stretch that is read at once; gaps double it up to this. */
const LONGEST_S = 4 * 3600;
/** Readings after which a page ends, however few it found: its link goes on. */
const MOST_READINGS = 200;

export interface SecondSearch {
  /** Sorted by their token. */
  readonly beds: readonly FhirBed[];
  readonly rates: readonly RateName[];
  readonly stretch: Stretch;
  readonly count: number;
  readonly place: Place | null;
}

/** A page of rates: bed by bed, second by second, the pulse before the breathing. Allocates. */
export async function pageOfSeconds(source: FhirSource, search: SecondSearch): Promise<Page<SecondHit>> {
  const { beds, rates, stretch, count, place } = search;
  const hits: SecondHit[] = [];
  const [firstS, endS] = [Math.floor(stretch.fromMs / 1000), Math.ceil(stretch.toMs / 1000)];
  let readings = 0;
  if (rates.length === 0) return { hits, next: null };
  for (const bed of beds) {
    const token = bedToken(bed.bed);
    if (place !== null && token < place.token) continue;
    const goesOn = place?.token === token ? place : null;
    let fromS = Math.max(firstS, goesOn?.at ?? firstS);
    let lengthS = Math.ceil((count - hits.length + 1) / rates.length);
    while (fromS < endS) {
      if (readings === MOST_READINGS) return { hits, next: { token, at: fromS, part: 0 } };
      readings += 1;
      const toS = Math.min(endS, fromS + lengthS);
      const found = await source.seconds(bed.bed, { fromMs: 1000 * fromS, toMs: 1000 * toS });
      for (const second of found.filter((each) => isWithin(each, stretch))) {
        for (const rate of rates) {
          const part = RATE_NAMES.indexOf(rate);
          if (goesOn?.at === second.second && part < goesOn.part) continue;
          if (hits.length === count) return { hits, next: { token, at: second.second, part } };
          hits.push({ bed, second, rate });
        }
      }
      fromS = toS;
      lengthS = Math.min(LONGEST_S, 2 * lengthS);
    }
  }
  return { hits, next: null };
}

/** By its clock, except after the clock was set back: only the axis can be searched then. */
function isWithin({ second, clockMs }: FhirSecond, { fromMs, toMs }: Stretch): boolean {
  const isOnClock = Math.floor(clockMs / 1000) === second;
  const tMs = isOnClock ? clockMs : 1000 * second;
  return tMs >= fromMs && tMs < toMs;
}
