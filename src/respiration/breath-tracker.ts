import { driftKernel, planGridFilter } from "../dsp/grid-filter.ts";

import { BREATH_GRID_BRPM, WITHIN_BRPM } from "./breath-rates.ts";

export interface BreathBelief {
  /** Mean of what is believed within 2 /min of the most probable rate, /min. */
  readonly rateBrpm: number;
  /** Probability that the rate lies within 2 /min of it, 0..1. */
  readonly confidence: number;
  /** Probability that no breath is seen, 0..1. */
  readonly absent: number;
}

export interface BreathTracker {
  /**
   * One second passed; `logRatios` (Float64Array [grid]): ln ratios of breathing at each rate against none, weighted for what
   * the windows share with their predecessors; null: nothing was measured.
   */
  step(logRatios: Float64Array | null): BreathBelief;
  /** Breathing was seen to have stopped: whatever comes next may have any rate. */
  forget(): void;
}

/** Within a second the mean rate over the window drifts by this share (standard deviation)... */
const DRIFT_SHARE = 0.03;
/** ...sometimes faster (a sigh, arousal, speech), exponential tail... */
const SURGE_SHARE = 0.12;
const SURGES = 0.08;
/** ...and rarely jumps anywhere. */
const JUMPS = 0.004;
/** Breathing comes into view within a minute or so, and goes out of it (a turn, a blanket) in minutes. */
const APPEAR_PER_S = 0.02;
const VANISH_PER_S = 0.006;
const ABSENT_AT_FIRST = 0.5;

/**
 * How likely breathing that appears has each rate (sums to 1): adults at rest take 12-20, patients 8-40, newborns up to 60 a
 * minute; a log-normal law about 20 with half an octave's width, over a floor for whoever is none of these. Drift looks like
 * slow breathing, so that what is under 8 needs more evidence.
 */
const USUAL_BRPM = 20;
const USUAL_LN_WIDTH = 0.6;
const FLOOR_SHARE = 0.15;

/** Bayesian grid filter over rate and absence, causal. */
export function planBreathTracker(): BreathTracker {
  const size = BREATH_GRID_BRPM.length;
  const prior = appearancePrior();
  const kernel = driftKernel(size, {
    spacing: Math.log(BREATH_GRID_BRPM[1] / BREATH_GRID_BRPM[0]),
    drift: DRIFT_SHARE,
    surge: SURGE_SHARE,
    surges: SURGES,
    jumps: JUMPS,
  });
  const rates = prior.map((value) => (1 - ABSENT_AT_FIRST) * value);
  const moves = { kernel, jumps: JUMPS, appear: APPEAR_PER_S, vanish: VANISH_PER_S };
  const filter = planGridFilter(moves, rates, ABSENT_AT_FIRST);
  return {
    step(logRatios) {
      filter.predict(prior);
      filter.observe(logRatios);
      return belief(rates, filter.absent);
    },
    forget: filter.forget,
  };
}

function appearancePrior(): Float64Array {
  const prior = Float64Array.from(
    BREATH_GRID_BRPM,
    (brpm) => FLOOR_SHARE + Math.exp(-0.5 * (Math.log(brpm / USUAL_BRPM) / USUAL_LN_WIDTH) ** 2),
  );
  for (let i = 0; i < prior.length; i++) if (BREATH_GRID_BRPM[i] < 8) prior[i] *= (BREATH_GRID_BRPM[i] / 8) ** 2;
  const sum = prior.reduce((total, value) => total + value, 0);
  return prior.map((value) => value / sum);
}

function belief(rates: Float64Array, absent: number): BreathBelief {
  let best = { mass: -1, mean: BREATH_GRID_BRPM[0] };
  let first = 0;
  let last = 0;
  for (let i = 0; i < rates.length; i++) {
    while (BREATH_GRID_BRPM[first] < BREATH_GRID_BRPM[i] - WITHIN_BRPM) first++;
    while (last < rates.length && BREATH_GRID_BRPM[last] <= BREATH_GRID_BRPM[i] + WITHIN_BRPM) last++;
    let mass = 0;
    let weighted = 0;
    for (let j = first; j < last; j++) {
      mass += rates[j];
      weighted += rates[j] * BREATH_GRID_BRPM[j];
    }
    if (mass > best.mass) best = { mass, mean: mass > 0 ? weighted / mass : BREATH_GRID_BRPM[i] };
  }
  return { rateBrpm: best.mean, confidence: best.mass, absent };
}
