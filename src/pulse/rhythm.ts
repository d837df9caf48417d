import { upperMedian } from "../dsp/upper-median.ts";

import { type BeatInterval, isWellTimed } from "./beat-intervals.ts";

/** `unknown`: too few or too badly timed intervals to say either. */
export type Rhythm = "regular" | "irregular" | "unknown";

/** What the decision rests on; intervals are in units of their mean. */
export interface RhythmFigures {
  /** Mean interval, ms. */
  readonly meanMs: number;
  /** Share of the differences of successive intervals above a tenth, 0..1. */
  readonly jumps: number;
  /**
   * Spread that the intervals have at every pace of change alike: root of the power per interval in the weakest of three bands
   * of their spectrum, what timing errors add taken off. Independent intervals have their standard deviation in each.
   */
  readonly disorder: number;
  /** Share of the intervals' variance that goes up and down with every second beat, 0..1. */
  readonly alternation: number;
  /** The same with every third beat; 0 where the beats after the short intervals are not weak. */
  readonly triplets: number;
  /** Share of the time from the first to the last interval that well-timed ones cover, 0..1. */
  readonly usable: number;
  /** Standard error of a beat's time. */
  readonly error: number;
}

/** Half a minute of a slow heart. */
const FEWEST_INTERVALS = 30;
/** Through more gaps than this, what belongs together falls apart and looks irregular. */
const LEAST_USABLE = 0.9;
/** Beyond this error of beat times jumps and patterns say nothing. */
const MOST_ERROR = 0.08;
const JUMP = 0.1;
/**
 * In atrial fibrillation, and where every second or third beat comes early, many neighbours differ by more than a tenth; a handful
 * of artefacts does not make so many.
 */
const LEAST_JUMPS = 0.35;
/**
 * Intervals in atrial fibrillation are drawn anew with each beat: their differences then are sqrt(2) times their spread, and more
 * than a tenth of the mean (Dash et al., Ann Biomed Eng 2009). Breathing and drift make such differences too, but leave bands of
 * the spectrum nearly empty.
 */
const LEAST_DISORDER = 0.1 / Math.SQRT2;
/** What lies between is left open. */
const MOST_ORDER = 0.05;
/**
 * Up to this mean interval, ms, that of Dash's limit. In slower hearts the vagus makes far more of breathing, more than in proportion
 * to the interval (Monfredi et al., Hypertension 2014), while fibrillation keeps its proportion: there the limit rises in proportion.
 */
const USUAL_INTERVAL_MS = 800;
const LEAST_PATTERN = 0.5;
/** Edges of the bands, cycles per beat: drift and slow waves, breathing, alternation. */
const BAND_EDGES = [0.04, 0.2, 0.35, 0.5];
/** Sine tapers over which the spectrum is averaged: they use all of the minute alike and leak little (Riedel and Sidorenko 1995). */
const TAPERS = 5;
/** Beats over which a pattern is followed: long enough to tell every second or third beat from breaths that come nearly as often. */
const BLOCK = { 2: 8, 3: 12 } as const;
/** An early beat fills the heart less and throws a weaker pulse; breathing changes the pulse by a tenth or two. */
const MOST_EARLY_SIZE = 0.75;

/** Calls the rhythm of a minute's intervals: see RhythmFigures for what speaks. Allocates. */
export function rhythmOf(intervals: readonly BeatInterval[]): Rhythm {
  const figures = rhythmFigures(intervals);
  if (!figures || figures.usable < LEAST_USABLE || figures.error > MOST_ERROR) return "unknown";
  const { jumps, disorder, alternation, triplets, meanMs } = figures;
  if (jumps < LEAST_JUMPS) return "regular";
  if (Math.max(alternation, triplets) >= LEAST_PATTERN) return "irregular";
  if (disorder >= LEAST_DISORDER * Math.max(1, meanMs / USUAL_INTERVAL_MS)) return "irregular";
  return disorder < MOST_ORDER ? "regular" : "unknown";
}

