/**
 * Power of the first `bins` bins of a complex spectrum, unit squared.
 *
 * `spectrum`: interleaved re, im, at least [2 * bins]. Allocates Float64Array [bins].
 */
export function spectrumPower(spectrum: ArrayLike<number>, bins = spectrum.length / 2): Float64Array {
  const power = new Float64Array(bins);
  for (let i = 0; i < bins; i++) power[i] = spectrum[2 * i] ** 2 + spectrum[2 * i + 1] ** 2;
  return power;
}
