import type { Reason } from "../wire/reason.ts";

/** What the monitor shows of a rate. */
export interface Shown {
  readonly rateBpm: number | null;
  readonly confidence: number;
  readonly held: boolean;
  readonly reason: Reason | null;
}

/** What is known of the rate at one second. */
export interface Sighting {
  readonly rateBpm: number;
  readonly confidence: number;
  /** Why there would be nothing to show. */
  readonly reason: Reason;
}

export interface PulseDisplay {
  /** One second passed. */
  step(sighting: Sighting): Shown;
}

/**
 * A rate is shown from this probability on, and then kept until it falls below the second: a number that comes and goes
 * every second is read wrongly.
 */
const SHOW_FROM = 0.7;
const KEEP_FROM = 0.5;
/**
 * The tracker counts windows that overlap as if their noise were new, and so doubts more than it errs: its log-odds are stretched
 * by this factor, one half kept. The least of those that five of six kinds of recordings choose for the sixth (`npm run prove --
 * calibration`; Guo et al., ICML 2017).
 */
const LOG_ODDS_STRETCH = 1.6;
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

function stretched(probability: number): number {
  const [right, wrong] = [probability ** LOG_ODDS_STRETCH, (1 - probability) ** LOG_ODDS_STRETCH];
  return right / (right + wrong);
}

/** Decides second by second between showing, holding and dashes. Pure; time is counted in calls. */
export function planPulseDisplay(): PulseDisplay {
  let live = false;
  let last: { rateBpm: number; confidence: number } | null = null;
  let heldS = 0;
  return {
    step({ rateBpm, confidence, reason }) {
      live = live ? isLive(confidence) : confidence >= SHOW_FROM;
      if (live) {
        last = { rateBpm, confidence: Math.min(stretched(confidence), MOST_CONFIDENCE) };
        heldS = 0;
        return { ...last, held: false, reason: null };
      }
      heldS++;
      if (last && heldS <= MAX_HOLD_S && HOLD_THROUGH.includes(reason)) {
        return { ...last, held: true, reason };
      }
      last = null;
      return { rateBpm: null, confidence: 0, held: false, reason };
    },
  };
}
