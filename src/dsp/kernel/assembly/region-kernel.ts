import { applyTaper, detrend } from "./detrending";
import { removeDisturbances } from "./disturbance";
import { unpackSpectra } from "./outputs";
import { findPeak } from "./peak";
import { groupBytes, groups } from "./plan";
import { gather } from "./projection";
import { transform } from "./transform";

export { mixWaves } from "./outputs";
export { plan } from "./plan";
export { pushColours } from "./projection";

/** Waves of the newest `n` of `length` samples, detrended and, where there are any, without the disturbances, and their spectra. */
export function update(length: i32, n: i32, disturbed: bool): void {
  for (let g = 0; g < groups; g++) {
    const base = <usize>g * groupBytes;
    gather(base, length, n);
    detrend(base, n);
    if (disturbed) removeDisturbances(base, n);
    transform(base, n);
    unpackSpectra(base);
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

/** Spectra of the waves as they lie in memory, without the disturbances. */
export function readSpectra(n: i32, disturbed: bool): void {
  for (let g = 0; g < groups; g++) {
    const base = <usize>g * groupBytes;
    if (disturbed) removeDisturbances(base, n);
    else applyTaper(base, n);
    transform(base, n);
    unpackSpectra(base);
  }
}

/** Peaks of the spectra that were made last, of `n` samples. */
export function findPeaks(n: i32, newtonSteps: i32, lobe: f32): void {
  for (let g = 0; g < groups; g++) {
    const base = <usize>g * groupBytes;
    applyTaper(base, n);
    findPeak(base, n, newtonSteps, lobe);
  }
}
