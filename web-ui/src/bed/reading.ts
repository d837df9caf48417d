import type { Reason } from "../../../src/wire/reason.ts";
import { stalledSeconds } from "../link/stall-watch.ts";
import type { BedState } from "../link/station-state.ts";

/** A value is held for no longer than this, whatever the bed says: a stale number must not stand. */
const LONGEST_HOLD_S = 10;

/** Why there is no live number: the bed's own reasons, and what only the page can see. */
export type Silence = Reason | "restarting" | "no-data";

/** A number in one of its three states. */
export type Reading =
  | { readonly state: "live"; readonly ratePerMin: number }
  | { readonly state: "held"; readonly ratePerMin: number; readonly heldS: number; readonly reason: Silence }
  | { readonly state: "none"; readonly reason: Silence };

interface SentRate {
  readonly ratePerMin: number | null;
  readonly held: boolean;
  readonly reason: Reason | null;
  /** Time of the last values in which the rate was not held. */
  readonly liveTMs: number | null;
}

/**
 * The pulse as it may be shown now.
 *
 * `silenceMs`: how long the bed has said nothing, null while it never said anything. A value that stopped arriving counts as
 * held, and as gone after ten seconds.
 */
export function pulseReading(bed: BedState, silenceMs: number | null): Reading {
  const pulse = bed.vitals?.pulse;
  return readingOf(bed, pulse ? { ...pulse, ratePerMin: pulse.rateBpm, liveTMs: bed.liveTMs.pulse } : null, silenceMs);
}

/** Breathing as it may be shown now, by the same rules. */
export function respirationReading(bed: BedState, silenceMs: number | null): Reading {
  const respiration = bed.vitals?.respiration;
  const sent = respiration
    ? { ...respiration, ratePerMin: respiration.rateBrpm, liveTMs: bed.liveTMs.respiration }
    : null;
  return readingOf(bed, sent, silenceMs);
}

function readingOf(bed: BedState, sent: SentRate | null, silenceMs: number | null): Reading {
  if (sent === null) return { state: "none", reason: silenceBeforeValues(bed) };
  const { ratePerMin, held, reason, liveTMs } = sent;
  if (ratePerMin === null) return { state: "none", reason: reason ?? "not-measurable" };
  const tMs = bed.vitals?.tMs ?? 0;
  const stalledS = stalledSeconds(silenceMs) ?? 0;
  const heldS = (held ? Math.round((tMs - (liveTMs ?? tMs)) / 1000) : 0) + stalledS;
  const why: Silence = stalledS > 0 ? "no-data" : (reason ?? "not-measurable");
  if (heldS > LONGEST_HOLD_S) return { state: "none", reason: why };
  return held || stalledS > 0 ? { state: "held", ratePerMin, heldS, reason: why } : { state: "live", ratePerMin };
}

function silenceBeforeValues(bed: BedState): Silence {
  switch (bed.status?.state) {
    case "source-lost":
      return "source-lost";
    case "restarting":
      return "restarting";
    default:
      return "starting";
  }
}

/** Whether two readings look the same on the screen. */
export function sameReading(a: Reading, b: Reading): boolean {
  if (a.state === "live") return b.state === "live" && a.ratePerMin === b.ratePerMin;
  if (a.state === "none") return b.state === "none" && a.reason === b.reason;
  return b.state === "held" && a.ratePerMin === b.ratePerMin && a.heldS === b.heldS && a.reason === b.reason;
}
