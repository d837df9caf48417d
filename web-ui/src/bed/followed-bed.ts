import { type Accessor, createMemo, createSignal, onCleanup } from "solid-js";

import { respirationSilence } from "../respiration/respiration-silence.ts";
import { stalledSeconds } from "../link/stall-watch.ts";
import type { Station } from "../link/station.ts";
import type { BedState } from "../link/station-state.ts";
import { RatePacer, type ShownRate } from "../numeric/rate-pacer.ts";
import { words } from "../words/words.ts";

import { pulseReading, type Reading, respirationReading, sameReading } from "./reading.ts";

/** One rate as it is to be shown, kept up to date. */
export interface FollowedRate {
  readonly reading: Accessor<Reading>;
  /** The whole number to show, null for none. */
  readonly shown: Accessor<number | null>;
  /** Of which second of the stream that number is, ms of the source; null before the first. */
  readonly shownTMs: Accessor<number | null>;
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
    const [rung, ring] = createSignal(0);
    const paced = createMemo((): ShownRate => {
      rung();
      const nowMs = performance.now();
      const now = pacer().show(reading(), bed()?.vitals?.tMs ?? null, nowMs);
      const waitMs = pacer().waitMs(nowMs);
      if (waitMs !== null) {
        const timer = setTimeout(() => ring((times) => times + 1), waitMs);
        onCleanup(() => clearTimeout(timer));
      }
      return now;
    });
    const shown = createMemo(() => paced().ratePerMin);
    const shownTMs = () => paced().tMs;
    const reason = createMemo(() => {
      const now = reading();
      return now.state === "live" ? "" : reasonOf(now);
    });
    return { reading, shown, shownTMs, reason };
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
