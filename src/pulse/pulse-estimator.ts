import type { TraceFrame } from "../base/trace-frame.ts";
import { planTraceBuffer, type TraceBuffer } from "../traces/trace-buffer.ts";

import type { TraceKind } from "./projection.ts";
import { planPulseWave } from "./pulse-wave.ts";
import { RATE_GRID_BPM } from "./rate-grid.ts";
import { rateLogLikelihood } from "./rate-likelihood.ts";
import { planRateTracker, type RateBelief } from "./rate-tracker.ts";
import { planTracePulses } from "./trace-pulses.ts";
import { planWindowAnalyser, type WindowAnalysis } from "./window-analysis.ts";

/** Shortest and longest window, s: two beats at 25 /min (less the last frames of the fifth second), and what a rate is judged over. */
const SHORTEST_WINDOW_S = 4.8;
const LONGEST_WINDOW_S = 10;
/** Kept a little longer than the longest window needs. */
const KEPT_SAMPLES = 1024;
/**
 * A window shares nine tenths of its samples with the one before, so its evidence counts by the share that is new; a little
 * more, since tapered windows that overlap see more together than the same windows side by side.
 */
const OVERLAP_GAIN = 2;

export interface PulseReading {
  readonly belief: RateBelief;
  /** Null while the window is too short or no region was valid throughout. */
  readonly analysis: WindowAnalysis | null;
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
  const wave = planPulseWave(traces, pulses.pos);
  const analyser = planWindowAnalyser(traces, pulses.pos, kind);
  const tracker = planRateTracker();
  let analysedUpTo = 0;
  const logLikelihood = new Float64Array(RATE_GRID_BPM.length);

  return {
    traces,
    push(frame, onWave) {
      traces.push(frame);
      pulses.advance((sample) => onWave(wave.push(sample)));
    },
    read() {
      const samples = Math.min(traces.length, LONGEST_WINDOW_S * traces.fsHz);
      const analysis = samples >= SHORTEST_WINDOW_S * traces.fsHz ? analyser.analyse(samples) : null;
      if (!analysis) return { belief: tracker.step(null), analysis: null };
      const fresh = Math.min(traces.length - analysedUpTo, samples) / samples;
      analysedUpTo = traces.length;
      rateLogLikelihood((hz) => powerRatio(analysis, hz), logLikelihood);
      for (let i = 0; i < logLikelihood.length; i++) logLikelihood[i] *= Math.min(1, OVERLAP_GAIN * fresh);
      wave.setWeights(analysis);
      return { belief: tracker.step(logLikelihood), analysis };
    },
  };
}

/** Pooled power over expected noise at a frequency; 1 beyond the band, where nothing is known. */
export function powerRatio({ pooled, noise, binHz }: WindowAnalysis, hz: number): number {
  const x = hz / binHz;
  const i = Math.floor(x);
  if (i + 1 >= noise.length) return 1;
  const share = x - i;
  const power = pooled.power[i] * (1 - share) + pooled.power[i + 1] * share;
  return power / (noise[i] * (1 - share) + noise[i + 1] * share + 1e-300);
}
