import type { Beat } from "./beat-finder.ts";

/**
 * What an interval between two beats is: `normal`; `ectopic`: one of the pair around an early beat, short and then
 * compensating; `missed`: at least one beat between the two was not seen; `doubtful`: a beat at its ends is badly timed, or it
 * fits neither the rhythm nor an ectopic beat.
 */
export type IntervalKind = "normal" | "ectopic" | "missed" | "doubtful";

/** Time from one pulse to the next. */
export interface BeatInterval {
  readonly fromMs: number;
  readonly ibiMs: number;
  readonly kind: IntervalKind;
  /** Standard error of the mean of its two beats' times squared, ms^2. */
  readonly errorMs2: number;
  /** Slope of the upstroke at its end; 1 is the usual beat. */
  readonly size: number;
  /** Whether it begins where the interval before it ended. */
  readonly follows: boolean;
}

/** Whether an interval tells of the rhythm. */
export function isWellTimed({ kind }: BeatInterval): boolean {
  return kind === "normal" || kind === "ectopic";
}

/**
 * A beat that is timed worse than this share of the median interval tells neither variability nor rhythm, unless the intervals
 * differ by so much that half of their quartile deviation is more.
 */
const MOST_ERROR_SHARE = 0.12;
/** Beats to each side whose median an interval is held against. */
const NEIGHBOURS = 15;
/** Outliers lie beyond this many quartile deviations: 3.5 standard deviations of a normal rhythm (Lipponen and Tarvainen 2019). */
const OUTLIER_DEVIATIONS = 5.2;
/** Hearts wander this far from their median without being called ill, share of the interval. */
const LEAST_OUTLIER_SHARE = 0.12;
/** How far a pair around an ectopic beat may fall short of or exceed two intervals, share of one. */
const PAIR_SHARE = 0.3;

/**
 * Intervals between consecutive beats with their kinds, oldest first: the thresholds come from the intervals' own spread, so
 * that a rhythm that is irregular throughout has no outliers, however wide. Allocates.
 */
export function beatIntervals(beats: readonly Beat[]): readonly BeatInterval[] {
  const ibiMs: number[] = [];
  const worst: number[] = [];
  const starts: number[] = [];
  for (let k = 1; k < beats.length; k++) {
    if (!beats[k].follows) continue;
    starts.push(k);
    ibiMs.push(beats[k].tMs - beats[k - 1].tMs);
    worst.push(Math.max(beats[k].errorMs, beats[k - 1].errorMs));
  }
  const medians = ibiMs.map((_, i) => median(ibiMs.slice(Math.max(0, i - NEIGHBOURS), i + NEIGHBOURS + 1)));
  const away = ibiMs.map((ibi, i) => ibi / medians[i] - 1);
  const spread = quartileDeviation(away);
  const sound = worst.map((error, i) => error <= Math.max(MOST_ERROR_SHARE, spread / 2) * medians[i]);
  const limit = Math.max(LEAST_OUTLIER_SHARE, OUTLIER_DEVIATIONS * spread);
  const kinds: IntervalKind[] = sound.map((is) => (is ? "normal" : "doubtful"));
  for (let i = 0; i < ibiMs.length; i++) {
    if (Math.abs(away[i]) <= limit || kinds[i] === "ectopic") continue;
    const pair = away[i] < 0 && i + 1 < ibiMs.length && starts[i + 1] === starts[i] + 1 && sound[i] && sound[i + 1];
    if (pair && away[i + 1] > 0 && Math.abs(away[i] + away[i + 1]) <= PAIR_SHARE) {
      kinds[i] = "ectopic";
      kinds[i + 1] = "ectopic";
    } else {
      kinds[i] = away[i] > 0 && away[i] + 1 > 2 - limit ? "missed" : "doubtful";
    }
  }
  return ibiMs.map((ibi, i) => {
    const [from, to] = [beats[starts[i] - 1], beats[starts[i]]];
    return {
      fromMs: from.tMs,
      ibiMs: ibi,
      kind: kinds[i],
      errorMs2: (from.errorMs ** 2 + to.errorMs ** 2) / 2,
      size: to.size,
      follows: i > 0 && starts[i] === starts[i - 1] + 1,
    };
  });
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Half the distance between the quartiles; 0 for no values. */
function quartileDeviation(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const quartile = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  return (quartile(0.75) - quartile(0.25)) / 2;
}
