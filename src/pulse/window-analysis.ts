import { hannWindow } from "../dsp/hann-window.ts";
import { fitPowerLawFloor } from "../dsp/power-law-floor.ts";
import { planRealSpectrum } from "../dsp/real-spectrum.ts";
import { type Detrender, planSmoothnessDetrend } from "../dsp/smoothness-detrend.ts";
import type { TraceBuffer } from "../traces/trace-buffer.ts";
import { chrom } from "./chrom.ts";
import { addKeyframeRhythm, disturbanceBasis } from "./disturbances.ts";
import { type Pooled, poolSpectra } from "./pooling.ts";
import type { Pos } from "./pos.ts";

/** Band in which the noise floor is fitted, Hz: from below the slowest heart to above the second harmonic of most. */
export const BAND_HZ = [0.4, 6] as const;
const FFT_SIZE = 1024;
/** Removes what is slower than about 0.2 /s: half of the slowest heart keeps its place, so 40 /min is not lifted to 80. */
const DETREND_HALF_POWER_HZ = 0.2;
/** Share of valid samples that a region must have in the window. */
const MIN_VALID_SHARE = 0.95;

/**
 * What a change of light leaves in the projected signal, as a share of its power. At its own frequency the projection cancels
 * it but for clipping and the colour of the light; at twice its frequency gamma and the codec bend dark and bright channels
 * differently. Light that the room shares is a lamp or the exposure; what only the skin shows is shading by movement, and
 * a third of a pulse's own power, which these shares must leave untouched. Where no room is seen all is taken as lamp.
 */
const LAMP_LEAK = { same: 0.01, doubled: 0.03 };
const SHADING_LEAK = { same: 0.002, doubled: 0.005 };

export interface WindowAnalysis {
  readonly windowS: number;
  /** Indices of the regions that took part. */
  readonly regions: readonly number[];
  readonly pooled: Pooled;
  /** Spectra of the regions, interleaved re, im. */
  readonly spectra: readonly Float64Array[];
  /** Hz of bin i is i * binHz. */
  readonly binHz: number;
  /** Float64Array [bins]: expected noise power of the pooled spectrum. */
  readonly noise: Float64Array;
  /** Float64Array [bins]: power of CHROM on the pooled colour, the second witness. */
  readonly chromPower: Float64Array;
}

export interface WindowAnalyser {
  /** Analyses the `n` newest samples; null when no region was valid throughout. */
  analyse(n: number): WindowAnalysis | null;
}

