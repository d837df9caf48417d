import type { Spread } from "./spread.ts";

/** One run of the bench, as a line of the history. */
export interface BenchRun {
  /** When, ISO 8601. */
  readonly at: string;
  /** Runs of the same machine can be compared. */
  readonly machine: { readonly model: string; readonly cores: number; readonly node: string; readonly load: number };
  /** Of the sources, where they are known. */
  readonly commit: string | null;
  /** Times by name, whose end is the unit: less is better. */
  readonly figures: Readonly<Record<string, Spread>>;
}

export type Verdict = "slower" | "faster" | "no change that stands out" | "too few runs to tell";

/** One figure of the newest run beside those of the runs before it on the same machine. */
export interface FigureChange {
  readonly name: string;
  readonly now: Spread;
  /** Earlier runs that have the figure. */
  readonly runs: number;
  /** Median of their medians; null without any. */
  readonly before: number | null;
  /** What a run may differ by without a change, as a share: 0.2 is 20 % more or less; null where too few runs tell. */
  readonly noise: number | null;
  readonly verdict: Verdict;
}

/** Earlier runs that are looked at: older ones tell of another program. */
const MOST_RUNS = 8;
/** Two runs say next to nothing about how far a third may lie. */
const FEWEST_RUNS = 3;
/** Student's t for 99 % on both sides, by degrees of freedom from 2 on. */
const STUDENT_T = [9.92, 5.84, 4.6, 4.03, 3.71, 3.5];
/** No machine repeats itself better than this: standard deviation of ln time. */
const LEAST_DEVIATION = 0.01;

/**
 * Tells change from noise in the newest of `runs`, oldest first: a figure stands out when its median lies beyond the 99 % prediction
 * interval of the earlier runs' medians (Student's, of ln time), and its quartiles apart from theirs. Empty without a run. Allocates.
 */
export function compareNewest(runs: readonly BenchRun[]): FigureChange[] {
  const newest = runs.at(-1);
  if (!newest) return [];
  const earlier = runs.slice(0, -1).filter((run) => isSameMachine(run, newest));
  return Object.entries(newest.figures).map(([name, now]) => {
    const before = earlier.flatMap(({ figures }) => figures[name] ?? []).slice(-MOST_RUNS);
    return { name, now, runs: before.length, ...judge(now, before) };
  });
}

function judge(now: Spread, before: readonly Spread[]): Pick<FigureChange, "before" | "noise" | "verdict"> {
  if (before.length === 0) return { before: null, noise: null, verdict: "too few runs to tell" };
  const usual = median(before.map((spread) => spread.median));
  if (before.length < FEWEST_RUNS) return { before: usual, noise: null, verdict: "too few runs to tell" };
  const logs = before.map((spread) => Math.log(spread.median));
  const mean = logs.reduce((sum, value) => sum + value, 0) / logs.length;
  const variance = logs.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (logs.length - 1);
  const reach =
    STUDENT_T[logs.length - FEWEST_RUNS] *
    Math.max(Math.sqrt(variance), LEAST_DEVIATION) *
    Math.sqrt(1 + 1 / logs.length);
  const change = Math.log(now.median) - mean;
  const apart =
    now.lower > median(before.map(({ upper }) => upper)) || now.upper < median(before.map(({ lower }) => lower));
  const verdict = Math.abs(change) <= reach || !apart ? "no change that stands out" : change > 0 ? "slower" : "faster";
  return { before: usual, noise: Math.exp(reach) - 1, verdict };
}

function isSameMachine({ machine: one }: BenchRun, { machine: other }: BenchRun): boolean {
  return one.model === other.model && one.cores === other.cores && one.node === other.node;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
