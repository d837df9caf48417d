/**
 * CHROM (de Haan and Jeanne, IEEE TBME 2013) over one window: X = 3R - 2G, Y = 1.5R + G - 1.5B of the normalised colours,
 * each detrended, S = X - alpha Y with alpha = std(X) / std(Y).
 *
 * `rgb`: three Float64Array [n] of mean colour, any unit, only read; `detrend` works in place. Writes Float64Array [n] to
 * `out`: relative colour change, unit 1, rising with the blood (the other way round than POS); 0 for black. Allocates.
 */
export function chrom(
  rgb: readonly [Float64Array, Float64Array, Float64Array],
  detrend: (values: Float64Array) => void,
  out: Float64Array,
): void {
  const n = out.length;
  const [r, g, b] = rgb.map((channel) => {
    const mean = channel.reduce((sum, value) => sum + value, 0) / n;
    return channel.map((value) => value / Math.max(mean, Number.MIN_VALUE) - 1);
  });
  const x = new Float64Array(n);
  const y = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    x[i] = 3 * r[i] - 2 * g[i];
    y[i] = 1.5 * r[i] + g[i] - 1.5 * b[i];
  }
  detrend(x);
  detrend(y);
  const power = (values: Float64Array) => values.reduce((sum, value) => sum + value * value, 0);
  const below = power(y);
  const alpha = below > 0 ? Math.sqrt(power(x) / below) : 0;
  for (let i = 0; i < n; i++) out[i] = x[i] - alpha * y[i];
}
