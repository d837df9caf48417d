import { type Accessor, createMemo } from "solid-js";

import { respirationSilence } from "../respiration/respiration-silence.ts";
import { stalledSeconds } from "../link/stall-watch.ts";
import type { Station } from "../link/station.ts";
import type { BedState } from "../link/station-state.ts";
import { RatePacer } from "../numeric/rate-pacer.ts";
import { words } from "../words/words.ts";

import { pulseReading, type Reading, respirationReading, sameReading } from "./reading.ts";

/** One rate as it is to be shown, kept up to date. */
export interface FollowedRate {
  readonly reading: Accessor<Reading>;
  /** The whole number to show, null for none. */
  readonly shown: Accessor<number | null>;
  /** Why the rate is not live, in words; empty while it is. */
  readonly reason: Accessor<string>;
}

/** One bed as it is to be shown, kept up to date. */
export interface FollowedBed {
  /** Null once the station no longer names the bed. */
  readonly bed: Accessor<BedState | null>;
  readonly pulse: FollowedRate;
  readonly respiration: FollowedRate;
  /** Seconds of silence, null while the bed speaks. */
  readonly stalledS: Accessor<number | null>;
}

export function followBed(station: Station, name: Accessor<string>): FollowedBed {
  const bed = createMemo(() => station.state().beds?.find((known) => known.bed === name()) ?? null);
  const silenceMs = () => station.silenceMs(name(), station.nowMs());
  const stalledS = createMemo(() => stalledSeconds(silenceMs()));

  const follow = (
    read: typeof pulseReading,
    reasonOf: (reading: Exclude<Reading, { state: "live" }>) => string,
  ): FollowedRate => {
    const reading = createMemo(
      (): Reading => {
        const known = bed();
        return known === null ? { state: "none", reason: "starting" } : read(known, silenceMs());
      },
      { state: "none", reason: "starting" } satisfies Reading as Reading,
      { equals: sameReading },
    );
    const pacer = createMemo(() => {
      name();
      return new RatePacer();
    });
    const shown = createMemo(() => pacer().show(reading(), station.nowMs()));
    const reason = createMemo(() => {
      const now = reading();
      return now.state === "live" ? "" : reasonOf(now);
    });
    return { reading, shown, reason };
  };

  return {
    bed,
    stalledS,
    pulse: follow(pulseReading, ({ reason }) => words.reasons[reason]),
    respiration: follow(respirationReading, ({ reason }) =>
      respirationSilence(reason, bed()?.vitals?.respiration.noBreathS ?? null, words.respiration),
    ),
  };
}
