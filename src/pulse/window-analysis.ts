import { localFloor } from "../dsp/local-floor.ts";
import type { OrthonormalBasis } from "../dsp/orthonormal-basis.ts";
import { fitPowerLawFloor } from "../dsp/power-law-floor.ts";
import { spectrumPower } from "../dsp/spectrum-power.ts";
import type { TraceBuffer } from "../traces/trace-buffer.ts";

import { BAND_HZ, FFT_SIZE } from "./band.ts";
import { planChrom } from "./chrom.ts";
import { keyframeRhythm, roomDisturbance } from "./disturbances.ts";
import { lightLeak, lightOf, linesOf } from "./light-leak.ts";
import { coverFlanks } from "./line-flanks.ts";
import { pooledColour, type RelativeColour, roomColour } from "./pooled-colour.ts";
import { mixVectors, type Pooled, poolSpectra } from "./pooling.ts";
import type { TraceKind } from "./projection.ts";
import type { RegionWaves } from "./region-waves.ts";
import { planWaveSpectrum } from "./wave-spectrum.ts";

/** How far around a frequency its noise is looked for: far enough that f and 2f of a slow heart are the smaller part. */
export const LOCAL_REACH_HZ = 0.9;
/** Share of valid samples that a region must have in the window: a second of gaps in ten is bridged by the last colour. */
export const MIN_VALID_SHARE = 0.9;

/** Span over which the codec's rhythm is fitted, s: its lines are then 2 /min wide, narrower than a heart keeps its rate. */
const RHYTHM_SPAN_S = 30;
/** A codec's groups are not all alike: this share of the rhythm's power is taken to be still there. */
const RHYTHM_LEFT = 0.2;

/**
 * What three patches and more have in common stands out from what they do not. Where a face shows one or two of its patches, these are
 * doubted as much as if they were neighbours of such: their noise counts double. By the spectrum's own floor alone, chance that lasts
 * through windows which overlap passes for a pulse in one photo of six. A recording that has no more is the mean of a whole region.
 */
const DOUBT_OF_FEW = 2;
const FEWEST_TO_COMPARE = 3;

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
  /** Spectra of the regions, interleaved re, im; the next analysis overwrites them. Hz of their bin i is i * spectraBinHz. */
  readonly spectra: readonly Float64Array[];
  readonly spectraBinHz: number;
  /** Hz of bin i is i * binHz. */
  readonly binHz: number;
  /** Float64Array [bins]: expected noise power of the pooled spectrum. */
  readonly noise: Float64Array;
  /** Float64Array [bins]: the same without what light may have left there; null for a finished waveform. */
  readonly uncoveredNoise: Float64Array | null;
  /** Float64Array [bins]: power of CHROM on the pooled colour, the second witness; null for a finished waveform. */
  readonly chromPower: Float64Array | null;
}

/** A region's detrended wave without the codec's rhythm, and what was taken out. */
interface RhythmSplit {
  readonly wave: Float64Array;
  readonly rhythm: Float64Array;
}

export interface WindowAnalyser {
  /** Analyses the `n` newest samples; null when no region was valid throughout. */
  analyse(n: number): WindowAnalysis | null;
}

