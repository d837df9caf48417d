import type { ReplayColumns, ReplayOverview, ReplayTruth } from "../wire/replay.ts";
import type { Vitals } from "../wire/vitals.ts";
import { judge, type RateReading } from "../evaluate/judged-seconds.ts";
import type { RateTruth, RecordingTruth } from "../evaluate/truth.ts";
import { PULSE_RULES, RESPIRATION_RULES, type VitalRules } from "../evaluate/vital-rules.ts";

/** The figures of a replay's seconds, held against the truth as `afar evaluate` does. */
export interface ReplayFigures {
  push(vitals: Vitals): void;
  /** From a second on. Allocates. */
  overview(from: number): ReplayOverview;
}

type Reading = RateReading & { readonly reason: ReplayColumns["reason"][number] };

/** Plans the figures of one replay; `truth` null: none is known. */
export function planReplayFigures(truth: Pick<RecordingTruth, "pulse" | "respiration"> | null): ReplayFigures {
  const pulse: Reading[] = [];
  const respiration: Reading[] = [];
  return {
    push({ tMs, pulse: p, respiration: r }) {
      pulse.push({ tMs, ratePerMin: p.rateBpm, confidence: p.confidence, held: p.held, reason: p.reason });
      respiration.push({ tMs, ratePerMin: r.rateBrpm, confidence: r.confidence, held: r.held, reason: r.reason });
    },
    overview(from) {
      return {
        from,
        tMs: pulse.slice(from).map(({ tMs }) => tMs),
        pulse: columns(pulse, from, truth?.pulse ?? null, PULSE_RULES),
        respiration: columns(respiration, from, truth?.respiration ?? null, RESPIRATION_RULES),
      };
    },
  };
}

/** What a page is told of the truth. */
export function toldTruth(truth: RateTruth | null, rules: VitalRules): ReplayTruth | null {
  return truth && { rate: truth.rate, tolerancePerMin: truth.tolerancePerMin ?? rules.tolerancePerMin };
}

function columns(all: readonly Reading[], from: number, truth: RateTruth | null, rules: VitalRules): ReplayColumns {
  const readings = all.slice(from);
  // How the first seconds are judged hangs on how long the recording is: by its last second so far.
  const judged = truth && readings.length > 0 ? judge(readings, truth, rules) : { rated: [], silent: [] };
  const rated = new Map(judged.rated.map((second) => [second.tMs, second]));
  const silent = new Set(judged.silent.map(({ tMs }) => tMs));
  return {
    rate: readings.map(({ ratePerMin }) => ratePerMin),
    held: readings.map(({ held }) => held),
    confidence: readings.map(({ confidence }) => confidence),
    reason: readings.map(({ reason }) => reason),
    truth: readings.map(({ tMs }) => rated.get(tMs)?.truth.mean ?? null),
    moving: readings.map(({ tMs }) => rated.get(tMs)?.moving ?? false),
    error: readings.map(({ tMs }) => rated.get(tMs)?.error ?? null),
    silent: readings.map(({ tMs }) => silent.has(tMs)),
  };
}
