import { hannWindow } from "../dsp/hann-window.ts";
import { planRealSpectrum } from "../dsp/real-spectrum.ts";
import { type Detrender, planSmoothnessDetrend } from "../dsp/smoothness-detrend.ts";

import { BAND_HZ } from "./band.ts";
import { detrendLambda } from "./detrending.ts";

/** What single waves take to their spectra, at whatever length; plans are kept for the lengths that came. */
export interface WaveSpectrum {
  /** Hz of bin i is i * binHz. */
  readonly binHz: number;
  /** Bins from 0 to the end of the band. */
  readonly bins: number;
  /** Takes the smooth trend out of a wave, in place. */
  detrend(wave: Float64Array): void;
  /** Spectrum of a wave under a Hann window: interleaved re, im, Float64Array [2 * bins]. Allocates it. */
  spectrumOf(wave: Float64Array): Float64Array;
}

/** Plans the spectra of waves at `fsHz`, over `fftSize` points with the zeros. */
export function planWaveSpectrum(fsHz: number, fftSize: number): WaveSpectrum {
  const fft = planRealSpectrum(fftSize);
  const binHz = fsHz / fftSize;
  const bins = Math.ceil(BAND_HZ[1] / binHz) + 1;
  const lengths = new Map<number, { readonly detrender: Detrender; readonly taper: Float64Array }>();

  function planOf(n: number) {
    let found = lengths.get(n);
    if (!found) {
      found = { detrender: planSmoothnessDetrend(n, detrendLambda(fsHz)), taper: hannWindow(n) };
      lengths.set(n, found);
    }
    return found;
  }

  return {
    binHz,
    bins,
    detrend: (wave) => planOf(wave.length).detrender.apply(wave),
    spectrumOf(wave) {
      const spectrum = fft.forwardTapered(wave, planOf(wave.length).taper);
      const out = new Float64Array(2 * bins);
      for (let i = 0; i < out.length; i++) out[i] = spectrum[i];
      return out;
    },
  };
}
