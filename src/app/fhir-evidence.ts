import type { BedMessage } from "../wire/messages.ts";
import type { Reason } from "../wire/reason.ts";
import type { Vitals } from "../wire/vitals.ts";
import type { SecondEvidence } from "../interop/fhir/fhir-source.ts";

/** How long evidence is kept, in memory: what it rests on takes some hundred bytes a second. */
const KEPT_MS = 3_600_000;
/** How many more may lie there before the old ones are dropped. */
const SLACK = 300;
/** Values older than this are not those of a second: as in the trend. */
const FRESH_MS = 1500;

/** What a bed said about one second. */
export interface SaidSecond {
  readonly pulse: { readonly perMin: number | null; readonly reason: Reason | null };
  readonly respiration: { readonly perMin: number | null; readonly reason: Reason | null };
  readonly evidence: SecondEvidence;
}

/** Evidence of the last hour, which no trend keeps. */
export interface EvidenceMemory {
  hear(message: BedMessage): void;
  /**
   * What stood on the screen at a time, ms of the station's clock; "starting": nothing yet, "silent": nothing any more; null
   * where nobody knows.
   */
  at(bed: string, clockMs: number): SaidSecond | "starting" | "silent" | null;
}

interface Kept {
  readonly atMs: number;
  /** A SaidSecond as JSON, which takes a tenth of the memory. */
  readonly text: string;
}

export function planEvidenceMemory(nowMs: () => number): EvidenceMemory {
  const startedMs = nowMs();
  const beds = new Map<string, Kept[]>();

  return {
    hear(message) {
      if (message.kind !== "vitals") return;
      const atMs = nowMs();
      let kept = beds.get(message.bed) ?? [];
      // The clock was set back: what it said before is not to be found by it any more.
      if ((kept.at(-1)?.atMs ?? 0) > atMs) kept = [];
      kept.push({ atMs, text: JSON.stringify(saidSecond(message.vitals)) });
      if (kept.length > KEPT_MS / 1000 + SLACK) kept = kept.filter((each) => each.atMs > atMs - KEPT_MS);
      beds.set(message.bed, kept);
    },
    at(bed, clockMs) {
      const kept = beds.get(bed) ?? [];
      const last = kept[lastBefore(kept, clockMs)];
      if (last && clockMs - last.atMs < FRESH_MS) return JSON.parse(last.text) as SaidSecond;
      const sinceMs = Math.max(startedMs, nowMs() - KEPT_MS + FRESH_MS);
      if (clockMs < sinceMs || clockMs > nowMs()) return null;
      return last ? "silent" : "starting";
    },
  };
}

/** Index of the last one at or before a time; -1 where there is none. */
function lastBefore(kept: readonly Kept[], tMs: number): number {
  let [low, high] = [0, kept.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (kept[middle].atMs <= tMs) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function saidSecond({ pulse, respiration, evidence }: Vitals): SaidSecond {
  return {
    pulse: { perMin: pulse.rateBpm, reason: pulse.reason },
    respiration: { perMin: respiration.rateBrpm, reason: respiration.reason },
    evidence: {
      windowS: evidence.windowS,
      snrDb: pulse.snrDb,
      pulseSqi: pulse.sqi,
      respirationSqi: respiration.sqi,
      methods: evidence.methods,
      regions: evidence.regions.map(({ name, weight, snrDb }) => ({ name, weight, snrDb })),
      witnesses: (evidence.respiration?.witnesses ?? []).map(({ name, rateBrpm, weight }) => ({
        name,
        rateBrpm,
        weight,
      })),
    },
  };
}
