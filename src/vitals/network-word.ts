import type { NetworkPulse } from "../base/network-pulse.ts";
import type { Evidence } from "../wire/vitals.ts";
import type { NetworkReading } from "../pulse/network-witness.ts";
import { WITHIN_BPM } from "../pulse/rate-tracker.ts";

import { round } from "./rounding.ts";

/** From this probability on a network's rate is its word; below, it has not made up its mind. */
const SURE = 0.8;
/**
 * Odds that are left of a rate against which a network speaks: a quarter of the time it is astray though the rate is right, and it
 * hardly ever agrees with a wrong one.
 */
const ODDS_AGAINST = 1 / 3;
/**
 * Length of the window, s, that is enough where a network agrees: what looks like a pulse in the first steps of exposure and codec has
 * one of two hundred rates, and that the network names the same by chance is as seldom.
 */
export const AGREED_WINDOW_S = 7.5;

/** What a network's word makes of a rate. */
export interface NetworkWord {
  readonly agrees: boolean | null;
  /** Factor on the odds that the rate is right. */
  readonly statedOdds: number;
}

/** Whether a network agrees with a rate, /min; null while it is not sure of its own. */
export function networkWord(network: NetworkReading | null, rateBpm: number): NetworkWord {
  if (!network || network.sureness < SURE) return { agrees: null, statedOdds: 1 };
  const agrees = Math.abs(network.rateBpm - rateBpm) <= WITHIN_BPM;
  return { agrees, statedOdds: agrees ? 1 : ODDS_AGAINST };
}

/** The network's part of the evidence; `shownBpm` null: no rate stands to agree with. Nothing where the bed has no network. */
export function networkEvidence(
  said: Pick<NetworkPulse, "name" | "note"> | null,
  network: NetworkReading | null,
  shownBpm: number | null,
): Pick<Evidence, "network"> {
  if (!said) return {};
  const rateBpm = network && network.sureness >= SURE ? round(network.rateBpm, 1) : null;
  const agrees = shownBpm === null ? null : networkWord(network, shownBpm).agrees;
  return { network: { name: said.name, rateBpm, agrees, note: said.note } };
}
