import { hannWindow } from "../dsp/hann-window.ts";
import { planRealSpectrum } from "../dsp/real-spectrum.ts";
import { POS_WINDOW_S } from "../pulse/projection.ts";

import { overlapAddPos } from "./fft-js-reference.ts";
import { type PulseMethod, readEachSecond } from "./rival.ts";
import type { SkinMean } from "./skin-mean.ts";

/** Band of the published evaluations, Hz. */
const BAND_HZ = [0.6, 4] as const;
/** Bins 0.22 /min apart at 30 Hz. */
const FFT_SIZE = 8192;

/**
 * What most of the field does (Wang 2017 and the toolboxes after it): POS by overlap-add over the mean of the skin, Hann,
 * zero-padded FFT, highest bin. Always answers.
 */
export function planPlainPos(): PulseMethod {
  const fft = planRealSpectrum(FFT_SIZE);
  return {
    name: "POS + FFT peak",
    readings: (traces) =>
      readEachSecond(traces, 1, (skin, from, end) => {
        const wave = posOf(skin, from, end);
        const taper = hannWindow(wave.length);
        const mean = wave.reduce((sum, value) => sum + value, 0) / wave.length;
        const spectrum = fft.forward(wave.map((value, i) => (value - mean) * taper[i]));
        const binHz = skin.fsHz / FFT_SIZE;
        let best = 0;
        let most = 0;
        for (let i = Math.ceil(BAND_HZ[0] / binHz); i <= Math.floor(BAND_HZ[1] / binHz); i++) {
          const power = spectrum[2 * i] ** 2 + spectrum[2 * i + 1] ** 2;
          if (power <= most) continue;
          most = power;
          best = i;
        }
        return best === 0 ? null : best * binHz * 60;
      }),
  };
}

/** POS by its published loop over the samples [from, end) of the mean skin; all 0 where the skin has no colour. */
export function posOf({ channels, fsHz }: SkinMean, from: number, end: number): Float64Array {
  const [red, green, blue] = channels.map((channel) => channel.subarray(from, end));
  const wave = new Float64Array(end - from);
  overlapAddPos([red, green, blue], Math.round(POS_WINDOW_S * fsHz), wave);
  return wave.every(Number.isFinite) ? wave : wave.fill(0);
}
