/** Agreement of two methods. */
export interface BlandAltman {
  readonly count: number;
  /** Mean difference, /min. */
  readonly bias: number;
  /** Standard deviation of the differences, /min. */
  readonly deviation: number;
  /** Limits of agreement, bias -+ 1.96 deviations, /min. */
  readonly lower: number;
  readonly upper: number;
}

/** Share 0.95 of a normal distribution lies within this many deviations. */
const NORMAL_95 = 1.96;

/**
 * Bias and limits of agreement (Bland and Altman, Lancet 1986) of differences, /min; null for fewer than two. Seconds of one
 * recording are not independent, so the limits describe and do not infer.
 */
export function blandAltman(differences: readonly number[]): BlandAltman | null {
  const count = differences.length;
  if (count < 2) return null;
  const bias = differences.reduce((sum, value) => sum + value, 0) / count;
  const squares = differences.reduce((sum, value) => sum + (value - bias) ** 2, 0);
  const deviation = Math.sqrt(squares / (count - 1));
  return { count, bias, deviation, lower: bias - NORMAL_95 * deviation, upper: bias + NORMAL_95 * deviation };
}
