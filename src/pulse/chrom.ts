/** CHROM over windows of whatever length; see planChrom. */
export type Chrom = (rgb: readonly [Float64Array, Float64Array, Float64Array], out: Float64Array) => void;

/**
 * Plans CHROM (de Haan and Jeanne, IEEE TBME 2013) over one window: X = 3R - 2G, Y = 1.5R + G - 1.5B of the normalised colours,
 * each detrended, S = X - alpha Y with alpha = std(X) / std(Y).
 *
 * Unlike POS it is not made sample by sample: it is the second witness, read once a second from the colour that the regions have in
 * common by their newest weights, which change what every sample of the window is. One pass over one colour a second is less
 * than a step a frame for every region.
 *
 * `rgb`: three Float64Array [n] of mean colour, any unit, only read; `detrend` works in place. Writes Float64Array [n] to
 * `out`: relative colour change, unit 1, rising with the blood (the other way round than POS); 0 for black. Allocates once for
 * each length.
 */
export function planChrom(detrend: (values: Float64Array) => void): Chrom {
  let y = new Float64Array(0);
  return (rgb, out) => {
    const n = out.length;
    if (y.length !== n) y = new Float64Array(n);
    const [red, green, blue] = rgb;
    const [meanRed, meanGreen, meanBlue] = [meanLevel(red), meanLevel(green), meanLevel(blue)];
    for (let i = 0; i < n; i++) {
      const r = red[i] / meanRed - 1;
      const g = green[i] / meanGreen - 1;
      const b = blue[i] / meanBlue - 1;
      out[i] = 3 * r - 2 * g;
      y[i] = 1.5 * r + g - 1.5 * b;
    }
    detrend(out);
    detrend(y);
    const below = power(y);
    const alpha = below > 0 ? Math.sqrt(power(out) / below) : 0;
    for (let i = 0; i < n; i++) out[i] -= alpha * y[i];
  };
}

/** Mean, above 0 so that black stays black. */
function meanLevel(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return Math.max(sum / values.length, Number.MIN_VALUE);
}

function power(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] * values[i];
  return sum;
}