export function planWindowAnalyser(traces: TraceBuffer, regionWaves: RegionWaves, kind: TraceKind): WindowAnalyser {
  const fsHz = traces.fsHz;
  const { binHz, bins, detrend, spectrumOf } = planWaveSpectrum(fsHz, FFT_SIZE);
  const chrom = planChrom(detrend);
  const lowest = Math.ceil(BAND_HZ[0] / binHz);
  const frequenciesHz = Float64Array.from({ length: bins - lowest }, (_, i) => (i + lowest) * binHz);
  const logHz = Float64Array.from({ length: bins }, (_, i) => Math.log(Math.max(i, 1) * binHz));

  function powerOf(signal: Float64Array): Float64Array {
    detrend(signal);
    return spectrumPower(spectrumOf(signal));
  }

  function detrended(signal: Float64Array): Float64Array {
    const copy = signal.slice();
    detrend(copy);
    return copy;
  }

  function chromPowerOf(colour: RelativeColour, lamp: OrthonormalBasis | null): Float64Array {
    const wave = new Float64Array(colour[0].length);
    chrom(colour, wave);
    lamp?.remove(wave);
    return powerOf(wave);
  }

  /** The regions' waves over the rhythm's span, split; for as long as the traces do not grow. */
  let known: { end: number; rhythm: OrthonormalBasis | null; splits: Map<number, RhythmSplit> } | null = null;
  const kept = traces.regions.map((): RhythmSplit => {
    const most = RHYTHM_SPAN_S * fsHz;
    return { wave: new Float64Array(most), rhythm: new Float64Array(most) };
  });

  /** Fits the codec's rhythm over as long a span as there is: see keyframeRhythm. */
  function knownRhythm() {
    const end = traces.length;
    if (known?.end === end) return known;
    const span = Math.min(end, RHYTHM_SPAN_S * fsHz);
    const stepMs = 1000 / fsHz;
    const tMs = new Float64Array(span);
    for (let i = 0; i < span; i++) tMs[i] = (end - span + i + 0.5) * stepMs;
    const rhythm = keyframeRhythm(tMs, traces.keyframesMs(tMs[0] - stepMs, tMs[span - 1] + stepMs), BAND_HZ[1]);
    known = { end, rhythm, splits: new Map() };
    return known;
  }

  /** Updates the regions' newest `n` samples without rhythm and lamp; the rhythm that was in each, null where there is none. */
  function updateWaves(regions: readonly number[], n: number, lamp: OrthonormalBasis | null): Float64Array[] | null {
    const { rhythm, splits } = knownRhythm();
    if (!rhythm) {
      regionWaves.update(n, lamp);
      return null;
    }
    const span = Math.min(traces.length, RHYTHM_SPAN_S * fsHz);
    const missing = regions.filter((region) => !splits.has(region));
    for (const region of missing) {
      const { wave, rhythm } = kept[region];
      splits.set(region, { wave: wave.subarray(0, span), rhythm: rhythm.subarray(0, span) });
    }
    const splitOf = (region: number) => splits.get(region) ?? kept[region];
    regionWaves.read(
      missing,
      missing.map((region) => splitOf(region).wave),
    );
    for (const { wave, rhythm: removed } of missing.map(splitOf)) {
      removed.set(wave);
      rhythm.remove(wave);
      for (let k = 0; k < wave.length; k++) removed[k] -= wave[k];
    }
    const newest = (values: Float64Array) => values.subarray(span - n);
    regionWaves.updateFrom(
      regions,
      regions.map((region) => newest(splitOf(region).wave)),
      lamp,
    );
    return regions.map((region) => newest(splitOf(region).rhythm));
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
      const lamp = room ? roomDisturbance(room.map(detrended)) : null;
      const rhythms = updateWaves(regions, n, lamp);
      const spectra = regions.map(regionWaves.spectrum);
      const spectraBinHz = regionWaves.binHz;
      // As many bins as lie within the width of a lobe.
      const coarse = poolSpectra(spectra, Math.round(fsHz / n / spectraBinHz - 0.5));
      const wave = regionWaves.mix(regions, coarse.weights);
      const spectrum = spectrumOf(wave);
      const pooled: Pooled = {
        weights: coarse.weights,
        spectrum,
        power: spectrumPower(spectrum),
        incoherentPower: coarse.incoherentPower && interpolated(coarse.incoherentPower, bins),
      };
      const floor = fitPowerLawFloor(frequenciesHz, pooled.power.subarray(lowest), (2 * fsHz) / n);
      const rhythm = rhythms ? spectrumPower(spectrumOf(mixVectors(rhythms, pooled.weights))) : null;
      const around = localFloor(pooled.power.subarray(lowest), binHz, (2 * fsHz) / n, LOCAL_REACH_HZ);
      const unseen = (n * regionWaves.rounding(regions, n)) ** 2;
      const isHidden = traces.regions.length >= FEWEST_TO_COMPARE && regions.length < FEWEST_TO_COMPARE;
      const doubt = kind === "colour" && isHidden ? DOUBT_OF_FEW : 1;
      const noise = new Float64Array(bins);
      for (let i = 0; i < bins; i++) {
        const spread = Math.exp(floor.level - floor.slope * logHz[i]);
        const local = i < lowest ? 0 : around[i - lowest];
        const incoherent = pooled.incoherentPower ? pooled.incoherentPower[i] : 0;
        noise[i] = doubt * Math.max(spread, local, incoherent) + (rhythm ? RHYTHM_LEFT * rhythm[i] : 0) + unseen;
      }
      const common = { windowS: n / fsHz, endSample: end, regions, pooled, wave, spectra, spectraBinHz, binHz, noise };
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

/** Values at bins half as far apart, by straight lines; beyond the last its value. Allocates Float64Array [bins]. */
function interpolated(values: Float64Array, bins: number): Float64Array {
  const last = values.length - 1;
  return Float64Array.from({ length: bins }, (_, i) => {
    const below = Math.min(i >> 1, last);
    const above = Math.min((i + 1) >> 1, last);
    return (values[below] + values[above]) / 2;
  });
}
