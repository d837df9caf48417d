import type { NetworkPulse, NetworkSample } from "../base/network-pulse.ts";
import { planNetworkBuffer } from "../traces/network-buffer.ts";

import { type ColourLook, type NetworkOpinion, planNetworkOpinions } from "./network-opinion.ts";
import { appearancePrior } from "./rate-tracker.ts";
import { planWaveLikelihood } from "./wave-likelihood.ts";
import { MIN_VALID_SHARE } from "./window-analysis.ts";

/** What a network shows at one second. */
export interface NetworkReading {
  readonly name: string;
  /** The rate of its wave, /min. */
  readonly rateBpm: number;
  /** Probability, given its wave alone, that its wave has this rate within 3 /min, 0..1: how sure it is, not how right. */
  readonly sureness: number;
}

/** What it adds at one second; arrays as in NetworkOpinion. */
export interface NetworkSpoken extends Pick<NetworkOpinion, "together" | "appearing" | "isBorneOut"> {
  /** Null where its window is not full enough. */
  readonly reading: NetworkReading | null;
}

/** A learned network beside the colours of the regions, from its samples to what they say of the rate. */
export interface NetworkWitness {
  readonly name: string;
  push(samples: readonly NetworkSample[]): void;
  /**
   * One second passed. `end`: samples that the traces have, of which the newest `samples` are the window; `colours`: as for
   * NetworkOpinions. The arrays of the result are overwritten by the next step.
   */
  step(end: number, samples: number, colours: ColourLook | null): NetworkSpoken;
}

/** A window shares most of its samples with the one before; as a finished waveform it is believed half as fast as colours. */
const OVERLAP_GAIN = 1.5;
/**
 * Of a wave without a line the best of its dozen lines seems so much likelier than noise, ln, in one of ten windows: less tells
 * nothing.
 */
const CHANCE = 5;
/** Shorter windows hold few beats, and the first ones what a network shows before it has seen enough. */
const SHORTEST_WINDOW_S = 7.5;
/** A wave that ended earlier says nothing of now. */
const LATEST_S = 3;

/** Plans the witness of one network; `capacity`: samples kept. */
export function planNetworkWitness({ name, bandBpm }: NetworkPulse, capacity: number): NetworkWitness {
  const buffer = planNetworkBuffer(capacity);
  const { fsHz } = buffer;
  const likelihoodOf = planWaveLikelihood(fsHz);
  const opinions = planNetworkOpinions(bandBpm, appearancePrior());
  let weighedUpTo = 0;

  /** What the newest `n` samples tell, weighted by what in them is new. */
  function told(n: number): Float64Array | null {
    const end = buffer.length;
    const wave = new Float64Array(n);
    buffer.read(end - n, end, wave);
    const share = Math.min(1, (OVERLAP_GAIN * Math.min(end - weighedUpTo, n)) / n);
    return likelihoodOf(wave)?.map((value) => Math.max(0, value - CHANCE) * share) ?? null;
  }

  /**
   * The better of what the window and its newest part tell: a network finds its pulse late, and loses it where the head moves, and what it
   * showed until then would hide it for as long as the window.
   */
  function logLikelihood(n: number): Float64Array | null {
    const end = buffer.length;
    if (end <= weighedUpTo || n < SHORTEST_WINDOW_S * fsHz) return null;
    if (buffer.countValid(end - n, end) < MIN_VALID_SHARE * n) return null;
    const whole = told(n);
    const newest = n > SHORTEST_WINDOW_S * fsHz ? told(SHORTEST_WINDOW_S * fsHz) : null;
    weighedUpTo = end;
    return whole && newest ? whole.map((value, i) => Math.max(value, newest[i])) : whole;
  }

  return {
    name,
    push(samples) {
      for (const { tMs, bvp } of samples) buffer.push(tMs, bvp);
    },
    step(end, samples, colours) {
      const said = end - buffer.length > LATEST_S * fsHz ? null : logLikelihood(Math.min(samples, buffer.length));
      const { rateBpm, sureness, ...opinion } = opinions.step(said, colours);
      const reading = said && { name, rateBpm, sureness };
      return { ...opinion, reading };
    },
  };
}
