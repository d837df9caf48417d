import type { Reason } from "../../../src/wire/reason.ts";
import { stalledSeconds } from "../link/stall-watch.ts";
import type { BedState } from "../link/station-state.ts";

/** A value is held for no longer than this, whatever the bed says: a stale number must not stand. */
const LONGEST_HOLD_S = 10;

/** Why there is no live number: the bed's own reasons, and what only the page can see. */
export type Silence = Reason | "restarting" | "no-data";

/** A number in one of its three states. */
export type Reading =
  | { readonly state: "live"; readonly rateBpm: number }
  | { readonly state: "held"; readonly rateBpm: number; readonly heldS: number; readonly reason: Silence }
  | { readonly state: "none"; readonly reason: Silence };

/**
 * The pulse as it may be shown now.
 *
 * `silenceMs`: how long the bed has said nothing, null while it never said anything. A value that stopped arriving counts as
 * held, and as gone after ten seconds.
 */
export function pulseReading(bed: BedState, silenceMs: number | null): Reading {
  const { vitals } = bed;
  if (vitals === null) return { state: "none", reason: silenceBeforeValues(bed) };
  const { rateBpm, held, reason } = vitals.pulse;
  if (rateBpm === null) return { state: "none", reason: reason ?? "not-measurable" };
  const stalledS = stalledSeconds(silenceMs) ?? 0;
  const heldS = (held ? Math.round((vitals.tMs - (bed.liveTMs ?? vitals.tMs)) / 1000) : 0) + stalledS;
  const why: Silence = stalledS > 0 ? "no-data" : (reason ?? "not-measurable");
  if (heldS > LONGEST_HOLD_S) return { state: "none", reason: why };
  return held || stalledS > 0 ? { state: "held", rateBpm, heldS, reason: why } : { state: "live", rateBpm };
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
  if (a.state === "live") return b.state === "live" && a.rateBpm === b.rateBpm;
  if (a.state === "none") return b.state === "none" && a.reason === b.reason;
  return b.state === "held" && a.rateBpm === b.rateBpm && a.heldS === b.heldS && a.reason === b.reason;
}
