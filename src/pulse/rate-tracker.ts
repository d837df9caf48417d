import { driftKernel, planGridFilter } from "../dsp/grid-filter.ts";

import { RATE_GRID_BPM } from "./rate-grid.ts";

export interface RateBelief {
  /** Most probable rate, /min. */
  readonly rateBpm: number;
  /** Probability that the rate lies within 3 /min of it, 0..1. */
  readonly confidence: number;
  /** Probability that there is no pulse to be seen, 0..1. */
  readonly absent: number;
}

export interface RateTracker {
  /**
   * One second passed; `logLikelihood` (Float64Array [grid]): ln ratios of a pulse at each rate against noise, already
   * weighted for what the window shares with its predecessors. Null: nothing was measured. `appearing` (Float64Array [grid], sums to
   * 1): how likely a pulse that comes into view now has each rate; left out: as far as rates are common.
   */
  step(logLikelihood: Float64Array | null, appearing?: Float64Array): RateBelief;
  /** Probability that the rate lies within 3 /min of this one, 0..1. */
  near(rateBpm: number): number;
  /** Another one that believes the same now. Allocates it. */
  clone(): RateTracker;
}

/** What a tracker believes: probability of each rate of the grid, and that there is none; they sum to 1. */
interface Belief {
  readonly rates: Float64Array;
  readonly absent: number;
}

/** Within a second a heart's mean rate over the window drifts by about this much, /min (standard deviation)... */
const DRIFT_BPM = 1.5;
/** ...sometimes faster (arousal, care), exponential tail... */
const SURGE_BPM = 8;
const SURGE_SHARE = 0.08;
/** ...and rarely jumps anywhere (onset of an arrhythmia). */
const JUMP_SHARE = 0.002;
/**
 * What seemed the rate may have been its third harmonic all along, while two lines below it hid in light: half as likely as a jump
 * anywhere. Of a single hidden line that lies at half the rate, light alone is the likelier cause.
 */
const MISTAKEN_SHARE = 0.5 * JUMP_SHARE;
/** A pulse comes into view within a minute or so; once seen it stays for minutes. */
const APPEAR_PER_S = 0.02;
const VANISH_PER_S = 0.003;
/** A camera that is switched on looks at a pulse that can be seen in about half of the cases. */
const ABSENT_AT_FIRST = 0.5;
/** A rate within so much of another is the same, /min. */
export const WITHIN_BPM = 3;

/**
 * How likely a pulse that appears has each rate (sums to 1). Even over the rates of neonates and adults alike; below 45 /min
 * hearts are rare and breathing, which moves and shades the face, is common, so that a slow rate needs more evidence; above
 * 200 /min likewise, ten times less for every 60 /min.
 */
export function appearancePrior(): Float64Array {
  const prior = Float64Array.from(
    RATE_GRID_BPM,
    (bpm) => 10 ** -(Math.max(0, 45 - bpm) / 10 + Math.max(0, bpm - 200) / 60),
  );
  const sum = prior.reduce((total, value) => total + value, 0);
  return prior.map((value) => value / sum);
}

/** Bayesian grid filter over rate and absence, causal; starts out sure of nothing. */
export function planRateTracker(start?: Belief): RateTracker {
  const size = RATE_GRID_BPM.length;
  const prior = appearancePrior();
  const moves = { kernel: transitionKernel(size), jumps: JUMP_SHARE, appear: APPEAR_PER_S, vanish: VANISH_PER_S };
  const rates = start?.rates ?? prior.map((value) => (1 - ABSENT_AT_FIRST) * value);
  const filter = planGridFilter(moves, rates, start?.absent ?? ABSENT_AT_FIRST);

  return {
    near: (rateBpm) => massNear(rates, Math.round(rateBpm) - RATE_GRID_BPM[0]),
    clone: () => planRateTracker({ rates: rates.slice(), absent: filter.absent }),
    step(logLikelihood, appearing = prior) {
      const next = filter.predict(appearing);
      for (let from = 0; from < size; from++) {
        const to = Math.round(RATE_GRID_BPM[from] / 3) - RATE_GRID_BPM[0];
        if (to < 0) continue;
        next[to] += MISTAKEN_SHARE * rates[from];
        next[from] -= MISTAKEN_SHARE * rates[from];
      }
      filter.observe(logLikelihood);
      return belief(rates, filter.absent);
    },
  };
}

/** How likely a rate moves by 0, 1, ... /min within a second, a jump anywhere left out: Float64Array [size]. Allocates it. */
export function transitionKernel(size: number): Float64Array {
  return driftKernel(size, {
    spacing: 1,
    drift: DRIFT_BPM,
    surge: SURGE_BPM,
    surges: SURGE_SHARE,
    jumps: JUMP_SHARE,
  });
}

function belief(rates: Float64Array, absent: number): RateBelief {
  let best = 0;
  let mode = 0;
  for (let i = 0; i < rates.length; i++) {
    const mass = massNear(rates, i);
    if (mass > best) {
      best = mass;
      mode = i;
    }
  }
  let weighted = 0;
  let mass = 0;
  for (let j = Math.max(0, mode - WITHIN_BPM); j <= Math.min(rates.length - 1, mode + WITHIN_BPM); j++) {
    weighted += rates[j] * RATE_GRID_BPM[j];
    mass += rates[j];
  }
  return { rateBpm: mass > 0 ? weighted / mass : RATE_GRID_BPM[mode], confidence: best, absent };
}

/** How far a heart's rate mostly moves in a second, /min. */
const STEP_BPM = 2;

/** What is known of each rate a second later, when the heart's has moved a little: the mean of the rates around it. Allocates it. */
export function drifted(values: Float64Array): Float64Array {
  const out = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const first = Math.max(0, i - STEP_BPM);
    const last = Math.min(values.length - 1, i + STEP_BPM);
    for (let j = first; j <= last; j++) out[i] += values[j] / (last - first + 1);
  }
  return out;
}

/** Sum of what lies within 3 /min of a place of the grid. */
export function massNear(rates: Float64Array, at: number): number {
  let mass = 0;
  for (let j = Math.max(0, at - WITHIN_BPM); j <= Math.min(rates.length - 1, at + WITHIN_BPM); j++) mass += rates[j];
  return mass;
}
