import { BAND_HZ } from "./band.ts";

/**
 * Power in the lobes of f and 2f against the rest of 0.4-6 Hz, dB (after de Haan and Jeanne, IEEE TBME 2013). Where the two
 * lobes of a slow pulse overlap, what they share counts once. Always a number: silence gives 0 dB.
 *
 * `power`: Float64Array [bins] of a Hann-windowed spectrum over `windowS`, in any unit; bin i lies at i * binHz. Allocates
 * nothing.
 */
export function signalToNoiseDb(power: Float64Array, binHz: number, rateHz: number, windowS: number): number {
  const first = Math.ceil(BAND_HZ[0] / binHz);
  const last = Math.min(power.length - 1, Math.floor(BAND_HZ[1] / binHz));
  const lobeHz = 2 / windowS;
  let signal = 0;
  let rest = 0;
  for (let i = first; i <= last; i++) {
    const hz = i * binHz;
    if (Math.abs(hz - rateHz) <= lobeHz || Math.abs(hz - 2 * rateHz) <= lobeHz) signal += power[i];
    else rest += power[i];
  }
  return 10 * Math.log10((signal + 1e-300) / (rest + 1e-300));
}
