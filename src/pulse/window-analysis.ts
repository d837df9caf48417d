import { localFloor } from "../dsp/local-floor.ts";
import type { OrthonormalBasis } from "../dsp/orthonormal-basis.ts";
import { fitPowerLawFloor } from "../dsp/power-law-floor.ts";
import { spectrumPower } from "../dsp/spectrum-power.ts";
import type { TraceBuffer } from "../traces/trace-buffer.ts";

import { BAND_HZ } from "./band.ts";
import { chrom } from "./chrom.ts";
import { keyframeRhythm, roomDisturbance } from "./disturbances.ts";
import { lightLeak, lightOf, linesOf } from "./light-leak.ts";
import { coverFlanks } from "./line-flanks.ts";
import { pooledColour, type RelativeColour, roomColour } from "./pooled-colour.ts";
import { mixVectors, type Pooled, poolSpectra } from "./pooling.ts";
import type { TraceKind } from "./projection.ts";
import type { RegionWaves } from "./region-waves.ts";
import { planWaveSpectrum } from "./wave-spectrum.ts";

/** How far around a frequency its noise is looked for: far enough that f and 2f of a slow heart are the smaller part. */
const LOCAL_REACH_HZ = 0.9;
/** Share of valid samples that a region must have in the window: a second of gaps in ten is bridged by the last colour. */
const MIN_VALID_SHARE = 0.9;

/** Span over which the codec's rhythm is fitted, s: its lines are then 2 /min wide, narrower than a heart keeps its rate. */
const RHYTHM_SPAN_S = 30;
/** A codec's groups are not all alike: this share of the rhythm's power is taken to be still there. */
const RHYTHM_LEFT = 0.2;

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

export function planWindowAnalyser(traces: TraceBuffer, regionWaves: RegionWaves, kind: TraceKind): WindowAnalyser {
  const fsHz = traces.fsHz;
  const { binHz, bins, detrend, spectrumOf } = planWaveSpectrum(fsHz);
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
    chrom(colour, detrend, wave);
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

  /** Newest n samples of the regions' waves without the codec's rhythm, and the rhythm that was taken out. */
  function withoutRhythm(regions: readonly number[], n: number): RhythmSplit[] {
    const { rhythm, waves } = knownRhythm();
    if (!rhythm) return regionWaves.read(regions, n).map((wave) => ({ wave, rhythm: null }));
    const missing = regions.filter((region) => !waves.has(region));
    const span = Math.min(traces.length, RHYTHM_SPAN_S * fsHz);
    const whole = missing.length > 0 ? regionWaves.read(missing, span) : [];
    missing.forEach((region, i) => {
      const wave = whole[i];
      const removed = wave.slice();
      rhythm.remove(wave);
      for (let k = 0; k < wave.length; k++) removed[k] -= wave[k];
      waves.set(region, { wave, rhythm: removed });
    });
    return regions.flatMap((region) => {
      const split = waves.get(region);
      return split ? { wave: split.wave.slice(-n), rhythm: split.rhythm?.slice(-n) ?? null } : [];
    });
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
      const splits = withoutRhythm(regions, n);
      const waves = splits.map(({ wave }) => wave);
      for (const wave of waves) lamp?.remove(wave);
      const removed = splits.flatMap(({ rhythm }) => rhythm ?? []);
      const rhythms = removed.length > 0 ? regionWaves.spectra(regions, removed) : [];
      const spectra = regionWaves.spectra(regions, waves);
      const pooled = poolSpectra(spectra, Math.round(fsHz / n / binHz));
      const floor = fitPowerLawFloor(frequenciesHz, pooled.power.subarray(lowest), (2 * fsHz) / n);
      const rhythm = rhythms.length > 0 ? spectrumPower(mixVectors(rhythms, pooled.weights)) : null;
      const around = localFloor(pooled.power.subarray(lowest), binHz, (2 * fsHz) / n, LOCAL_REACH_HZ);
      const unseen = (n * regionWaves.rounding(regions, n)) ** 2;
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
