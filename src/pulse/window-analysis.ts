import { hannWindow } from "../dsp/hann-window.ts";
import { localFloor } from "../dsp/local-floor.ts";
import type { OrthonormalBasis } from "../dsp/orthonormal-basis.ts";
import { fitPowerLawFloor } from "../dsp/power-law-floor.ts";
import { planRealSpectrum } from "../dsp/real-spectrum.ts";
import { type Detrender, planSmoothnessDetrend } from "../dsp/smoothness-detrend.ts";
import { spectrumPower } from "../dsp/spectrum-power.ts";
import type { TraceBuffer } from "../traces/trace-buffer.ts";

import { chrom } from "./chrom.ts";
import { detrendLambda } from "./detrending.ts";
import { keyframeRhythm, roomDisturbance } from "./disturbances.ts";
import { lightLeak, lightOf, linesOf } from "./light-leak.ts";
import { coverFlanks } from "./line-flanks.ts";
import { pooledColour, type RelativeColour, roomColour } from "./pooled-colour.ts";
import { mixVectors, type Pooled, poolSpectra } from "./pooling.ts";
import type { Pos } from "./pos.ts";
import type { TraceKind } from "./projection.ts";

/** Band in which the noise floor is fitted, Hz: from below the slowest heart to above the second harmonic of most. */
export const BAND_HZ = [0.4, 6] as const;
const FFT_SIZE = 1024;
/** How far around a frequency its noise is looked for: far enough that f and 2f of a slow heart are the smaller part. */
const LOCAL_REACH_HZ = 0.9;
/** Share of valid samples that a region must have in the window: a second of gaps in ten is bridged by the last colour. */
const MIN_VALID_SHARE = 0.9;

/** Span over which the codec's rhythm is fitted, s: its lines are then 2 /min wide, narrower than a heart keeps its rate. */
const RHYTHM_SPAN_S = 30;
/** A codec's groups are not all alike: this share of the rhythm's power is taken to be still there. */
const RHYTHM_LEFT = 0.2;

/** Rounding of numbers, relative to the largest: a constant is noise of this size, not a signal without noise. */
const RESOLUTION = 1e-9;

export interface WindowAnalysis {
  readonly windowS: number;
  /** Indices of the regions that took part. */
  readonly regions: readonly number[];
  readonly pooled: Pooled;
  /** Index of the trace sample after the window's last. */
  readonly endSample: number;
  /**
   * Float64Array [n]: the regions' waves pooled by weight, detrended, rhythm and lamp taken out; up is more light, less
   * blood. The newest 1.6 s are not final, since POS still overlaps them.
   */
  readonly wave: Float64Array;
  /** Spectra of the regions, interleaved re, im. */
  readonly spectra: readonly Float64Array[];
  /** Hz of bin i is i * binHz. */
  readonly binHz: number;
  /** Float64Array [bins]: expected noise power of the pooled spectrum. */
  readonly noise: Float64Array;
  /** Float64Array [bins]: the same without what light may have left there; null for a finished waveform. */
  readonly uncoveredNoise: Float64Array | null;
  /** Float64Array [bins]: power of CHROM on the pooled colour, the second witness; null for a finished waveform. */
  readonly chromPower: Float64Array | null;
}

/** A region's detrended wave without the codec's rhythm, and what was taken out; null where there is no such rhythm. */
interface RhythmSplit {
  readonly wave: Float64Array;
  readonly rhythm: Float64Array | null;
}

export interface WindowAnalyser {
  /** Analyses the `n` newest samples; null when no region was valid throughout. */
  analyse(n: number): WindowAnalysis | null;
}

