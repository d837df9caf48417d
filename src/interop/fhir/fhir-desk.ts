import { AfarError } from "../../base/errors.ts";

import { searchBundle } from "./bundle.ts";
import { capabilityStatement, SEARCH_PARAMETERS } from "./capability.ts";
import { detectedIssueOf, sharedIssueOf } from "./detected-issue.ts";
import { bedDevice, bedMetrics, stationDevice } from "./devices.ts";
import type { NamedResource, Resource, ResourceType } from "./elements.ts";
import type { FhirBed, FhirSharedAlarm, FhirSource, Stretch } from "./fhir-source.ts";
import { type Found, given, listed, ratesAsked, stretchAsked } from "./found-page.ts";
import { observationOf } from "./observation.ts";
import { usage } from "./operation-outcome.ts";
import { provenanceOf } from "./provenance.ts";
import { bedDeviceId, bedToken, readAlarmId, readSecondId, readSharedAlarmId, STATION_ID } from "./resource-id.ts";
import { askedStretch } from "./search-date.ts";
import { type AskedSearch, demandJson, type Query, readSearch, referencedIds } from "./search-query.ts";
import { pageOfSeconds, type SecondHit } from "./second-pages.ts";

/** Whether the caller may see a bed: others are not there for it. */
export type MaySee = (bed: string) => boolean;

/** Answers reads and searches. Every method throws an AfarError for what cannot be answered. */
export interface FhirDesk {
  metadata(query: Query): Resource;
  read(type: ResourceType, id: string, query: Query, maySee: MaySee): Promise<NamedResource>;
  search(type: ResourceType, query: Query, maySee: MaySee): Promise<Resource>;
}

const TARGET = "Provenance:target";
/** Stands where a page's place has the token of a bed: no bed's has such a sign. */
const SHARED = "_shared";

