import { planSlopeViews, type SlopeView, searchBeats, usualSlope } from "./beat-search.ts";
import type { TraceKind } from "./projection.ts";
import { BEAT_FROM_SHARE } from "./upstroke-path.ts";
import type { WindowAnalysis } from "./window-analysis.ts";

/** What the beats say of a rate that the spectrum found. */
export interface PairReading {
  /** Beats in one period of the rate: 1; 2 where it counts pairs of beats; 2/3 where it is the third harmonic of pairs. */
  readonly beatsPerPeriod: number;
  /** False while seconds speak for and against pairs. */
  readonly sure: boolean;
  /** Whether beats come in pairs, so far as is known. */
  readonly paired: boolean;
}

export interface PairedBeats {
  /** One second passed; `rateBpm`: the rate that is believed, /min, null while none is. */
  step(analysis: Pick<WindowAnalysis, "wave"> | null, rateBpm: number | null): PairReading;
}

const SINGLE: PairReading = { beatsPerPeriod: 1, sure: true, paired: false };
const DOUBTFUL: PairReading = { beatsPerPeriod: 1, sure: false, paired: true };

/** Width of the Gaussian in pairs: that for beats at twice their rate. */
const SIGMA_SHARE = 0.04;
const LEAST_SIGMA_SAMPLES = 1.2;
/** Fewer periods leave too much noise in their mean, and are too few to be alike. */
const FEWEST_PERIODS = 3;
/**
 * Where in the period an early beat begins: after half to nine tenths of the usual interval, the pause making up for it.
 * A dicrotic wave comes within four tenths of a second, which is earlier where hearts are slow enough to be taken for pairs.
 */
const EARLY = [0.25, 0.46] as const;
/** The rest of a period, without the upstroke it begins with and the one of the next. */
const INSIDE = [0.15, 0.85] as const;
/**
 * Mean slope of the early beat over that of the beat before. A beat after six tenths of the usual filling rises half as
 * steeply; a dicrotic wave, in the mean over several periods, a quarter at most.
 */
const LEAST_SLOPE = 0.3;
/** Nothing else in the period rises by more than this share of the early beat: three alike are three beats. */
const MOST_BESIDE = 0.7;
/** Seconds over which the mind is made up, and the shares of them at which it is. */
const MEMORY_S = 4;
const BELIEVE_FROM = 0.6;
const DOUBT_FROM = 0.2;
/** Rates are the same, or multiples of each other, within this share. */
const SAME_SHARE = 0.12;

/**
 * Tells pairs of beats, a beat and a weak early one again and again (bigeminy), from single ones: the spectrum of pairs is that
 * of a slow heart with half the rate, or its third harmonic. All periods of the window are laid over one another from
 * upstroke to upstroke; a second upstroke at an early place that survives this mean is a beat.
 */
export function planPairedBeats(fsHz: number, kind: TraceKind): PairedBeats {
  const view = planSlopeViews();
  /** Share of the last seconds whose wave spoke for pairs, and the interval of these, samples. */
  let belief = 0;
  let pair: number | null = null;

  function isPaired(wave: Float64Array, interval: number): boolean {
    const mains = view(wave, Math.max(LEAST_SIGMA_SAMPLES, 2 * SIGMA_SHARE * interval));
    // More blood takes light away; of a waveform nobody knows, but blood comes faster than it goes.
    const falls = kind === "colour" || usualSlope(mains, -1, interval) > usualSlope(mains, 1, interval);
    const found = searchBeats(mains, falls ? -1 : 1, interval, fsHz, null, BEAT_FROM_SHARE);
    if (!found) return false;
    const narrow = view(wave, Math.max(LEAST_SIGMA_SAMPLES, SIGMA_SHARE * interval));
    return hasEarlyBeat(meanPeriod(narrow, falls ? -1 : 1, found.at, Math.ceil(interval)));
  }

  const isAbout = (interval: number, times: number) =>
    pair !== null && Math.abs(interval / (times * pair) - 1) < SAME_SHARE;

  return {
    step(analysis, rateBpm) {
      if (!analysis || rateBpm === null) return SINGLE;
      const { wave } = analysis;
      const interval = (60 * fsHz) / rateBpm;
      // Known pairs are looked for at their own interval, also while the rate is that of their beats or of a harmonic.
      const times = [2, 3].find((each) => isAbout(interval, 1 / each)) ?? 1;
      const found = isPaired(wave, times * interval);
      if (found) pair = times * interval;
      belief += (Number(found) - belief) / MEMORY_S;
      if (belief < DOUBT_FROM) pair = null;
      if (pair === null) return SINGLE;
      const beatsPerPeriod = [2, 1, 2 / 3].find((each) => isAbout(interval, each / 2));
      if (beatsPerPeriod === undefined) return DOUBTFUL;
      return beatsPerPeriod === 1 || belief >= BELIEVE_FROM ? { beatsPerPeriod, sure: true, paired: true } : DOUBTFUL;
    },
  };
}

/** Mean slope of the blood's rise from 0 to one period after the beats, NaN where too few periods are seen. */
function meanPeriod({ filter, slope }: SlopeView, sign: 1 | -1, beats: Float64Array, samples: number): Float64Array {
  const mean = new Float64Array(samples);
  const end = slope.length - filter.margin - 1;
  for (let offset = 0; offset < samples; offset++) {
    let sum = 0;
    let count = 0;
    for (const beat of beats) {
      const at = beat + offset;
      if (at < filter.margin || at >= end) continue;
      const i = Math.floor(at);
      sum += sign * (slope[i] + (slope[i + 1] - slope[i]) * (at - i));
      count++;
    }
    mean[offset] = count < FEWEST_PERIODS ? Number.NaN : sum / count;
  }
  return mean;
}

function hasEarlyBeat(period: Float64Array): boolean {
  const [main] = period;
  let early = 0;
  let beside = 0;
  const n = period.length;
  for (let i = Math.ceil(INSIDE[0] * n); i <= INSIDE[1] * n; i++) {
    if (!(period[i] >= period[i - 1] && period[i] >= period[i + 1])) continue;
    if (i >= EARLY[0] * n && i <= EARLY[1] * n) early = Math.max(early, period[i]);
    else beside = Math.max(beside, period[i]);
  }
  return early >= LEAST_SLOPE * main && beside <= MOST_BESIDE * early;
}
