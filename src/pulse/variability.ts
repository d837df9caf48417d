import { BEAT_DELAY_S, type Beat } from "./beat-finder.ts";
import { type BeatInterval, beatIntervals, isWellTimed } from "./beat-intervals.ts";
import { type Rhythm, rhythmOf } from "./rhythm.ts";

/** Pulse rate variability of a stretch of time. */
export interface Variability {
  /** Standard deviation of the intervals, ms. */
  readonly sdnnMs: number;
  /** Root mean square of the differences of successive intervals, ms. */
  readonly rmssdMs: number;
  /** Beats that were seen well. */
  readonly beats: number;
  /** Share of the stretch's beats that were seen well, 0..1. */
  readonly acceptedShare: number;
  readonly ectopicBeats: number;
  readonly rhythm: Rhythm;
}

const LEAST_ACCEPTED_SHARE = 0.9;
/** Where errors of times make more than this share of the variance of the intervals, that is the camera's and not the heart's. */
const MOST_NOISE_SHARE = 0.6;
/** Of the mean square of the differences at least this share is taken to be the heart's: it is told with doubt, but never as 0. */
const LEAST_STEP_SHARE = 0.25;

/**
 * Variability of the beats that came in [fromMs, toMs], of which the last 3 s may not be known yet. Null where fewer than 90 %
 * of them were seen well, and where they are timed too badly to tell variability from noise.
 *
 * SDNN and RMSSD after the Task Force of ESC and NASPE (Eur Heart J 1996), without the intervals around ectopic, missed and
 * doubtful beats; in an irregular rhythm, which has no normal beats, over all well-timed intervals. What errors of the beats'
 * times add is taken off: an error e adds 2 e^2 to the variance of intervals and 6 e^2 to that of their differences. Allocates.
 */
export function variabilityOf(beats: readonly Beat[], fromMs: number, toMs: number): Variability | null {
  const intervals = beatIntervals(beats.filter(({ tMs }) => tMs >= fromMs && tMs <= toMs));
  const accepted = intervals.filter(isWellTimed);
  const rhythm = rhythmOf(intervals);
  const used = rhythm === "irregular" ? accepted : accepted.filter(({ kind }) => kind === "normal");
  const steps = stepsOf(intervals, new Set(used));
  if (steps.length < 2) return null;
  const acceptedShare = shareSeen(accepted, toMs - fromMs);
  const usualMs = meanOf(used.map(({ ibiMs }) => ibiMs));
  const variance = used.reduce((sum, { ibiMs }) => sum + (ibiMs - usualMs) ** 2, 0) / (used.length - 1);
  const stepSquare = meanOf(steps.map((step) => step * step));
  const error2 = medianOf(used.map(({ errorMs2 }) => errorMs2));
  if (acceptedShare < LEAST_ACCEPTED_SHARE || 2 * error2 > MOST_NOISE_SHARE * variance) return null;
  return {
    sdnnMs: Math.sqrt(variance - 2 * error2),
    rmssdMs: Math.sqrt(Math.max(LEAST_STEP_SHARE * stepSquare, stepSquare - 6 * error2)),
    beats: accepted.length + accepted.filter(({ follows }) => !follows).length,
    acceptedShare,
    ectopicBeats: intervals.filter(({ kind }) => kind === "ectopic").length / 2,
    rhythm,
  };
}

/** Pulse rate from the well-timed beats in [fromMs, toMs], /min; null where they cover less than half of it. */
export function rateFromBeats(beats: readonly Beat[], fromMs: number, toMs: number): number | null {
  const intervals = beatIntervals(beats).filter(
    (interval) => isWellTimed(interval) && interval.fromMs >= fromMs && interval.fromMs + interval.ibiMs <= toMs,
  );
  const covered = intervals.reduce((sum, { ibiMs }) => sum + ibiMs, 0);
  return covered < (toMs - fromMs) / 2 ? null : (60_000 * intervals.length) / covered;
}

/** Beats since the search last began anew: those before were looked for at another rate. */
export function unbrokenBeats(beats: readonly Beat[]): readonly Beat[] {
  const start = beats.findLastIndex(({ follows }) => !follows);
  return beats.slice(Math.max(0, start));
}

/** Up to one interval at either end, and what is not final yet, is nobody's fault. */
function shareSeen(accepted: readonly BeatInterval[], spanMs: number): number {
  const coveredMs = accepted.reduce((sum, { ibiMs }) => sum + ibiMs, 0);
  const endsMs = (2 * coveredMs) / Math.max(1, accepted.length) + 1000 * BEAT_DELAY_S;
  return coveredMs / Math.max(coveredMs, spanMs - endsMs);
}

/** Differences of well-timed neighbours, ms. */
function stepsOf(intervals: readonly BeatInterval[], used: ReadonlySet<BeatInterval>): number[] {
  const steps: number[] = [];
  for (let i = 1; i < intervals.length; i++) {
    const [before, here] = [intervals[i - 1], intervals[i]];
    if (here.follows && used.has(before) && used.has(here)) steps.push(here.ibiMs - before.ibiMs);
  }
  return steps;
}

function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function medianOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}
