import { type Accessor, createMemo } from "solid-js";

import { RatePacer } from "../pulse/rate-pacer.ts";
import { stalledSeconds } from "../link/stall-watch.ts";
import type { Station } from "../link/station.ts";
import type { BedState } from "../link/station-state.ts";

import { pulseReading, type Reading, sameReading } from "./reading.ts";

/** One bed as it is to be shown, kept up to date. */
export interface FollowedBed {
  /** Null once the station no longer names the bed. */
  readonly bed: Accessor<BedState | null>;
  readonly reading: Accessor<Reading>;
  /** The whole number to show, null for none. */
  readonly shownBpm: Accessor<number | null>;
  /** Seconds of silence, null while the bed speaks. */
  readonly stalledS: Accessor<number | null>;
}

export function followBed(station: Station, name: Accessor<string>): FollowedBed {
  const bed = createMemo(() => station.state().beds?.find((known) => known.bed === name()) ?? null);
  const silenceMs = () => station.silenceMs(name(), station.nowMs());
  const stalledS = createMemo(() => stalledSeconds(silenceMs()));
  const reading = createMemo(
    (): Reading => {
      const known = bed();
      return known === null ? { state: "none", reason: "starting" } : pulseReading(known, silenceMs());
    },
    { state: "none", reason: "starting" } satisfies Reading as Reading,
    { equals: sameReading },
  );
  const pacer = createMemo(() => {
    name();
    return new RatePacer();
  });
  const shownBpm = createMemo(() => pacer().show(reading(), station.nowMs()));
  return { bed, reading, shownBpm, stalledS };
}
