import { localFloor } from "../dsp/local-floor.ts";
import { fitPowerLawFloor } from "../dsp/power-law-floor.ts";
import { spectrumPower } from "../dsp/spectrum-power.ts";

import { BAND_HZ, FFT_SIZE } from "./band.ts";
import { ratiosOver } from "./power-ratio.ts";
import { RATE_GRID_BPM } from "./rate-grid.ts";
import { rateLogLikelihood } from "./rate-likelihood.ts";
import { planWaveSpectrum } from "./wave-spectrum.ts";
import { LOCAL_REACH_HZ } from "./window-analysis.ts";

/** ln ratios of a pulse at each rate against the noise of a wave; null where the wave is flat. */
export function planWaveLikelihood(fsHz: number): (wave: Float64Array) => Float64Array | null {
  const { binHz, bins, detrend, spectrumOf } = planWaveSpectrum(fsHz, FFT_SIZE);
  const lowest = Math.ceil(BAND_HZ[0] / binHz);
  const frequenciesHz = Float64Array.from({ length: bins - lowest }, (_, i) => (i + lowest) * binHz);
  return (wave) => {
    const n = wave.length;
    detrend(wave);
    const power = spectrumPower(spectrumOf(wave));
    if (!(Math.max(...power) > 0)) return null;
    const inBand = power.subarray(lowest);
    const lobeHz = (2 * fsHz) / n;
    const floor = fitPowerLawFloor(frequenciesHz, inBand, lobeHz);
    const around = localFloor(inBand, binHz, lobeHz, LOCAL_REACH_HZ);
    const noise = Float64Array.from({ length: bins }, (_, i) => {
      const spread = Math.exp(floor.level - floor.slope * Math.log(Math.max(i, 1) * binHz));
      return Math.max(spread, i < lowest ? 0 : around[i - lowest], Number.MIN_VALUE);
    });
    const out = new Float64Array(RATE_GRID_BPM.length);
    rateLogLikelihood(ratiosOver(power, noise, (2 * lobeHz) / binHz), null, binHz, out);
    return out;
  };
}
