import { applyTaper, detrend } from "./detrending";
import { findPeaks } from "./peak";
import { groupBytes, groups } from "./plan";
import { gather } from "./projection";
import { transform } from "./transform";

export { plan } from "./plan";
export { pushColours } from "./projection";

/** All of an update: waves, spectra, peaks of the newest `n` of `length` samples. */
export function update(length: i32, n: i32, newtonSteps: i32, lobe: f32): void {
  for (let g = 0; g < groups; g++) {
    const base = <usize>g * groupBytes;
    gather(base, length, n);
    detrend(base, n);
    transform(base, n);
    findPeaks(base, n, newtonSteps, lobe);
  }
}

/** Waves alone, detrended. */
export function readWaves(length: i32, n: i32): void {
  for (let g = 0; g < groups; g++) {
    const base = <usize>g * groupBytes;
    gather(base, length, n);
    detrend(base, n);
  }
}

/** Spectra of the waves as they lie in memory. */
export function readSpectra(n: i32): void {
  for (let g = 0; g < groups; g++) {
    const base = <usize>g * groupBytes;
    applyTaper(base, n);
    transform(base, n);
  }
}