export function planWindowAnalyser(traces: TraceBuffer, pos: readonly Pos[]): WindowAnalyser {
  const fsHz = traces.fsHz;
  const fft = planRealSpectrum(FFT_SIZE);
  const binHz = fsHz / FFT_SIZE;
  const bins = Math.ceil(BAND_HZ[1] / binHz) + 1;
  const lowest = Math.ceil(BAND_HZ[0] / binHz);
  const frequenciesHz = Float64Array.from({ length: bins - lowest }, (_, i) => (i + lowest) * binHz);
  const detrenders = new Map<number, Detrender>();
  const windows = new Map<number, Float64Array>();

  function detrender(n: number): Detrender {
    let found = detrenders.get(n);
    if (!found) {
      found = planSmoothnessDetrend(n, (fsHz / (2 * Math.PI * DETREND_HALF_POWER_HZ)) ** 2);
      detrenders.set(n, found);
    }
    return found;
  }

  function hann(n: number): Float64Array {
    let found = windows.get(n);
    if (!found) {
      found = hannWindow(n);
      windows.set(n, found);
    }
    return found;
  }

  return {
    analyse(n) {
      const end = traces.length;
      const from = end - n;
      const regions = traces.regions
        .map((_, i) => i)
        .filter((region) => traces.countValid(region, from, end) >= MIN_VALID_SHARE * n);
      if (regions.length === 0) return null;
      const detrend = detrender(n);
      const taper = hann(n);
      const room = roomColour(traces, from, end);
      const basis = knownDisturbances(traces, room, from, end, detrend);
      const values = new Float64Array(n);
      const spectra = regions.map((region) => {
        pos[region].read(n, values);
        detrend.apply(values);
        basis.remove(values);
        for (let i = 0; i < n; i++) values[i] *= taper[i];
        return Float64Array.from(fft.forward(values).slice(0, 2 * bins));
      });
      const smoothing = Math.round(fsHz / n / binHz);
      const pooled = poolSpectra(spectra, smoothing);
      const floor = fitPowerLawFloor(frequenciesHz, pooled.power.subarray(lowest), (2 * fsHz) / n);
      const colour = pooledColour(traces, regions, pooled.weights, from, end);
      const lightPower = (channels: readonly Float64Array[]) => {
        const light = Float64Array.from({ length: n }, (_, i) => (channels[0][i] + channels[1][i] + channels[2][i]) / 3);
        detrend.apply(light);
        for (let i = 0; i < n; i++) light[i] *= taper[i];
        return binPower(fft.forward(light), bins);
      };
      const shading = lightPower(colour);
      const lamp = room ? lightPower(room) : shading;
      const noise = pooled.power.map((_, i) => {
        const spread = Math.exp(floor.level - floor.slope * Math.log(Math.max(i, 1) * binHz));
        const leaked =
          Math.max(LAMP_LEAK.same * lamp[i], SHADING_LEAK.same * shading[i]) +
          Math.max(LAMP_LEAK.doubled * lamp[i >> 1], SHADING_LEAK.doubled * shading[i >> 1]);
        return Math.max(spread, pooled.incoherentPower?.[i] ?? 0) + leaked;
      });
      chrom(colour, (x) => detrend.apply(x), values);
      basis.remove(values);
      for (let i = 0; i < n; i++) values[i] *= taper[i];
      const chromPower = binPower(fft.forward(values), bins);
      return { windowS: n / fsHz, regions, pooled, spectra, binHz, noise, chromPower };
    },
  };
}

function binPower(spectrum: readonly number[], bins: number): Float64Array {
  return Float64Array.from({ length: bins }, (_, i) => spectrum[2 * i] ** 2 + spectrum[2 * i + 1] ** 2);
}

/** Weighted mean colour of the regions, each relative to its own mean. */
function pooledColour(
  traces: TraceBuffer,
  regions: readonly number[],
  weights: Float64Array,
  from: number,
  end: number,
): [Float64Array, Float64Array, Float64Array] {
  const n = end - from;
  const values = new Float64Array(n);
  const channel = (c: number) => {
    const sum = new Float64Array(n);
    regions.forEach((region, k) => {
      traces.readRegion(region, c, from, end, values);
      const mean = values.reduce((total, value) => total + value, 0) / n;
      for (let i = 0; i < n; i++) sum[i] += (weights[k] * values[i]) / Math.max(mean, Number.MIN_VALUE);
    });
    return sum;
  };
  return [channel(0), channel(1), channel(2)];
}

/** Colour of the room relative to its mean, R, G, B; null where it was not seen throughout. */
function roomColour(traces: TraceBuffer, from: number, end: number): Float64Array[] | null {
  if (!traces.roomValid(from, end)) return null;
  const n = end - from;
  return [0, 1, 2].map((c) => {
    const channel = new Float64Array(n);
    traces.readRoom(c, from, end, channel);
    const mean = channel.reduce((total, value) => total + value, 0) / n;
    return channel.map((value) => value / Math.max(mean, Number.MIN_VALUE));
  });
}

/** The room's colour and the rhythm of the codec: what they explain is not the patient's. */
function knownDisturbances(
  traces: TraceBuffer,
  room: readonly Float64Array[] | null,
  from: number,
  end: number,
  detrend: Detrender,
) {
  const n = end - from;
  const detrended = (room ?? []).map((channel) => {
    const copy = channel.slice();
    detrend.apply(copy);
    return copy;
  });
  const basis = disturbanceBasis(n, detrended);
  const stepMs = 1000 / traces.fsHz;
  const tMs = Float64Array.from({ length: n }, (_, i) => (from + i + 0.5) * stepMs);
  const keyframesMs = traces.keyframesMs(tMs[0] - 5000, tMs[n - 1] + stepMs);
  if (keyframesMs) addKeyframeRhythm(basis, tMs, keyframesMs, BAND_HZ[1]);
  return basis;
}
