import { isShown, type RatedSecond } from "./judged-seconds.ts";

/** How much of the time with a true rate had an answer. */
export interface CoverageFigures {
  /** Seconds with a true rate, and those of them with a rate shown and not held. */
  readonly ratedSeconds: number;
  readonly shownSeconds: number;
  /** Seconds with a rate that was only held. */
  readonly heldSeconds: number;
  /** Share 0..1; null without rated seconds. */
  readonly coverage: number | null;
  /** Longest run of rated seconds without an answer. */
  readonly longestGapS: number;
  /** Runs without an answer. */
  readonly gaps: number;
  /** Runs per hour of rated time; null without any. */
  readonly gapsPerHour: number | null;
}

const SECOND_MS = 1000;

/** Coverage and gaps of one recording's rated seconds, in order; seconds that were not judged part a gap in two. */
export function coverageFigures(rated: readonly RatedSecond[]): CoverageFigures {
  let longest = 0;
  let gaps = 0;
  let run = 0;
  let beforeMs = Number.NEGATIVE_INFINITY;
  for (const second of rated) {
    if (second.tMs - beforeMs > 1.5 * SECOND_MS) run = 0;
    beforeMs = second.tMs;
    run = isShown(second) ? 0 : run + 1;
    if (run === 1) gaps += 1;
    longest = Math.max(longest, run);
  }
  const shownSeconds = rated.filter(isShown).length;
  const heldSeconds = rated.filter(({ ratePerMin, held }) => held && ratePerMin !== null).length;
  return ofCounts(rated.length, shownSeconds, heldSeconds, longest, gaps);
}

/** Coverage and gaps of several recordings together. */
export function totalCoverage(parts: readonly CoverageFigures[]): CoverageFigures {
  const sum = (value: (part: CoverageFigures) => number) => parts.reduce((total, part) => total + value(part), 0);
  return ofCounts(
    sum((part) => part.ratedSeconds),
    sum((part) => part.shownSeconds),
    sum((part) => part.heldSeconds),
    Math.max(0, ...parts.map((part) => part.longestGapS)),
    sum((part) => part.gaps),
  );
}

function ofCounts(ratedSeconds: number, shownSeconds: number, heldSeconds: number, longestGapS: number, gaps: number) {
  const per = (count: number) => (ratedSeconds === 0 ? null : count / ratedSeconds);
  return {
    ratedSeconds,
    shownSeconds,
    heldSeconds,
    coverage: per(shownSeconds),
    longestGapS,
    gaps,
    gapsPerHour: per(3600 * gaps),
  };
}
