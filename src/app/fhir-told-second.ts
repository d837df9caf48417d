import type { ValuesNotice } from "../wire/receiver-notices.ts";
import type { FhirSecond, SecondRate } from "../interop/fhir/fhir-source.ts";

import type { EvidenceMemory, SaidSecond } from "./fhir-evidence.ts";
import { isSure } from "./history-recording.ts";

type ToldRate = ValuesNotice["pulse"] | ValuesNotice["respiration"];

/** Values that a receiver is told, as the second they are of, with what is remembered of their evidence. Allocates. */
export function toldSecond(notice: ValuesNotice, evidenceAt: EvidenceMemory["at"]): FhirSecond {
  const { bed, origin, stationMs, pulse, respiration } = notice;
  const said = evidenceAt(bed, stationMs);
  return {
    second: Math.floor(stationMs / 1000),
    clockMs: stationMs,
    origin,
    pulse: rateOf(pulse, pulse.rateBpm),
    respiration: rateOf(respiration, respiration.rateBrpm),
    evidence: typeof said === "string" ? "none" : said && isOf(said, notice) ? said.evidence : null,
  };
}

function rateOf({ confidence, held, reason }: ToldRate, perMin: number | null): SecondRate {
  const isShown = perMin !== null;
  return {
    perMin,
    confidence: isShown ? confidence : null,
    held,
    doubtful: isShown && !isSure(confidence),
    reason: isShown && !held ? null : reason,
  };
}

/** What was said of another second is not what these values rest on. */
function isOf({ pulse, respiration }: SaidSecond, notice: ValuesNotice): boolean {
  return pulse.perMin === notice.pulse.rateBpm && respiration.perMin === notice.respiration.rateBrpm;
}
