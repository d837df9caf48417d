/**
 * Complex amplitude of a sinusoid in `values` by its definition: 2 / sum(w) * sum of w[i] x[i] exp(-2 pi i hz t[i]), with a
 * Hann weight that keeps other frequencies and the mean out. A sine a sin(2 pi hz t + phase) gives back `a` and `phase`.
 *
 * `values`, `tS`: [n], seconds.
 */
export function sineAt(
  values: ArrayLike<number>,
  tS: ArrayLike<number>,
  hz: number,
): { amplitude: number; phase: number } {
  const n = values.length;
  let re = 0;
  let im = 0;
  let weights = 0;
  for (let i = 0; i < n; i++) {
    const weight = Math.sin((Math.PI * (i + 0.5)) / n) ** 2;
    re += weight * values[i] * Math.cos(2 * Math.PI * hz * tS[i]);
    im -= weight * values[i] * Math.sin(2 * Math.PI * hz * tS[i]);
    weights += weight;
  }
  return { amplitude: (2 * Math.hypot(re, im)) / weights, phase: Math.atan2(re, -im) };
}
