import { hannWindow } from "../dsp/hann-window.ts";
import { fitPowerLawFloor, type PowerLawFloor } from "../dsp/power-law-floor.ts";
import { planRealSpectrum } from "../dsp/real-spectrum.ts";

import { averagingGain, type BreathSignal } from "./breath-signal.ts";

/** Noise of a witness: ln of the variance per sample of white noise that has the density found at f is `level - slope * ln f`. */
export type BreathNoise = PowerLawFloor;

const FFT_SIZE = 512;
/** Below this a window of 30 s holds only its trend. */
const LOWEST_HZ = 0.06;
/** Above this the band holds nothing that a breath's noise is told from. */
const HIGHEST_HZ = 4;
/** Averaging over a beat leaves nothing to measure noise by near the pulse. */
const LEAST_GAIN = 0.1;

/**
 * Plans the measurement of noise at `fsHz`: a power law under the lines of up to 30 s, averaged beats accounted for.
 * `fastestHz`: above it the witness has no samples of its own. Null where the signal is too short (below 5 s). Allocates.
 *
 * `beside`: the pulse is a line or two in a wide band (movement), and noise is best measured in all of it, beside those lines;
 * else the pulse is nearly all there is (light, a contact waveform), and noise is measured below it, where the pulse was taken out.
 */
export function planBreathNoise(
  fsHz: number,
): (signal: BreathSignal, fastestHz: number, beside: boolean) => BreathNoise | null {
  const fft = planRealSpectrum(FFT_SIZE);
  const binHz = fsHz / FFT_SIZE;
  const lowest = Math.ceil(LOWEST_HZ / binHz);
  const binsHz = Float64Array.from({ length: FFT_SIZE / 2 }, (_, i) => i * binHz);
  const noise = new Float64Array(FFT_SIZE / 2);
  let taper = hannWindow(0);
  return (signal, fastestHz, beside) => {
    const { measuredBefore, end } = signal;
    const values = beside ? signal.bridged : signal.values;
    const averaged = beside ? 1 : signal.averaged;
    let start = Math.round(averaged) - 1;
    while (start < end && measuredBefore[start + 1] === measuredBefore[start]) start++;
    const n = end - start;
    if (n < 5 * fsHz) return null;
    if (taper.length !== n) taper = hannWindow(n);
    const line = lineThrough(values, start, n);
    const straight = values.slice(start, end);
    for (let i = 0; i < n; i++) straight[i] -= line.middle + line.slope * (i - (n - 1) / 2);
    const spectrum = fft.forwardTapered(straight, taper);
    let bins = lowest;
    for (; bins * binHz < Math.min(HIGHEST_HZ, fastestHz); bins++) {
      const gain = averagingGain(bins * binHz, averaged, fsHz);
      if (gain < LEAST_GAIN) break;
      noise[bins] = (spectrum[2 * bins] ** 2 + spectrum[2 * bins + 1] ** 2) / gain / (0.375 * n);
    }
    if (bins - lowest < 16) return null;
    return fitPowerLawFloor(binsHz.subarray(lowest, bins), noise.subarray(lowest, bins), (2 * fsHz) / n);
  };
}

function lineThrough(values: Float64Array, start: number, n: number): { middle: number; slope: number } {
  let sum = 0;
  let moment = 0;
  let square = 0;
  for (let i = 0; i < n; i++) {
    const at = i - (n - 1) / 2;
    sum += values[start + i];
    moment += at * values[start + i];
    square += at * at;
  }
  return { middle: sum / n, slope: moment / square };
}
