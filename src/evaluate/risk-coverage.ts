/** An answer with its confidence 0..1. */
export interface RankedAnswer {
  readonly confidence: number;
  readonly right: boolean;
  /** Absolute error, /min. */
  readonly error: number;
}

/** What would be left if only answers of at least `confidence` were shown. */
export interface RiskPoint {
  readonly confidence: number;
  /** Share 0..1 of the rated seconds with such an answer. */
  readonly coverage: number;
  /** Share 0..1 of those answers that are wrong. */
  readonly risk: number;
  /** Their mean absolute error, /min. */
  readonly mae: number;
}

/**
 * The risk-coverage curve (El-Yaniv and Wiener, JMLR 2010): risk of the answers of highest confidence, from few to all.
 * Answers of equal confidence come and go together. `ratedSeconds`: seconds that had a true rate, answered or not.
 */
export function riskCoverage(answers: readonly RankedAnswer[], ratedSeconds: number): RiskPoint[] {
  const sorted = answers.toSorted((a, b) => b.confidence - a.confidence);
  const points: RiskPoint[] = [];
  let wrong = 0;
  let errors = 0;
  sorted.forEach(({ confidence, right, error }, i) => {
    wrong += Number(!right);
    errors += error;
    if (sorted[i + 1]?.confidence === confidence) return;
    const count = i + 1;
    points.push({ confidence, coverage: count / ratedSeconds, risk: wrong / count, mae: errors / count });
  });
  return points;
}

/**
 * Mean risk over the coverage that the curve spans, 0..1: the area under its steps divided by the coverage of its end.
 * null without a point.
 */
export function meanRisk(points: readonly RiskPoint[]): number | null {
  const end = points.at(-1);
  if (!end) return null;
  let area = 0;
  let from = 0;
  for (const { coverage, risk } of points) {
    area += (coverage - from) * risk;
    from = coverage;
  }
  return area / end.coverage;
}
