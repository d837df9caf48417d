import type { BeatInterval } from "./beat-intervals.ts";

/** `unknown`: too few or too badly timed intervals to say either. */
export type Rhythm = "regular" | "irregular" | "unknown";

/** What the decision rests on; each null where there are too few intervals. */
export interface RhythmFigures {
  /** RMS of the differences of successive intervals over the mean interval, timing noise taken off. */
  readonly nrmssd: number;
  /** The part of `nrmssd` that timing noise alone would give. */
  readonly noise: number;
  /** Share of the differences above a tenth of the mean interval, 0..1. */
  readonly jumps: number;
  /** Share of the intervals' variance that their neighbours do not tell, 0..1. */
  readonly surprise: number;
  /** Share of the intervals' variance that goes up and down with every second beat, 0..1. */
  readonly alternation: number;
}

/** Half a minute of a slow heart. */
const FEWEST_INTERVALS = 24;
/** Successive intervals of a sinus rhythm at rest differ by a few percent; in atrial fibrillation by 10 to 40 (Dash 2009). */
const LEAST_NRMSSD = 0.1;
const JUMP_SHARE = 0.1;
/** A handful of outliers makes nrmssd, but not this share of jumps. */
const LEAST_JUMPS = 0.4;
/** Noise beyond this share of the least nrmssd leaves the question open. */
const MOST_NOISE = 0.07;
/** In atrial fibrillation intervals tell nothing of each other (1); breathing and steady pairs are told by their neighbours. */
const LEAST_SURPRISE = 0.6;
const LEAST_ALTERNATION = 0.6;
/** Intervals over which an alternation is followed: long enough to tell every second beat from two breaths in five beats. */
const BLOCK = 12;

/** Calls the rhythm of some intervals: see RhythmFigures for what speaks. Allocates. */
export function rhythmOf(intervals: readonly BeatInterval[]): Rhythm {
  const figures = rhythmFigures(intervals);
  if (!figures) return "unknown";
  const { nrmssd, noise, jumps, surprise, alternation } = figures;
  if (noise > MOST_NOISE) return "unknown";
  if (nrmssd < LEAST_NRMSSD || jumps < LEAST_JUMPS) return "regular";
  return surprise >= LEAST_SURPRISE || alternation >= LEAST_ALTERNATION ? "irregular" : "regular";
}

export function rhythmFigures(intervals: readonly BeatInterval[]): RhythmFigures | null {
  const runs = runsOf(intervals);
  const all = runs.flat();
  if (all.length < FEWEST_INTERVALS) return null;
  const mean = all.reduce((sum, { ibiMs }) => sum + ibiMs, 0) / all.length;
  const error2 = all.reduce((sum, { errorMs2 }) => sum + errorMs2, 0) / all.length;
  let squares = 0;
  let jumps = 0;
  let differences = 0;
  for (const run of runs) {
    for (let i = 1; i < run.length; i++) {
      const difference = (run[i].ibiMs - run[i - 1].ibiMs) / mean;
      squares += difference ** 2;
      jumps += Number(Math.abs(difference) > JUMP_SHARE);
      differences++;
    }
  }
  if (differences < FEWEST_INTERVALS) return null;
  const values = runs.map((run) => run.map(({ ibiMs }) => ibiMs / mean - 1));
  const noise2 = (6 * error2) / mean ** 2;
  return {
    nrmssd: Math.sqrt(Math.max(0, squares / differences - noise2)),
    noise: Math.sqrt(noise2),
    jumps: jumps / differences,
    surprise: surpriseOf(values),
    alternation: alternationOf(values),
  };
}

/** Stretches of well-timed intervals that follow each other. */
function runsOf(intervals: readonly BeatInterval[]): BeatInterval[][] {
  const runs: BeatInterval[][] = [];
  let goesOn = false;
  for (const interval of intervals) {
    const usable = interval.kind === "normal" || interval.kind === "ectopic";
    if (usable && goesOn && interval.follows) runs[runs.length - 1].push(interval);
    else if (usable) runs.push([interval]);
    goesOn = usable;
  }
  return runs;
}

/**
 * Residual of the best interpolation of each interval from its two neighbours on either side, weighted symmetrically: two
 * weights and a mean. A sinusoid of any period is told exactly, independent intervals not at all.
 */
function surpriseOf(runs: readonly (readonly number[])[]): number {
  const rows: [number, number, number][] = [];
  for (const x of runs) {
    for (let i = 2; i < x.length - 2; i++) rows.push([x[i - 1] + x[i + 1], x[i - 2] + x[i + 2], x[i]]);
  }
  if (rows.length < FEWEST_INTERVALS / 2) return 0;
  const centre = [0, 1, 2].map((c) => rows.reduce((sum, row) => sum + row[c], 0) / rows.length);
  const product = (a: number, b: number) =>
    rows.reduce((sum, row) => sum + (row[a] - centre[a]) * (row[b] - centre[b]), 0);
  const [aa, ab, bb, ay, by, yy] = [product(0, 0), product(0, 1), product(1, 1), product(0, 2), product(1, 2), product(2, 2)];
  const determinant = aa * bb - ab * ab;
  if (!(determinant > 1e-9 * aa * bb) || yy === 0) return aa > 0 && yy > 0 ? 1 - (ay * ay) / (aa * yy) : 0;
  const told = (ay * (ay * bb - by * ab) + by * (by * aa - ay * ab)) / determinant;
  return Math.max(0, 1 - told / yy) * ((rows.length - 1) / (rows.length - 3));
}

/** Mean over blocks of the power at exactly every second interval over all power. */
function alternationOf(runs: readonly (readonly number[])[]): number {
  let told = 0;
  let total = 0;
  for (const x of runs) {
    for (let from = 0; from + BLOCK <= x.length; from += BLOCK) {
      const block = x.slice(from, from + BLOCK);
      const mean = block.reduce((sum, value) => sum + value, 0) / BLOCK;
      const swing = block.reduce((sum, value, i) => sum + (i % 2 === 0 ? value : -value), 0);
      told += swing ** 2 / BLOCK;
      total += block.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    }
  }
  return total > 0 ? told / total : 0;
}
