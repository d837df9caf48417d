/** Size of a set of errors; null throughout where there is none. */
export interface ErrorFigures {
  /** Mean absolute error, /min. */
  readonly mae: number | null;
  /** Root mean square error, /min. */
  readonly rmse: number | null;
  /** Shares 0..1 of errors of at most 3 and 5 /min, and of at most each one's own tolerance. */
  readonly within3: number | null;
  readonly within5: number | null;
  readonly withinTolerance: number | null;
}

/** An error in /min and the tolerance that it is held against. */
export interface ToleratedError {
  readonly error: number;
  readonly tolerancePerMin: number;
}

export function errorFigures(errors: readonly ToleratedError[]): ErrorFigures {
  const mean = (value: (error: ToleratedError) => number): number | null =>
    errors.length === 0 ? null : errors.reduce((sum, error) => sum + value(error), 0) / errors.length;
  const meanSquare = mean(({ error }) => error * error);
  const within = (limit: (error: ToleratedError) => number) =>
    mean((error) => Number(Math.abs(error.error) <= limit(error)));
  return {
    mae: mean(({ error }) => Math.abs(error)),
    rmse: meanSquare === null ? null : Math.sqrt(meanSquare),
    within3: within(() => 3),
    within5: within(() => 5),
    withinTolerance: within(({ tolerancePerMin }) => tolerancePerMin),
  };
}
