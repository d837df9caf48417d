import { planRealSpectrum } from "../dsp/real-spectrum.ts";

import { FASTEST_HZ, SLOWEST_HZ } from "./chest-rhythm.ts";

const POINTS = 512;
/** Half width of a line under a Hann window, in bins of the window's length. */
const LOBE = 1.5;
/** Two breaths of the slowest rate that a window can tell from drift. */
const BREATHS = 2;

/**
 * Plans the share of the power in 4-60 /min that lies in the strongest line and its harmonic, 0..1; null for a signal without
 * power or too short for any line. `signal` at most 512 samples. Allocates once.
 */
export function planLineShare(fsHz: number): (signal: Float64Array) => number | null {
  const spectrum = planRealSpectrum(POINTS);
  const binHz = fsHz / POINTS;
  const last = Math.floor(FASTEST_HZ / binHz);
  const power = new Float64Array(last + 1);
  return (signal) => {
    const n = signal.length;
    const out = spectrum.forward(signal.map((v, i) => v * (0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / n))));
    const first = Math.ceil(SLOWEST_HZ / binHz);
    const lobe = Math.max(1, Math.round((LOBE * fsHz) / n / binHz));
    const lowest = Math.ceil(Math.max(SLOWEST_HZ, (BREATHS * fsHz) / n) / binHz);
    let total = 0;
    let best = lowest;
    for (let k = first; k <= last; k++) {
      power[k] = out[2 * k] ** 2 + out[2 * k + 1] ** 2;
      total += power[k];
      if (k > lowest && power[k] > power[best]) best = k;
    }
    if (lowest >= last || total === 0) return null;
    let line = 0;
    for (let k = first; k <= last; k++) {
      if (Math.abs(k - best) <= lobe || Math.abs(k - 2 * best) <= lobe) line += power[k];
    }
    return line / total;
  };
}