/** Plans the read side of FHIR R4 over what a station tells of its past. */
export function planFhirDesk(source: FhirSource): FhirDesk {
  /** Sorted as pages go through them. */
  function bedsFor(maySee: MaySee): FhirBed[] {
    const beds = source.beds().filter(({ bed }) => maySee(bed));
    return beds.sort((a, b) => (bedToken(a.bed) < bedToken(b.bed) ? -1 : 1));
  }

  function bedOf(token: string, maySee: MaySee): FhirBed | undefined {
    return bedsFor(maySee).find(({ bed }) => bedToken(bed) === token);
  }

  async function secondOf(id: string, maySee: MaySee): Promise<SecondHit | null> {
    const named = readSecondId(id);
    const bed = named && bedOf(named.token, maySee);
    if (!bed) return null;
    const fromMs = 1000 * named.second;
    const [second] = await source.seconds(bed.bed, { fromMs, toMs: fromMs + 1000 });
    return second ? { bed, second, rate: named.rate } : null;
  }

  async function find(type: ResourceType, id: string, maySee: MaySee): Promise<NamedResource | null | undefined> {
    switch (type) {
      case "Device":
        return devices(maySee).find((device) => device.id === id);
      case "DeviceMetric":
        return bedsFor(maySee)
          .flatMap(bedMetrics)
          .find((metric) => metric.id === id);
      case "Observation": {
        const hit = await secondOf(id, maySee);
        return hit && observationOf(hit.bed, hit.second, hit.rate);
      }
      case "Provenance": {
        const hit = await secondOf(id, maySee);
        return hit && provenanceOf(hit.bed, hit.second, hit.rate);
      }
      case "DetectedIssue": {
        const shared = readSharedAlarmId(id);
        if (shared) return sharedIssue(await source.sharedAlarm(shared.ward, shared.number), bedsFor(maySee));
        const named = readAlarmId(id);
        const bed = named && bedOf(named.token, maySee);
        const alarm = bed && (await source.alarm(bed.bed, named.number));
        return alarm && detectedIssueOf(bed, alarm);
      }
    }
  }

  function devices(maySee: MaySee): NamedResource[] {
    return [stationDevice(source.version), ...bedsFor(maySee).map(bedDevice)];
  }

  function searchDevices(search: AskedSearch, maySee: MaySee): Found {
    const ids = search.anyOf("_id");
    const identifiers = search.anyOf("identifier")?.map((each) => each.split("|").at(-1) ?? "");
    const names = identifiers && bedsFor(maySee).filter(({ bed }) => identifiers.includes(bed));
    const isAsked = ({ id }: NamedResource) =>
      (ids?.includes(id) ?? true) && (names?.some(({ bed }) => bedDeviceId(bed) === id) ?? true);
    return listed(search, devices(maySee).filter(isAsked), ["_id", "identifier"]);
  }

  function searchMetrics(search: AskedSearch, maySee: MaySee): Found {
    const ids = search.anyOf("_id");
    const beds = bedsAsked(search, "source", maySee);
    const isAsked = ({ id }: NamedResource) => ids?.includes(id) ?? true;
    return listed(search, beds.flatMap(bedMetrics).filter(isAsked), ["_id", "source"]);
  }

  function bedsAsked(search: AskedSearch, parameter: string, maySee: MaySee): FhirBed[] {
    const asked = search.anyOf(parameter);
    const ids = asked && referencedIds(asked, "Device");
    return bedsFor(maySee).filter(({ bed }) => ids?.includes(bedDeviceId(bed)) ?? true);
  }

  async function searchSeconds(
    search: AskedSearch,
    maySee: MaySee,
    [bedParameter, dateParameter]: readonly [string, string],
    makes: readonly ((hit: SecondHit) => NamedResource)[],
  ): Promise<Found> {
    const stretch = askedStretch(search.given(dateParameter), source.nowMs());
    const { count, place } = search;
    const beds = bedsAsked(search, bedParameter, maySee);
    const rates = ratesAsked(search.anyOf("code"));
    const page = await pageOfSeconds(source, { beds, rates, stretch, count, place });
    const [matches, ...included] = makes.map((make) => page.hits.map(make));
    return {
      hits: matches,
      included: included.flat(),
      next: page.next,
      asked: [...given(search, [bedParameter, "code"]), ...stretchAsked(dateParameter, stretch)],
    };
  }

  /** Null where there is none, or none of these beds has a part in it. */
  function sharedIssue(alarm: FhirSharedAlarm | null, beds: readonly FhirBed[]): NamedResource | null {
    const own = beds.filter(({ bed }) => alarm?.beds.includes(bed));
    return alarm === null || own.length === 0 ? null : sharedIssueOf(own, alarm);
  }

  async function sharedIssues(search: AskedSearch, stretch: Stretch, maySee: MaySee): Promise<NamedResource[]> {
    const authors = search.anyOf("author");
    if (authors && !referencedIds(authors, "Device").includes(STATION_ID)) return [];
    const asked = bedsAsked(search, "implicated", maySee).map(({ bed }) => bed);
    const alarms = await source.sharedAlarms(stretch);
    return alarms
      .filter(({ beds }) => beds.some((bed) => asked.includes(bed)))
      .flatMap((alarm) => sharedIssue(alarm, bedsFor(maySee)) ?? []);
  }

  async function searchAlarms(search: AskedSearch, maySee: MaySee): Promise<Found> {
    const stretch = askedStretch(search.given("identified"), source.nowMs());
    const { count, place } = search;
    const asked = [...given(search, ["author", "implicated"]), ...stretchAsked("identified", stretch)];
    const hits: NamedResource[] = [];
    const ofBeds = place?.token === SHARED ? null : place;
    if (ofBeds === null) {
      const shared = await sharedIssues(search, stretch, maySee);
      const from = place?.at ?? 0;
      hits.push(...shared.slice(from, from + count));
      if (from + count < shared.length) return { hits, asked, next: { token: SHARED, at: from + count, part: 0 } };
    }
    const implicated = bedsAsked(search, "implicated", maySee);
    for (const bed of bedsAsked(search, "author", maySee).filter((each) =>
      implicated.some(({ bed: name }) => name === each.bed),
    )) {
      const token = bedToken(bed.bed);
      if (ofBeds !== null && token < ofBeds.token) continue;
      for (const alarm of await source.alarms(bed.bed, stretch)) {
        if (ofBeds?.token === token && alarm.number < ofBeds.at) continue;
        if (hits.length === count) return { hits, asked, next: { token, at: alarm.number, part: 0 } };
        hits.push(detectedIssueOf(bed, alarm));
      }
    }
    return { hits, asked, next: null };
  }

  const observation = ({ bed, second, rate }: SecondHit) => observationOf(bed, second, rate);
  const provenance = ({ bed, second, rate }: SecondHit) => provenanceOf(bed, second, rate);

  async function found(type: ResourceType, search: AskedSearch, maySee: MaySee): Promise<Found> {
    switch (type) {
      case "Device":
        return searchDevices(search, maySee);
      case "DeviceMetric":
        return searchMetrics(search, maySee);
      case "DetectedIssue":
        return searchAlarms(search, maySee);
      case "Provenance":
        return searchSeconds(search, maySee, ["agent", "recorded"], [provenance]);
      case "Observation": {
        const wanted = search.given("_revinclude");
        if (wanted.some((each) => each !== TARGET)) throw usage(`_revinclude knows ${TARGET} alone`);
        const makes = wanted.length > 0 ? [observation, provenance] : [observation];
        const result = await searchSeconds(search, maySee, ["device", "date"], makes);
        return { ...result, asked: [...result.asked, ...given(search, ["_revinclude"])] };
      }
    }
  }

  return {
    metadata(query) {
      demandJson(query);
      return capabilityStatement(source.base, source.version, source.startedMs);
    },
    async read(type, id, query, maySee) {
      demandJson(query);
      const resource = await find(type, id, maySee);
      if (resource) return resource;
      throw new AfarError("NOT_FOUND", `there is no ${type} ${JSON.stringify(id)}: a search lists what there is`);
    },
    async search(type, query, maySee) {
      const known = Object.keys(SEARCH_PARAMETERS[type]);
      const search = readSearch(query, type === "Observation" ? [...known, "_revinclude"] : known);
      const { hits, included = [], next, asked } = await found(type, search, maySee);
      return searchBundle({
        base: source.base,
        type,
        nowMs: source.nowMs(),
        asked: [...asked, ["_count", String(search.count)]],
        place: search.place,
        next,
        matches: hits,
        included,
      });
    },
  };
}
