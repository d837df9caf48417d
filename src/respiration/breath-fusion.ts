import { BREATH_GRID_BRPM, windowOf } from "./breath-rates.ts";
import { witnessKind } from "./witness-kinds.ts";
import type { WitnessReading } from "./witness-reading.ts";

/** What one witness contributes to the second. */
export interface Testimony {
  readonly name: string;
  /** Most probable rate of this witness alone, /min; null where it sees none. */
  readonly rateBrpm: number | null;
  /** Float64Array [grid]: what it says for and against each rate, ln, after all doubt in the witness. */
  readonly logRatios: Float64Array;
  /** Whether a rate may be shown on its word. */
  readonly suffices: boolean;
  /** Time since it was heard before, s: only so much of its window is new; all of it where it was never heard. */
  readonly sinceS: number;
}

/** ln ratio from which a witness alone is taken to see a rate. */
const SEEN = 1.5;
/**
 * Windows overlap, so a second's evidence counts by the share of its window that is new, times this gain: overlapping windows
 * see more together than the same windows side by side.
 */
const OVERLAP_GAIN = 2;

/** What a witness says once it is doubted: it may be silent or follow another rhythm, so it never says a sure no. Allocates. */
export function testimonyOf(name: string, { logRatios }: WitnessReading, sinceS: number): Testimony {
  const { honest, own, suffices } = witnessKind(name);
  const out = new Float64Array(logRatios.length);
  let best = 0;
  for (let i = 0; i < out.length; i++) {
    out[i] = own * Math.log(1 - honest + honest * Math.exp(logRatios[i]));
    if (out[i] > out[best]) best = i;
  }
  return { name, rateBrpm: logRatios[best] >= SEEN ? BREATH_GRID_BRPM[best] : null, logRatios: out, suffices, sinceS };
}

/**
 * Evidence of all witnesses of one second, each weighted for what in a rate's window is new, into `out` (Float64Array [grid]).
 */
export function fuse(testimonies: readonly Testimony[], out: Float64Array): void {
  out.fill(0);
  for (const { logRatios, sinceS } of testimonies) {
    for (let i = 0; i < out.length; i++) {
      out[i] += logRatios[i] * Math.min(1, (OVERLAP_GAIN * sinceS) / windowOf(BREATH_GRID_BRPM[i], 2));
    }
  }
}

/** Most that a witness says for rates within a tenth of `rateBrpm`, ln; not below 0. */
export function wordOn({ logRatios }: Testimony, rateBrpm: number): number {
  let most = 0;
  for (let i = 0; i < logRatios.length; i++) {
    if (Math.abs(Math.log(BREATH_GRID_BRPM[i] / rateBrpm)) < 0.1) most = Math.max(most, logRatios[i]);
  }
  return most;
}
