import { type ErrorFigures, errorFigures } from "./error-figures.ts";
import { errorAgainst, type RatedSecond } from "./judged-seconds.ts";

/** What the best answer that never changes would have scored, each figure with the constant that is best for it. */
export type ConstantAnswer = {
  readonly [Figure in keyof ErrorFigures]: { readonly score: number; readonly ratePerMin: number } | null;
};

/** Constants that are tried, /min. */
const LOWEST = 4;
const HIGHEST = 240;
const STEP = 0.5;
const GROWS_BETTER: ReadonlySet<keyof ErrorFigures> = new Set(["within3", "within5", "withinTolerance"]);

/**
 * The best constant answers over seconds with a true rate, shown at every one of them: its coverage is 1 and it has no gap.
 * Tried in steps of 0.5 /min. All null without a rated second.
 */
export function bestConstant(rated: readonly RatedSecond[]): ConstantAnswer {
  const best: Record<keyof ErrorFigures, { score: number; ratePerMin: number } | null> = {
    mae: null,
    rmse: null,
    within3: null,
    within5: null,
    withinTolerance: null,
  };
  if (rated.length === 0) return best;
  const lowest = Math.max(LOWEST, Math.floor(Math.min(...extremes(rated, "lowest"))));
  const highest = Math.min(HIGHEST, Math.ceil(Math.max(...extremes(rated, "highest"))));
  for (let ratePerMin = lowest; ratePerMin <= highest; ratePerMin += STEP) {
    const figures = errorFigures(
      rated.map(({ truth, moving, tolerancePerMin }) => ({
        error: errorAgainst(ratePerMin, truth, moving),
        tolerancePerMin,
      })),
    );
    for (const name of Object.keys(best) as (keyof ErrorFigures)[]) {
      const score = figures[name];
      const before = best[name];
      if (score === null) continue;
      if (before === null || (GROWS_BETTER.has(name) ? score > before.score : score < before.score)) {
        best[name] = { score, ratePerMin };
      }
    }
  }
  return best;
}

/** Smallest and largest in chunks: a spread argument of many hours of seconds would overflow the stack. */
function extremes(rated: readonly RatedSecond[], end: "lowest" | "highest"): number[] {
  const pick = end === "lowest" ? Math.min : Math.max;
  return [rated.reduce((value, { truth }) => pick(value, truth[end]), rated[0].truth[end])];
}