export function planWindowAnalyser(traces: TraceBuffer, pos: readonly Pos[], kind: TraceKind): WindowAnalyser {
  const fsHz = traces.fsHz;
  const fft = planRealSpectrum(FFT_SIZE);
  const binHz = fsHz / FFT_SIZE;
  const bins = Math.ceil(BAND_HZ[1] / binHz) + 1;
  const lowest = Math.ceil(BAND_HZ[0] / binHz);
  const frequenciesHz = Float64Array.from({ length: bins - lowest }, (_, i) => (i + lowest) * binHz);
  const logHz = Float64Array.from({ length: bins }, (_, i) => Math.log(Math.max(i, 1) * binHz));
  const detrenders = new Map<number, Detrender>();
  const windows = new Map<number, Float64Array>();

  function detrender(n: number): Detrender {
    let found = detrenders.get(n);
    if (!found) {
      found = planSmoothnessDetrend(n, detrendLambda(fsHz));
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

  const tapered = new Float64Array(FFT_SIZE);

  function spectrumOf(signal: Float64Array): Float64Array {
    const n = signal.length;
    const taper = hann(n);
    for (let i = 0; i < n; i++) tapered[i] = signal[i] * taper[i];
    const spectrum = fft.forward(tapered.subarray(0, n));
    const out = new Float64Array(2 * bins);
    for (let i = 0; i < out.length; i++) out[i] = spectrum[i];
    return out;
  }

  function powerOf(signal: Float64Array): Float64Array {
    detrender(signal.length).apply(signal);
    return spectrumPower(spectrumOf(signal));
  }

  function chromPowerOf(colour: RelativeColour, lamp: OrthonormalBasis | null): Float64Array {
    const wave = new Float64Array(colour[0].length);
    chrom(colour, (x) => detrender(wave.length).apply(x), wave);
    lamp?.remove(wave);
    return powerOf(wave);
  }

  /** A region's wave over the rhythm's span, and what of it is the rhythm; for as long as the traces do not grow. */
  let known: { end: number; rhythm: OrthonormalBasis | null; waves: Map<number, RhythmSplit> } | null = null;

  /** Fits the codec's rhythm over as long a span as there is: see keyframeRhythm. */
  function knownRhythm() {
    const end = traces.length;
    if (known?.end === end) return known;
    const span = Math.min(end, RHYTHM_SPAN_S * fsHz);
    const stepMs = 1000 / fsHz;
    const tMs = new Float64Array(span);
    for (let i = 0; i < span; i++) tMs[i] = (end - span + i + 0.5) * stepMs;
    const rhythm = keyframeRhythm(tMs, traces.keyframesMs(tMs[0] - stepMs, tMs[span - 1] + stepMs), BAND_HZ[1]);
    known = { end, rhythm, waves: new Map() };
    return known;
  }

  /** Newest n samples of a region's wave without the codec's rhythm, and the rhythm that was taken out. */
  function withoutRhythm(region: number, n: number): RhythmSplit {
    const { rhythm, waves } = knownRhythm();
    if (!rhythm) {
      const wave = new Float64Array(n);
      pos[region].read(n, wave);
      detrender(n).apply(wave);
      return { wave, rhythm: null };
    }
    let split = waves.get(region);
    if (!split) {
      const wave = new Float64Array(Math.min(traces.length, RHYTHM_SPAN_S * fsHz));
      pos[region].read(wave.length, wave);
      detrender(wave.length).apply(wave);
      const removed = wave.slice();
      rhythm.remove(wave);
      for (let i = 0; i < wave.length; i++) removed[i] -= wave[i];
      split = { wave, rhythm: removed };
      waves.set(region, split);
    }
    return { wave: split.wave.slice(-n), rhythm: split.rhythm?.slice(-n) ?? null };
  }

  return {
    analyse(n) {
      const end = traces.length;
      const from = end - n;
      const regions = traces.regions
        .map((_, i) => i)
        .filter((region) => traces.countValid(region, from, end) >= MIN_VALID_SHARE * n);
      if (regions.length === 0) return null;
      const room = roomColour(traces, from, end);
      const lamp = room ? roomDisturbance(room.map((channel) => detrended(channel, detrender(n)))) : null;
      const rhythms: Float64Array[] = [];
      const waves = regions.map((region) => {
        const { wave, rhythm } = withoutRhythm(region, n);
        if (rhythm) rhythms.push(spectrumOf(rhythm));
        lamp?.remove(wave);
        return wave;
      });
      const spectra = waves.map(spectrumOf);
      const pooled = poolSpectra(spectra, Math.round(fsHz / n / binHz));
      const floor = fitPowerLawFloor(frequenciesHz, pooled.power.subarray(lowest), (2 * fsHz) / n);
      const rhythm = rhythms.length > 0 ? spectrumPower(mixVectors(rhythms, pooled.weights)) : null;
      const around = localFloor(pooled.power.subarray(lowest), binHz, (2 * fsHz) / n, LOCAL_REACH_HZ);
      // Colours are projected relative to their mean; a waveform has whatever scale its recorder gave it.
      const unseen = (RESOLUTION * n * (kind === "waveform" ? largestValue(pos, regions, n) : 1)) ** 2;
      const noise = new Float64Array(bins);
      for (let i = 0; i < bins; i++) {
        const spread = Math.exp(floor.level - floor.slope * logHz[i]);
        const local = i < lowest ? 0 : around[i - lowest];
        const incoherent = pooled.incoherentPower ? pooled.incoherentPower[i] : 0;
        noise[i] = Math.max(spread, local, incoherent) + (rhythm ? RHYTHM_LEFT * rhythm[i] : 0) + unseen;
      }
      const wave = mixVectors(waves, pooled.weights);
      const common = { windowS: n / fsHz, endSample: end, regions, pooled, wave, spectra, binHz, noise };
      if (kind === "waveform") return { ...common, uncoveredNoise: null, chromPower: null };
      const colour = pooledColour(traces, regions, pooled.weights, from, end);
      const lines = (colours: RelativeColour) =>
        linesOf(powerOf(lightOf(colours)), binHz, (2 * fsHz) / n, LOCAL_REACH_HZ);
      const leak = lightLeak(lines(colour), room ? lines(room) : null);
      const uncoveredNoise = noise.slice();
      coverFlanks(pooled.power, leak, binHz, n / fsHz);
      for (let i = 0; i < bins; i++) noise[i] += leak[i];
      let chromPower: Float64Array | null = null;
      return {
        ...common,
        uncoveredNoise,
        // Computed when it is asked for: of the windows of a second only one is.
        get chromPower() {
          chromPower ??= chromPowerOf(colour, lamp);
          return chromPower;
        },
      };
    },
  };
}

function detrended(signal: Float64Array, detrend: Detrender): Float64Array {
  const copy = signal.slice();
  detrend.apply(copy);
  return copy;
}

/** Largest magnitude in the regions' waves as they came, before anything was taken out: the scale of their rounding. */
function largestValue(pos: readonly Pos[], regions: readonly number[], n: number): number {
  const values = new Float64Array(n);
  let largest = 0;
  for (const region of regions) {
    pos[region].read(n, values);
    for (const value of values) largest = Math.max(largest, Math.abs(value));
  }
  return largest;
}
