import { type BeatInterval, isWellTimed } from "./beat-intervals.ts";

/** `unknown`: too few or too badly timed intervals to say either. */
export type Rhythm = "regular" | "irregular" | "unknown";

/** What the decision rests on; intervals are in units of their mean. */
export interface RhythmFigures {
  /** Share of the differences of successive intervals above a tenth, 0..1. */
  readonly jumps: number;
  /**
   * Spread that the intervals have at every pace of change alike: root of the power per interval in the weakest of three bands
   * of their spectrum, what timing errors add taken off. Independent intervals have their standard deviation in each.
   */
  readonly disorder: number;
  /** Share of the intervals' variance that goes up and down with every second beat, 0..1. */
  readonly alternation: number;
  /** Share of the time from the first to the last interval that well-timed ones cover, 0..1. */
  readonly usable: number;
  /** Standard error of a beat's time. */
  readonly error: number;
}

/** Half a minute of a slow heart. */
const FEWEST_INTERVALS = 30;
/** Through more gaps than this, what belongs together falls apart and looks irregular. */
const LEAST_USABLE = 0.9;
/** Beyond this error of beat times jumps and alternation say nothing. */
const MOST_ERROR = 0.08;
const JUMP = 0.1;
/**
 * In atrial fibrillation, and where every second beat comes early, most neighbours differ by more than a tenth; a handful of
 * artefacts does not make so many.
 */
const LEAST_JUMPS = 0.35;
/**
 * Intervals in atrial fibrillation are drawn anew with each beat, with a spread of about 20 %: nearly half of that in every band is
 * called irregular. Breathing and drift, however strong, leave bands of their spectrum nearly empty (at most 6 % there in
 * rested young adults with a chest strap); what lies between is left open.
 */
const LEAST_DISORDER = 0.09;
const MOST_ORDER = 0.07;
/** Errors of times may be this much larger than they were estimated. */
const ERROR_DOUBT = 1.3;
const LEAST_ALTERNATION = 0.5;
/** Edges of the bands, cycles per beat: drift and slow waves, breathing, alternation. */
const BAND_EDGES = [0.04, 0.2, 0.35, 0.5];
/** Beats over which an alternation is followed: long enough to tell every second beat from two breaths in five. */
const BLOCK = 8;

/** Calls the rhythm of a minute's intervals: see RhythmFigures for what speaks. Allocates. */
export function rhythmOf(intervals: readonly BeatInterval[]): Rhythm {
  const figures = rhythmFigures(intervals);
  if (!figures || figures.usable < LEAST_USABLE || figures.error > MOST_ERROR) return "unknown";
  if (figures.jumps < LEAST_JUMPS) return "regular";
  if (figures.disorder >= LEAST_DISORDER || figures.alternation >= LEAST_ALTERNATION) return "irregular";
  return figures.disorder < MOST_ORDER ? "regular" : "unknown";
}

/** The figures of some intervals; null for fewer than 30 that are well timed. */
export function rhythmFigures(intervals: readonly BeatInterval[]): RhythmFigures | null {
  const usable = intervals.filter(isWellTimed);
  if (usable.length < FEWEST_INTERVALS) return null;
  const mean = usable.reduce((sum, { ibiMs }) => sum + ibiMs, 0) / usable.length;
  const error2 = usable.reduce((sum, { errorMs2 }) => sum + errorMs2, 0) / usable.length;
  const last = intervals[intervals.length - 1];
  const spanMs = last.fromMs + last.ibiMs - intervals[0].fromMs;
  let jumps = 0;
  let differences = 0;
  for (let i = 1; i < intervals.length; i++) {
    if (!intervals[i].follows || !isWellTimed(intervals[i]) || !isWellTimed(intervals[i - 1])) continue;
    jumps += Number(Math.abs(intervals[i].ibiMs - intervals[i - 1].ibiMs) > JUMP * mean);
    differences++;
  }
  const values = intervals.map((interval) => (isWellTimed(interval) ? interval.ibiMs / mean - 1 : 0));
  return {
    jumps: differences > 0 ? jumps / differences : 0,
    disorder: Math.sqrt(weakestBand(values, (ERROR_DOUBT ** 2 * error2) / mean ** 2) / (usable.length / values.length)),
    alternation: alternationOf(values),
    usable: (usable.length * mean) / spanMs,
    error: Math.sqrt(error2) / mean,
  };
}

/**
 * Mean power per interval in the weakest band, at least 0. Errors of times with variance `error2` add 4 error2 sin^2(pi f) to
 * the spectrum of intervals.
 */
function weakestBand(values: readonly number[], error2: number): number {
  const n = values.length;
  const taper = values.map((_, i) => Math.sin((Math.PI * (i + 0.5)) / n) ** 2);
  const energy = taper.reduce((sum, value) => sum + value * value, 0);
  let weakest = Number.POSITIVE_INFINITY;
  for (let band = 1; band < BAND_EDGES.length; band++) {
    let power = 0;
    let bins = 0;
    for (let bin = Math.ceil(BAND_EDGES[band - 1] * n); bin < BAND_EDGES[band] * n; bin++) {
      let re = 0;
      let im = 0;
      for (let i = 0; i < n; i++) {
        const angle = (2 * Math.PI * bin * i) / n;
        re += taper[i] * values[i] * Math.cos(angle);
        im += taper[i] * values[i] * Math.sin(angle);
      }
      power += (re * re + im * im) / energy - 4 * error2 * Math.sin((Math.PI * bin) / n) ** 2;
      bins++;
    }
    weakest = Math.min(weakest, power / bins);
  }
  return Math.max(0, weakest);
}

/** Power at exactly every second interval over all power, both over overlapping blocks of 8. */
function alternationOf(values: readonly number[]): number {
  let told = 0;
  let total = 0;
  for (let from = 0; from + BLOCK <= values.length; from += BLOCK / 2) {
    const block = values.slice(from, from + BLOCK);
    const mean = block.reduce((sum, value) => sum + value, 0) / BLOCK;
    const swing = block.reduce((sum, value, i) => sum + (i % 2 === 0 ? value : -value), 0);
    told += swing ** 2 / BLOCK;
    total += block.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  }
  return total > 0 ? told / total : 0;
}
