import { lobePower } from "./spectral-peaks.ts";
import { BAND_HZ } from "./window-analysis.ts";

/**
 * Power in the lobes of f and 2f against the rest of 0.4-6 Hz, dB (after de Haan and Jeanne, IEEE TBME 2013).
 *
 * `power`: Float64Array [bins] of a Hann-windowed spectrum over `windowS`.
 */
export function signalToNoiseDb(power: Float64Array, binHz: number, rateHz: number, windowS: number): number {
  const first = Math.ceil(BAND_HZ[0] / binHz);
  const last = Math.min(power.length - 1, Math.floor(BAND_HZ[1] / binHz));
  const lobeHz = 2 / windowS;
  const signal =
    lobePower(power, binHz, rateHz, lobeHz, first, last) + lobePower(power, binHz, 2 * rateHz, lobeHz, first, last);
  const total = lobePower(power, binHz, 0, BAND_HZ[1] + binHz, first, last);
  return 10 * Math.log10((signal + 1e-300) / (total - signal + 1e-300));
}
