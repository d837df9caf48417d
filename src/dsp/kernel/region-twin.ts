import { hannWindow } from "../hann-window.ts";
import { planRealSpectrum } from "../real-spectrum.ts";
import { type Detrender, planSmoothnessDetrend } from "../smoothness-detrend.ts";

import { coarsePeak, type ExactPeak, refinePeak } from "./exact-peak.ts";
import { decibels, shareOf } from "./lobe-power.ts";
import type { RegionKernel } from "./region-kernel.ts";
import {
  binsOf,
  checkDisturbances,
  checkTransform,
  checkWindow,
  lobeRadians,
  newtonStepsFor,
  type RegionPlan,
} from "./region-plan.ts";
import { planRegionProjection } from "./region-projection.ts";

/** Power in the lobe of a peak, in that and in its double's, and beside them. */
interface LobePower {
  readonly first: number;
  readonly both: number;
  readonly rest: number;
}

/** What a window of one length takes; the waves and the tapered one are the heads of those of full length. */
interface TwinWindow {
  readonly taper: Float64Array;
  readonly detrend: Detrender;
  readonly waves: readonly Float64Array[];
  readonly tapered: Float64Array;
  readonly mixed: Float64Array;
}

/** The same as planSimdRegions region by region in float64: what it is tested against, and what stands in for it. */
export function planRegionTwin(plan: RegionPlan): RegionKernel {
  const { regions, fsHz, fftSize } = plan;
  const bins = binsOf(plan);
  const binRadians = (2 * Math.PI) / fftSize;
  const fft = planRealSpectrum(fftSize);
  const projections = Array.from({ length: regions }, () => planRegionProjection(plan.projectionWindow, plan.capacity));
  const waves = projections.map(() => new Float64Array(plan.capacity));
  const spectra = projections.map(() => new Float64Array(2 * bins.count));
  const power = new Float64Array(bins.count);
  const tapered = new Float64Array(plan.capacity);
  const peaks: (ExactPeak | null)[] = projections.map(() => null);
  const lobes: LobePower[] = projections.map(() => ({ first: 0, both: 0, rest: 0 }));
  const windows = new Map<number, TwinWindow>();
  let length = 0;
  let n = 0;

  function windowOf(samples: number): TwinWindow {
    let found = windows.get(samples);
    if (!found) {
      found = {
        taper: hannWindow(samples),
        detrend: planSmoothnessDetrend(samples, plan.detrendLambda),
        waves: waves.map((wave) => wave.subarray(0, samples)),
        tapered: tapered.subarray(0, samples),
        mixed: new Float64Array(samples),
      };
      windows.set(samples, found);
    }
    return found;
  }

  function setWindow(samples: number): void {
    checkWindow(plan, samples, length);
    n = samples;
  }

  function updateWaves(samples: number): void {
    setWindow(samples);
    const { detrend, waves } = windowOf(n);
    for (let region = 0; region < regions; region++) {
      projections[region].read(waves[region]);
      detrend.apply(waves[region]);
    }
  }

  function updateSpectra(samples: number, disturbances: readonly Float64Array[] | null): void {
    setWindow(samples);
    checkTransform(n, fftSize);
    if (disturbances) checkDisturbances(disturbances, n);
    const { taper, waves } = windowOf(n);
    for (let region = 0; region < regions; region++) {
      if (disturbances) for (const vector of disturbances) removeAlong(waves[region], vector);
      const spectrum = fft.forwardTapered(waves[region], taper);
      const out = spectra[region];
      for (let i = 0; i < out.length; i++) out[i] = spectrum[i];
    }
  }

  function findPeak(region: number): void {
    const { taper, waves, tapered: values } = windowOf(n);
    const wave = waves[region];
    for (let i = 0; i < n; i++) values[i] = wave[i] * taper[i];
    const spectrum = spectra[region];
    for (let k = 0; k < power.length; k++)
      power[k] = spectrum[2 * k] * spectrum[2 * k] + spectrum[2 * k + 1] * spectrum[2 * k + 1];
    const coarse = coarsePeak(power, ...bins.peak);
    peaks[region] =
      coarse === null ? null : refinePeak(values, coarse * binRadians, newtonStepsFor(n, fftSize), binRadians);
    lobes[region] = lobePower(power, bins.band, binRadians, peaks[region]?.angle ?? 0, lobeRadians(n));
  }

  return {
    plan,
    binHz: bins.binHz,
    bins: bins.count,
    get length() {
      return length;
    },
    push(rgb, seen) {
      for (let region = 0; region < regions; region++) {
        if (seen[region]) projections[region].push(rgb[3 * region], rgb[3 * region + 1], rgb[3 * region + 2]);
        else projections[region].pushUnseen();
      }
      length++;
    },
    update(samples, disturbances) {
      updateWaves(samples);
      updateSpectra(samples, disturbances);
    },
    updateWaves,
    updateSpectra,
    findPeaks() {
      for (let region = 0; region < regions; region++) findPeak(region);
    },
    mixWaves(weights) {
      const { mixed, waves } = windowOf(n);
      mixed.fill(0);
      for (let region = 0; region < regions; region++) {
        const wave = waves[region];
        const weight = weights[region];
        if (weight !== 0) for (let i = 0; i < n; i++) mixed[i] += weight * wave[i];
      }
      return mixed;
    },
    spectrum: (region) => spectra[region],
    readWave: (region, out) => out.set(waves[region].subarray(0, out.length)),
    writeWave: (region, values) => waves[region].set(values),
    readDirection: (region, out) => out.set(projections[region].direction),
    peakHz: (region) => {
      const peak = peaks[region];
      return peak === null ? null : (peak.angle * fsHz) / (2 * Math.PI);
    },
    peakPower: (region) => peaks[region]?.power ?? 0,
    snrDb: (region) => decibels(lobes[region].both, lobes[region].rest),
    lobeShare: (region) => shareOf(lobes[region].first, lobes[region].both + lobes[region].rest),
  };
}

function removeAlong(wave: Float64Array, vector: Float64Array): void {
  let dot = 0;
  for (let i = 0; i < wave.length; i++) dot += wave[i] * vector[i];
  for (let i = 0; i < wave.length; i++) wave[i] -= dot * vector[i];
}

/** `angle`: of the peak, radians a sample; `reach`: half width of a lobe. */
function lobePower(
  power: Float64Array,
  [from, to]: readonly [number, number],
  binRadians: number,
  angle: number,
  reach: number,
): LobePower {
  let first = 0;
  let both = 0;
  let rest = 0;
  for (let k = from; k <= to; k++) {
    const at = k * binRadians;
    const near = Math.abs(at - angle) <= reach;
    if (near) first += power[k];
    if (near || Math.abs(at - 2 * angle) <= reach) both += power[k];
    else rest += power[k];
  }
  return { first, both, rest };
}
