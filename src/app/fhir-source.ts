import { AfarError } from "../base/errors.ts";
import { HistoryFault } from "../history/fault.ts";
import { markBits, type TrendMark, type TrendSeconds } from "../history/trend.ts";
import type { FhirSecond, FhirSource, SecondRate } from "../interop/fhir/fhir-source.ts";

import type { BedPlan } from "./bed-plan.ts";
import { alarmNumbered, alarmsWithin } from "./fhir-alarms.ts";
import type { EvidenceMemory, SaidSecond } from "./fhir-evidence.ts";
import type { OriginMemory } from "./fhir-origins.ts";
import { sharedNumbered, sharedWithin } from "./fhir-shared-alarms.ts";
import type { HistoryReader } from "./history-desk.ts";
import { productVersion } from "./product-version.ts";
import { originOf } from "./receiver-origin.ts";

export interface FhirSourcePlan {
  readonly base: string;
  readonly plans: () => readonly Pick<BedPlan, "bed" | "label" | "demo" | "source">[];
  /** Undefined where there is no such bed. */
  readonly readerOf: (bed: string) => HistoryReader | undefined;
  /** Beds that share a log, by the name that begins the identities of what they share. */
  readonly wards: () => readonly { readonly name: string; readonly log: HistoryReader["log"] }[];
  readonly evidence: EvidenceMemory;
  readonly origins: OriginMemory;
  readonly nowMs: () => number;
}

/** What a station tells of itself and its past, from its history and from what it remembers of the last hour. */
export function planFhirSource({ base, plans, readerOf, wards, evidence, origins, nowMs }: FhirSourcePlan): FhirSource {
  return {
    version: productVersion(),
    startedMs: nowMs(),
    base,
    nowMs,
    beds: () => plans().map((plan) => ({ bed: plan.bed, label: plan.label, origin: originOf(plan) })),
    async seconds(bed, stretch) {
      const reader = readerOf(bed);
      if (!reader) return [];
      const columns = await told(() => reader.trendSeconds(bed, stretch));
      return columns.tMs.map((_, index) => secondAt(bed, columns, index));
    },
    async alarms(bed, stretch) {
      const reader = readerOf(bed);
      return reader ? told(() => alarmsWithin(reader.log, bed, stretch, (tMs) => origins.at(bed, tMs))) : [];
    },
    async alarm(bed, number) {
      const reader = readerOf(bed);
      return reader ? told(() => alarmNumbered(reader.log, bed, number, (tMs) => origins.at(bed, tMs))) : null;
    },
    async sharedAlarms(stretch) {
      const all = await Promise.all(
        [...wards()].sort(byName).map((ward) => told(() => sharedWithin(ward, stretch, origins.at))),
      );
      return all.flat();
    },
    async sharedAlarm(name, number) {
      const ward = wards().find((each) => each.name === name);
      return ward ? told(() => sharedNumbered(ward, number, origins.at)) : null;
    },
  };

  function byName(a: { readonly name: string }, b: { readonly name: string }): number {
    return a.name < b.name ? -1 : 1;
  }

  function secondAt(bed: string, { tMs, clockMs, marks, values }: TrendSeconds, index: number): FhirSecond {
    const has = (mark: TrendMark) => (marks[index] & markBits([mark])) !== 0;
    const atMs = clockMs[index];
    const said = evidence.at(bed, atMs);
    const mode = has("standby") ? "standby" : has("privacy") ? "privacy" : null;
    const stored = { pulse: values.pulseBpm[index], respiration: values.respirationBrpm[index] };
    // A second that says something else than the trend is not the trend's.
    const spoken = typeof said === "string" || mode !== null ? null : said;
    const known = spoken && isOf(spoken, stored) ? spoken : null;
    const isNothing = mode !== null || typeof said === "string";
    const unknown = has("unconfirmed")
      ? "confirm-patient"
      : said === "silent"
        ? "source-lost"
        : said === "starting"
          ? said
          : null;

    function rate(name: "pulse" | "respiration", confidence: number | null): SecondRate {
      return {
        perMin: stored[name],
        confidence,
        held: has(`${name}-held`),
        doubtful: has(`${name}-doubtful`),
        reason: mode ?? (known ? known[name].reason : unknown),
      };
    }
    return {
      second: Math.floor(tMs[index] / 1000),
      clockMs: atMs,
      origin: has("demo") ? "demonstration" : origins.at(bed, atMs),
      pulse: rate("pulse", values.pulseConfidence[index]),
      respiration: rate("respiration", values.respirationConfidence[index]),
      evidence: isNothing ? "none" : (known?.evidence ?? null),
    };
  }
}

function isOf({ pulse, respiration }: SaidSecond, stored: Record<"pulse" | "respiration", number | null>): boolean {
  return single(pulse.perMin) === stored.pulse && single(respiration.perMin) === stored.respiration;
}

/** As the trend stores it. */
function single(value: number | null): number | null {
  return value === null ? null : Math.fround(value);
}

/** Says of a store that fails what is wrong with it. */
async function told<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    if (!(cause instanceof HistoryFault)) throw cause;
    throw new AfarError("INTERNAL", `the history cannot be read: ${cause.message}`, { cause });
  }
}
