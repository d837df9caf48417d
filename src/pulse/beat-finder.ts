import { type GaussianSlope, planGaussianSlope } from "../dsp/gaussian-slope.ts";

import { timingErrors } from "./beat-timing.ts";
import { type BloodSign, planUpwards } from "./blood-sign.ts";
import { findUpstrokes, mostProbableBeats, usualHeight } from "./upstroke-path.ts";
import type { WindowAnalysis } from "./window-analysis.ts";

/** One beat as the camera saw it: a pulse that arrived, not an electrical event. */
export interface Beat {
  /** Steepest rise of blood in the skin, ms of the traces' clock. */
  readonly tMs: number;
  /** Standard error of that time, ms, from how far the wave around it differs from the other beats'. */
  readonly errorMs: number;
  /** Slope of its upstroke; 1 is the usual beat of its window. */
  readonly size: number;
  /** Whether beats were looked for without a break since the beat before, so that an interval lies between them. */
  readonly follows: boolean;
}

export interface BeatFinder {
  /**
   * One second passed. `rateBpm`: the rate that is sure, /min; null while none is. Returns the beats that became final,
   * oldest first, none earlier than one returned before; no beat is ever taken back.
   */
  step(analysis: WindowAnalysis | null, rateBpm: number | null): readonly Beat[];
}

/** POS still rewrites the newest 1.6 s. */
const UNSETTLED_S = 1.6;
/** Width of the Gaussian in beat intervals: it passes most at 2f, where an upstroke has its energy and noise has less. */
const SIGMA_SHARE = 0.08;
/** Fewer than two samples do not carry the kernel's maximum well enough to find it to a few ms. */
const LEAST_SIGMA_SAMPLES = 1.2;
/** Plans of kernels are kept for widths these many samples apart. */
const SIGMA_STEP_SAMPLES = 0.1;
/** A beat counts as the one found before when both are less than this share of an interval apart. */
const SAME_SHARE = 0.15;

/**
 * Plans the search for beats on the pooled wave of each second's window.
 *
 * The wave is seen through the slope of a Gaussian as wide as the rate asks; its maxima are candidates; the most probable
 * sequence that goes on from the last final beat is taken, and what lies clear of the window's unsettled end is final: about
 * 3 s after the fact. Allocates little each second.
 */
export function planBeatFinder(fsHz: number, sign: BloodSign): BeatFinder {
  const filters = new Map<number, GaussianSlope>();
  const upwards = planUpwards(sign);
  let slopeWave = new Float64Array(0);
  let lastSample: number | null = null;

  function filterFor(sigma: number): GaussianSlope {
    const step = Math.round(sigma / SIGMA_STEP_SAMPLES);
    let filter = filters.get(step);
    if (!filter) {
      filter = planGaussianSlope(step * SIGMA_STEP_SAMPLES);
      filters.set(step, filter);
    }
    return filter;
  }

  return {
    step(analysis, rateBpm) {
      if (!analysis || rateBpm === null) return [];
      const { wave, endSample } = analysis;
      const n = wave.length;
      const interval = (60 * fsHz) / rateBpm;
      const filter = filterFor(Math.max(LEAST_SIGMA_SAMPLES, SIGMA_SHARE * interval));
      if (slopeWave.length !== n) slopeWave = new Float64Array(n);
      filter.apply(wave, slopeWave);
      const from = filter.margin;
      const settled = n - filter.margin - Math.round(UNSETTLED_S * fsHz);
      const first = endSample - n;
      const goesOn = lastSample !== null && lastSample >= first + from;
      const expected = (n - 2 * from) / interval;
      const rising = usualHeight(findUpstrokes(slopeWave, 1, from, n - from), expected);
      const falling = usualHeight(findUpstrokes(slopeWave, -1, from, n - from), expected);
      const up = rising > 0 && falling > 0 ? upwards.decide(rising, falling, goesOn) : null;
      if (up === null) return [];
      const usual = up === 1 ? rising : falling;
      if (up === -1) for (let i = from; i < n - from; i++) slopeWave[i] = -slopeWave[i];
      const upstrokes = findUpstrokes(slopeWave, 1, from, n - from);
      const same = SAME_SHARE * interval;
      const resumed = lastSample;
      const start =
        goesOn && resumed !== null ? nearest(upstrokes.at, resumed - first, same) : null;
      const plan = { interval, fsHz, usual, start, end: n - from };
      let path = mostProbableBeats(upstrokes, { ...plan, noiseShare: 0.2 });
      let errors = timingErrors(slopeWave, upstrokes, path, interval, filter.sigmaSamples);
      path = mostProbableBeats(upstrokes, { ...plan, noiseShare: errors.noiseShare });
      errors = timingErrors(slopeWave, upstrokes, path, interval, filter.sigmaSamples);
      const beats: Beat[] = [];
      for (let k = 0; k < path.length; k++) {
        const at = upstrokes.at[path[k]];
        if (at > settled) break;
        if (lastSample !== null && at + first < lastSample + same) continue;
        beats.push({
          tMs: ((at + first + 0.5) * 1000) / fsHz,
          errorMs: (errors.samples[k] * 1000) / fsHz,
          size: upstrokes.height[path[k]] / usual,
          follows: beats.length > 0 || start !== null,
        });
      }
      const last = beats.at(-1);
      if (last) lastSample = (last.tMs * fsHz) / 1000 - 0.5;
      return beats;
    },
  };
}

/** Index of the value nearest to `to`, null when none is within `reach`. */
function nearest(values: readonly number[], to: number, reach: number): number | null {
  let best: number | null = null;
  for (let i = 0; i < values.length; i++) {
    const distance = Math.abs(values[i] - to);
    if (distance <= (best === null ? reach : Math.abs(values[best] - to))) best = i;
  }
  return best;
}
