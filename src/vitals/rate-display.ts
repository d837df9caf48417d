import type { Reason } from "../wire/reason.ts";

/** What the monitor shows of a rate. */
export interface Shown {
  readonly ratePerMin: number | null;
  readonly confidence: number;
  readonly held: boolean;
  readonly reason: Reason | null;
}

/** What is known of the rate at one second. */
export interface Sighting {
  readonly ratePerMin: number;
  readonly confidence: number;
  /** Why there would be nothing to show. */
  readonly reason: Reason;
  /** Factor on the odds that are stated, where a further witness speaks against the rate; left out: none does. */
  readonly statedOdds?: number;
}

export interface RateDisplay {
  /** One second passed. */
  step(sighting: Sighting): Shown;
}

/**
 * A rate is shown from this probability on, and then kept until it falls below the second: a number that comes and goes
 * every second is read wrongly.
 */
const SHOW_FROM = 0.7;
const KEEP_FROM = 0.5;
/** The model of noise is never the whole truth: nothing is claimed to be surer than this. */
const MOST_CONFIDENCE = 0.99;
/** Longest time for which the last rate stands, marked as held (facts: clinical, R5). */
const MAX_HOLD_S = 10;
/**
 * Only a disturbance that is seen excuses holding: the pulse goes on behind it. When face, light and stillness are there and
 * the pulse is not, yesterday's number would hide the very thing the monitor is for.
 */
const HOLD_THROUGH: readonly Reason[] = ["motion", "no-face"];

/** True for a probability at which a rate that has been shown stays. */
export function isLive(confidence: number): boolean {
  return confidence > KEEP_FROM;
}

/** A probability whose log-odds are stretched by a factor; one half is kept. */
function stretched(probability: number, factor: number): number {
  // A sum of probabilities may end a rounding error above 1.
  const [right, wrong] = [probability ** factor, Math.max(0, 1 - probability) ** factor];
  return right / (right + wrong);
}

/** A probability whose odds are multiplied by a factor. */
function withOdds(probability: number, factor: number): number {
  return (factor * probability) / (factor * probability + 1 - probability);
}

/**
 * Decides second by second between showing, holding and dashes. Pure; time is counted in calls. `logOddsStretch`: how much surer the
 * rate is than its tracker says, for the confidence that is stated; what is shown does not depend on it.
 */
export function planRateDisplay(logOddsStretch = 1): RateDisplay {
  let live = false;
  let last: { ratePerMin: number; confidence: number } | null = null;
  let heldS = 0;
  return {
    step({ ratePerMin, confidence, reason, statedOdds = 1 }) {
      live = live ? isLive(confidence) : confidence >= SHOW_FROM;
      if (live) {
        const stated = Math.min(stretched(confidence, logOddsStretch), MOST_CONFIDENCE);
        last = { ratePerMin, confidence: statedOdds === 1 ? stated : withOdds(stated, statedOdds) };
        heldS = 0;
        return { ...last, held: false, reason: null };
      }
      heldS++;
      if (last && heldS <= MAX_HOLD_S && HOLD_THROUGH.includes(reason)) {
        return { ...last, held: true, reason };
      }
      last = null;
      return { ratePerMin: null, confidence: 0, held: false, reason };
    },
  };
}
