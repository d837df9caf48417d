import type { TraceFrame } from "../base/trace-frame.ts";
import { planTraceBuffer, type TraceBuffer } from "../traces/trace-buffer.ts";

import { type CommonCauses, planCommonCauses } from "./common-causes.ts";
import type { ColourLook } from "./network-opinion.ts";
import { type NetworkReading, type NetworkWitness, planNetworkWitness } from "./network-witness.ts";
import { powerRatios, uncoveredRatios } from "./power-ratio.ts";
import type { TraceKind } from "./projection.ts";
import { planPulseWave } from "./pulse-wave.ts";
import { RATE_GRID_BPM } from "./rate-grid.ts";
import { rateLogLikelihood } from "./rate-likelihood.ts";
import { planRateTracker, type RateBelief, type RateTracker } from "./rate-tracker.ts";
import { planTracePulses } from "./trace-pulses.ts";
import { planWindowAnalyser, type WindowAnalysis } from "./window-analysis.ts";

/** Shortest and longest window, s: two beats at 25 /min (less the last frames of the fifth second), and what a rate is judged over. */
const SHORTEST_WINDOW_S = 4.8;
const LONGEST_WINDOW_S = 10;
/** A second look, for a heart that keeps its rate: half as long again shows a line of two thirds of the power. */
const STEADY_WINDOW_S = 15;
/** The second look is heard where the first does not speak against it by more than this, ln: a rate that was left is left. */
const VETO = -0.4;
/** Shortest that still holds two beats of a slow heart: what is gone shows here first. */
const NEWEST_WINDOW_S = 6;
/** A little more than the half minute over which the codec's rhythm is fitted. */
export const KEPT_SAMPLES = 1024;
/**
 * A window shares nine tenths of its samples with the one before, so its evidence counts by the share that is new, times this
 * gain: tapered windows that overlap see more together than the same windows side by side, and a pulse keeps its rate where
 * noise, from which the likelihood of a single window is made, does not. A finished waveform has passed filters that nobody
 * knows, and its noise may keep a rate too: it is believed half as fast.
 */
const OVERLAP_GAIN = { colour: 3, waveform: 1.5 } as const;
/** By the colours alone a rate is at least so probable where something like a pulse is seen there. */
const SEEN_IN_COLOURS = 0.1;

export interface PulseReading {
  readonly belief: RateBelief;
  /** Null while the window is too short or no region was valid throughout. */
  readonly analysis: WindowAnalysis | null;
  /** The newest six seconds alone: they show first that a pulse is gone. Null as above. */
  readonly newest: WindowAnalysis | null;
  /** What a learned network shows beside the colours; null where none has spoken, or not for long enough. */
  readonly network: NetworkReading | null;
}

/** A network beside the colours, and what both together make believe. */
interface Advised {
  readonly network: NetworkWitness;
  readonly causes: CommonCauses;
  readonly tracker: RateTracker;
}

/** What the colours show at one second. */
interface Seen {
  /** Float64Array [grid]: ln ratios of a pulse at each rate against noise. */
  readonly logLikelihood: Float64Array;
  readonly analysis: WindowAnalysis;
  /** The longest window that there is. */
  readonly longest: WindowAnalysis;
}

export interface PulseEstimator {
  readonly traces: TraceBuffer;
  /** Adds a frame; `onWave` is given each new sample of the wave (per mille), 30 a second. */
  push(frame: TraceFrame, onWave: (sample: number) => void): void;
  /** One second passed: what is known of the rate now. */
  read(): PulseReading;
}

/** Plans the pulse of one patient over the named regions. */
export function planPulseEstimator(regions: readonly string[], kind: TraceKind): PulseEstimator {
  const traces = planTraceBuffer(regions, KEPT_SAMPLES);
  const pulses = planTracePulses(traces, kind, KEPT_SAMPLES);
  const wave = planPulseWave(traces, pulses.waves);
  const analyser = planWindowAnalyser(traces, pulses.waves, kind);
  const tracker = planRateTracker();
  const fresh = new Float64Array(RATE_GRID_BPM.length);
  const steady = new Float64Array(RATE_GRID_BPM.length);
  let analysedUpTo = 0;
  /** Null until a frame brings what a network said. */
  let advised: Advised | null = null;

  /** Writes what a window says for and against each rate, weighted by what in it is new. */
  function weigh(analysis: WindowAnalysis, out: Float64Array): void {
    const samples = analysis.wave.length;
    const share = Math.min(1, (OVERLAP_GAIN[kind] * Math.min(traces.length - analysedUpTo, samples)) / samples);
    rateLogLikelihood(powerRatios(analysis), uncoveredRatios(analysis), analysis.binHz, out);
    for (let i = 0; i < out.length; i++) out[i] *= share;
  }

  /** What the colours make believe, and a network beside them; null: nothing was seen. */
  function believe(seen: Seen | null, samples: number): Pick<PulseReading, "belief" | "network"> {
    const alone = tracker.step(seen?.logLikelihood ?? null);
    if (!advised) return { belief: alone, network: null };
    const { causes, network } = advised;
    const look = seen && lookOf(seen, causes);
    const { together, appearing, isBorneOut, reading } = network.step(traces.length, samples, look);
    const { rateBpm, ...rest } = advised.tracker.step(together, appearing);
    // The network's word alone makes no rate: the colours bear it out, or what they make believe by themselves stands. So it does
    // while the network is silent.
    const isHeard = reading !== null && (isBorneOut(rateBpm) || tracker.near(rateBpm) >= SEEN_IN_COLOURS);
    return { belief: isHeard ? { rateBpm, ...rest } : alone, network: reading };
  }

  return {
    traces,
    push(frame, onWave) {
      traces.push(frame);
      if (frame.network) {
        if (!advised || advised.network.name !== frame.network.name) {
          advised = {
            network: planNetworkWitness(frame.network, KEPT_SAMPLES),
            causes: planCommonCauses(traces),
            tracker: tracker.clone(),
          };
        }
        advised.network.push(frame.network.samples);
      }
      pulses.advance((sample) => onWave(wave.push(sample)));
    },
    read() {
      const samples = Math.min(traces.length, LONGEST_WINDOW_S * traces.fsHz);
      const longer = Math.min(traces.length, STEADY_WINDOW_S * traces.fsHz);
      const second = longer > samples ? analyser.analyse(longer) : null;
      const newest = samples > NEWEST_WINDOW_S * traces.fsHz ? analyser.analyse(NEWEST_WINDOW_S * traces.fsHz) : null;
      // Last, since it is read after this: the spectra of its regions stay until the next analysis.
      const analysis = samples >= SHORTEST_WINDOW_S * traces.fsHz ? analyser.analyse(samples) : null;
      if (!analysis) return { ...believe(null, samples), analysis: null, newest: null };
      weigh(analysis, fresh);
      if (second) {
        weigh(second, steady);
        for (let i = 0; i < fresh.length; i++) {
          if (fresh[i] > VETO && steady[i] > fresh[i])
            fresh[i] = Math.log((Math.exp(fresh[i]) + Math.exp(steady[i])) / 2);
        }
      }
      analysedUpTo = traces.length;
      wave.setWeights(analysis);
      return { ...believe({ logLikelihood: fresh, analysis, longest: second ?? analysis }, samples), analysis, newest };
    },
  };
}

/** The same for a network that looks at the same face. */
function lookOf({ logLikelihood, analysis, longest }: Seen, causes: CommonCauses): ColourLook {
  return { logLikelihood, ratios: powerRatios(longest), binHz: longest.binHz, common: causes.of(analysis) };
}
