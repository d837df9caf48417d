import { hannWindow } from "../dsp/hann-window.ts";
import { planRealSpectrum } from "../dsp/real-spectrum.ts";
import { planSmoothnessDetrend } from "../dsp/smoothness-detrend.ts";
import { detrendLambda } from "../pulse/detrending.ts";
import { planPos } from "../pulse/pos.ts";
import { MAX_RATE_BPM, MIN_RATE_BPM } from "../pulse/rate-grid.ts";
import { findSpectralPeaks } from "../pulse/spectral-peaks.ts";
import { BAND_HZ } from "../pulse/window-analysis.ts";

/** One region from colours to a rate, a sample at a time. */
export interface RegionUpdate {
  /** Adds one sample of mean R, G, B (0..255, above 0). */
  push(r: number, g: number, b: number): void;
  /** Rate of the strongest peak over the newest samples, /min; null before there are enough, or without a peak. */
  rateBpm(): number | null;
}

/** A region update that also tells its spectrum: interleaved re, im, valid until the next `rateBpm()`. */
export interface ProductRegionUpdate extends RegionUpdate {
  readonly spectrum: () => readonly number[];
}

/** As the pulse's window analysis plans it; a test compares the two spectra. */
const FFT_SIZE = 1024;

/** The product's own steps for one region over the newest `n` samples: POS, detrending, Hann, FFT, peak. */
export function planProductRegion(fsHz: number, n: number): ProductRegionUpdate {
  const pos = planPos(fsHz, n);
  const detrend = planSmoothnessDetrend(n, detrendLambda(fsHz));
  const taper = hannWindow(n);
  const fft = planRealSpectrum(FFT_SIZE);
  const binHz = fsHz / FFT_SIZE;
  const power = new Float64Array(Math.ceil(BAND_HZ[1] / binHz) + 1);
  const values = new Float64Array(n);
  let spectrum: readonly number[] = [];
  let samples = 0;
  return {
    push(r, g, b) {
      pos.push(r, g, b);
      samples++;
    },
    rateBpm() {
      if (samples < n) return null;
      pos.read(n, values);
      detrend.apply(values);
      for (let i = 0; i < n; i++) values[i] *= taper[i];
      spectrum = fft.forward(values);
      for (let i = 0; i < power.length; i++) power[i] = spectrum[2 * i] ** 2 + spectrum[2 * i + 1] ** 2;
      const [peak] = findSpectralPeaks(power, binHz, MIN_RATE_BPM / 60, MAX_RATE_BPM / 60, (2 * fsHz) / n, 1);
      return peak ? peak.hz * 60 : null;
    },
    spectrum: () => spectrum,
  };
}
