/**
 * Hann window of `n` samples, periodic form (Harris 1978): w[i] = 0.5 - 0.5 cos(2 pi i / n).
 *
 * Allocates a Float64Array [n] of 0..1; main lobe 4 / n cycles per sample wide from zero to zero, mean 1/2, mean square 3/8.
 */
export function hannWindow(n: number): Float64Array {
  const window = new Float64Array(n);
  for (let i = 0; i < n; i++) window[i] = 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / n);
  return window;
}