/** The figures of some intervals; null for fewer than 30 that are well timed. */
export function rhythmFigures(intervals: readonly BeatInterval[]): RhythmFigures | null {
  const usable = intervals.filter(isWellTimed);
  if (usable.length < FEWEST_INTERVALS) return null;
  const meanMs = usable.reduce((sum, { ibiMs }) => sum + ibiMs, 0) / usable.length;
  const error2 = usable.reduce((sum, { errorMs2 }) => sum + errorMs2, 0) / usable.length / meanMs ** 2;
  const last = intervals[intervals.length - 1];
  const spanMs = last.fromMs + last.ibiMs - intervals[0].fromMs;
  let jumps = 0;
  let differences = 0;
  for (let i = 1; i < intervals.length; i++) {
    if (!intervals[i].follows || !isWellTimed(intervals[i]) || !isWellTimed(intervals[i - 1])) continue;
    jumps += Number(Math.abs(intervals[i].ibiMs - intervals[i - 1].ibiMs) > JUMP * meanMs);
    differences++;
  }
  const values = intervals.map((interval) => (isWellTimed(interval) ? interval.ibiMs / meanMs - 1 : 0));
  return {
    meanMs,
    jumps: differences > 0 ? jumps / differences : 0,
    disorder: Math.sqrt(weakestBand(values, usable.length / values.length, error2)),
    alternation: patternOf(values, 2),
    triplets: areShortOnesWeak(usable) ? patternOf(values, 3) : 0,
    usable: (usable.length * meanMs) / spanMs,
    error: Math.sqrt(error2),
  };
}

/**
 * Mean power per interval in the weakest band, at least 0. Missing intervals are 0 in `values` and leave the `seen` share of the power.
 * Errors of times with variance `error2` add 4 error2 sin^2(pi f) to the spectrum of intervals: nearly nothing to the slow band, which
 * alone keeps badly timed beats from looking irregular.
 */
function weakestBand(values: readonly number[], seen: number, error2: number): number {
  const n = values.length;
  let weakest = Number.POSITIVE_INFINITY;
  for (let band = 1; band < BAND_EDGES.length; band++) {
    let power = 0;
    let bins = 0;
    for (let bin = Math.ceil(BAND_EDGES[band - 1] * n); bin < BAND_EDGES[band] * n; bin++) {
      power += powerAt(values, bin / n) / seen - 4 * error2 * Math.sin((Math.PI * bin) / n) ** 2;
      bins++;
    }
    weakest = Math.min(weakest, power / bins);
  }
  return Math.max(0, weakest);
}

/** Power per interval at a frequency, cycles per interval. */
function powerAt(values: readonly number[], frequency: number): number {
  const n = values.length;
  let power = 0;
  for (let taper = 1; taper <= TAPERS; taper++) {
    let re = 0;
    let im = 0;
    for (let i = 0; i < n; i++) {
      const value = values[i] * Math.sin((Math.PI * taper * (i + 1)) / (n + 1));
      re += value * Math.cos(2 * Math.PI * frequency * i);
      im += value * Math.sin(2 * Math.PI * frequency * i);
    }
    power += ((re * re + im * im) * 2) / (n + 1) / TAPERS;
  }
  return power;
}

/** Share of the power that comes again with exactly every second or third interval, over overlapping blocks. */
function patternOf(values: readonly number[], period: 2 | 3): number {
  const length = BLOCK[period];
  let told = 0;
  let total = 0;
  for (let from = 0; from + length <= values.length; from += length / 2) {
    const block = values.slice(from, from + length);
    const mean = block.reduce((sum, value) => sum + value, 0) / length;
    for (let phase = 0; phase < period; phase++) {
      const swing = block.reduce((sum, value, i) => sum + (i % period === phase ? value - mean : 0), 0);
      told += swing ** 2 / (length / period);
    }
    total += block.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  }
  return total > 0 ? told / total : 0;
}

/** Whether the beats after the shorter third of the intervals are early ones. */
function areShortOnesWeak(intervals: readonly BeatInterval[]): boolean {
  const sizes = intervals.toSorted((a, b) => a.ibiMs - b.ibiMs).map(({ size }) => size);
  const third = Math.round(sizes.length / 3);
  return upperMedian(sizes.slice(0, third)) <= MOST_EARLY_SIZE * upperMedian(sizes.slice(third));
}
