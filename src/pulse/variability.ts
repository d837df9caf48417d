import type { Beat } from "./beat-finder.ts";
import { type BeatInterval, beatIntervals } from "./beat-intervals.ts";
import { type Rhythm, rhythmOf } from "./rhythm.ts";

/** Pulse rate variability of a stretch of time (Task Force of ESC and NASPE, Eur Heart J 1996). */
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

/** Beats are final this long after they came, s; at rates below 40 /min some come a little later. */
export const BEAT_DELAY_S = 3;
const LEAST_ACCEPTED_SHARE = 0.9;

/**
 * Variability of the beats in [fromMs, toMs]; null where fewer than 90 % of the beats of that time were seen well.
 *
 * Intervals around ectopic, missed and doubtful beats are left out of SDNN and RMSSD; in an irregular rhythm, which has no
 * normal beats, all well-timed intervals count. What the errors of the beats' times add to both is taken off: an error e adds
 * 2 e^2 to the variance of intervals and 6 e^2 to that of their differences. Allocates.
 */
export function variabilityOf(beats: readonly Beat[], fromMs: number, toMs: number): Variability | null {
  const intervals = beatIntervals(beats.filter(({ tMs }) => tMs >= fromMs && tMs <= toMs));
  const accepted = intervals.filter(({ kind }) => kind === "normal" || kind === "ectopic");
  const rhythm = rhythmOf(intervals);
  const used = rhythm === "irregular" ? accepted : accepted.filter(({ kind }) => kind === "normal");
  if (used.length < 3) return null;
  const meanIbiMs = meanOf(accepted.map(({ ibiMs }) => ibiMs));
  const acceptedShare = shareSeen(accepted, meanIbiMs, toMs - fromMs);
  if (acceptedShare < LEAST_ACCEPTED_SHARE) return null;
  const usual = meanOf(used.map(({ ibiMs }) => ibiMs));
  const variance = used.reduce((sum, { ibiMs }) => sum + (ibiMs - usual) ** 2, 0) / (used.length - 1);
  const steps = stepsOf(intervals, new Set(used));
  const error2 = meanOf(used.map(({ errorMs2 }) => errorMs2));
  return {
    sdnnMs: Math.sqrt(Math.max(0, variance - 2 * error2)),
    rmssdMs: Math.sqrt(Math.max(0, meanOf(steps.map((step) => step * step)) - 6 * error2)),
    beats: accepted.length + accepted.filter(({ follows }) => !follows).length,
    acceptedShare,
    ectopicBeats: intervals.filter(({ kind }) => kind === "ectopic").length / 2,
    rhythm,
  };
}

/** Pulse rate from the well-timed beats in [fromMs, toMs], /min; null where they cover less than half of it. */
export function rateFromBeats(beats: readonly Beat[], fromMs: number, toMs: number): number | null {
  const intervals = beatIntervals(beats).filter(
    ({ fromMs: start, ibiMs, kind }) =>
      start >= fromMs && start + ibiMs <= toMs && (kind === "normal" || kind === "ectopic"),
  );
  const covered = intervals.reduce((sum, { ibiMs }) => sum + ibiMs, 0);
  return covered < (toMs - fromMs) / 2 ? null : (60_000 * intervals.length) / covered;
}

/** The beats around either end of a stretch lie outside it: up to an interval there is nobody's fault. */
function shareSeen(accepted: readonly BeatInterval[], meanIbiMs: number, spanMs: number): number {
  const covered = accepted.length * meanIbiMs;
  return covered / Math.max(covered, spanMs - 2 * meanIbiMs);
}

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
