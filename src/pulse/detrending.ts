/** Trend slower than about this is taken away: a slow heart, at twice it, keeps its place, so 40 /min is not lifted to 80. */
const HALF_AMPLITUDE_HZ = 0.2;

/** Smoothing parameter of planSmoothnessDetrend for traces at `fsHz`, Hz. */
export function detrendLambda(fsHz: number): number {
  return (fsHz / (2 * Math.PI * HALF_AMPLITUDE_HZ)) ** 2;
}
