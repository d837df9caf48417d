import { planSlopeViews, searchBeats, usualSlope } from "./beat-search.ts";
import { type MeanPeriod, meanPeriod, standardError } from "./mean-period.ts";
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

/** A second upstroke at an early place, and whether it can be nothing but a beat. */
interface EarlyBeat {
  readonly certain: boolean;
}

const SINGLE: PairReading = { beatsPerPeriod: 1, sure: true, paired: false };
const DOUBTFUL: PairReading = { beatsPerPeriod: 1, sure: false, paired: true };

/** Width of the Gaussian in pairs: that for beats at twice their rate. */
const SIGMA_SHARE = 0.04;
const LEAST_SIGMA_SAMPLES = 1.2;
/** Where in the period an early beat begins: after half to nine tenths of the usual interval, the pause making up for it. */
const EARLY = [0.25, 0.46] as const;
/** Beats that are strong and weak by turns (pulsus alternans) stand in the middle, and so does a second harmonic. */
const MIDDLE_TO = 0.54;
/**
 * What rises again sooner than this is the same beat: its dicrotic wave, or the second summit of a pulse that has two. A ventricle
 * that contracts again so soon is not filled and sends no pulse.
 */
const EARLIEST_S = 0.36;
/** Until here it may be either: a balloon pump lifts the blood once more at the end of systole, four tenths of a second on. */
const SURELY_BEAT_FROM_S = 0.45;
/** The rest of a period, without the upstroke it begins with and the one of the next. */
const INSIDE = [0.15, 0.85] as const;
/**
 * Mean slope of the early beat over that of the beat before. A beat after six tenths of the usual filling rises half as
 * steeply; a dicrotic wave, in the mean over several periods, a quarter at most.
 */
const LEAST_SLOPE = 0.3;
/** Nothing else in the period rises by more than this share of the early beat: three alike are three beats. */
const MOST_BESIDE = 0.7;
/** The early beat over the standard error of the mean: chance, that has two or three places, reaches 5 once in a million windows. */
const LEAST_OVER_NOISE = 5;
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
  let certain = false;

  function earlyBeat(wave: Float64Array, interval: number): EarlyBeat | null {
    const mains = view(wave, Math.max(LEAST_SIGMA_SAMPLES, 2 * SIGMA_SHARE * interval));
    // More blood takes light away; of a waveform nobody knows, but blood comes faster than it goes.
    const falls = kind === "colour" || usualSlope(mains, -1, interval) > usualSlope(mains, 1, interval);
    const found = searchBeats(mains, falls ? -1 : 1, interval, fsHz, null, BEAT_FROM_SHARE);
    if (!found) return null;
    const narrow = view(wave, Math.max(LEAST_SIGMA_SAMPLES, SIGMA_SHARE * interval));
    return earlyIn(meanPeriod(narrow, falls ? -1 : 1, found.at, Math.ceil(interval)), fsHz);
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
      const found = earlyBeat(wave, times * interval);
      if (found) {
        pair = times * interval;
        certain = found.certain;
      }
      belief += (Number(found !== null) - belief) / MEMORY_S;
      if (belief < DOUBT_FROM) pair = null;
      if (pair === null) return SINGLE;
      const beatsPerPeriod = [2, 1, 2 / 3].find((each) => isAbout(interval, each / 2));
      if (beatsPerPeriod === undefined || !certain) return DOUBTFUL;
      return beatsPerPeriod === 1 || belief >= BELIEVE_FROM ? { beatsPerPeriod, sure: true, paired: true } : DOUBTFUL;
    },
  };
}

/** Looks for an early beat in the mean period. */
function earlyIn(period: MeanPeriod, fsHz: number): EarlyBeat | null {
  const { slope } = period;
  const [main] = slope;
  let at = 0;
  let early = 0;
  let beside = 0;
  const n = slope.length;
  for (let i = Math.ceil(INSIDE[0] * n); i <= INSIDE[1] * n; i++) {
    if (!(slope[i] >= slope[i - 1] && slope[i] >= slope[i + 1])) continue;
    if (i < EARLY[0] * n || i > MIDDLE_TO * n) beside = Math.max(beside, slope[i]);
    else if (i >= EARLIEST_S * fsHz && slope[i] > early) {
      at = i;
      early = slope[i];
    }
  }
  if (early < LEAST_SLOPE * main || beside > MOST_BESIDE * early) return null;
  const noise = standardError(period, Math.ceil(EARLY[0] * n), Math.floor(MIDDLE_TO * n) + 1);
  const isClear = at >= SURELY_BEAT_FROM_S * fsHz && early >= LEAST_OVER_NOISE * noise;
  return { certain: isClear && at <= EARLY[1] * n };
}
