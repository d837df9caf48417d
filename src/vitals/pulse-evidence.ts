import { REFUSALS } from "../base/refusal.ts";
import { spectrumPower } from "../dsp/spectrum-power.ts";
import type { Evidence } from "../wire/vitals.ts";
import { powerRatios, ratioAt } from "../pulse/power-ratio.ts";
import { MAX_RATE_BPM, MIN_RATE_BPM } from "../pulse/rate-grid.ts";
import type { RateBelief } from "../pulse/rate-tracker.ts";
import { signalToNoiseDb } from "../pulse/signal-to-noise.ts";
import { findSpectralPeaks } from "../pulse/spectral-peaks.ts";
import type { WindowAnalysis } from "../pulse/window-analysis.ts";

import { round } from "./rounding.ts";
import type { View } from "./silence.ts";

const CANDIDATES = 4;
/** Step of the spectrum that is shown, /min: about what a pixel of its plot can show. */
const SPECTRUM_STEP_BPM = 2.5;

/**
 * What speaks for and against the rate, for the reader and for replay. `regions`: names of all regions; `refusals`: their
 * codes in the newest frame, null without a face.
 */
export function pulseEvidence(
  regions: readonly string[],
  analysis: WindowAnalysis | null,
  belief: RateBelief,
  view: View,
  refusals: Uint8Array | null,
): Omit<Evidence, "beatsMs" | "respiration"> {
  const rejected = regions.flatMap((name, region) =>
    analysis?.regions.includes(region) ? [] : [{ name, reason: rejection(refusals?.[region] ?? 0) }],
  );
  const checks = {
    noPulseProbability: round(belief.absent, 4),
    skinLevel: view.skinLevel === null ? null : round(view.skinLevel, 1),
    headMotionWidths: view.headMotion === null ? null : round(view.headMotion, 4),
  };
  if (!analysis) {
    return { windowS: 0, candidates: [], methods: {}, regions: [], rejected, spectrum: null, checks };
  }
  const { pooled, binHz, spectraBinHz, windowS, chromPower } = analysis;
  const lobeHz = 2 / windowS;
  const peaksOf = (power: Float64Array, most: number) =>
    findSpectralPeaks(power, binHz, MIN_RATE_BPM / 60, MAX_RATE_BPM / 60, lobeHz, most);
  const rateOf = (power: Float64Array) => {
    const [peak] = peaksOf(power, 1);
    return peak ? round(peak.hz * 60, 1) : null;
  };
  return {
    windowS: round(windowS, 1),
    candidates: peaksOf(pooled.power, CANDIDATES).map((peak) => ({
      rateBpm: round(peak.hz * 60, 1),
      power: round(peak.share, 3),
    })),
    methods: chromPower ? { pos: rateOf(pooled.power), chrom: rateOf(chromPower) } : { waveform: rateOf(pooled.power) },
    regions: analysis.regions.map((region, i) => ({
      name: regions[region],
      weight: round(pooled.weights[i], 4),
      snrDb: round(signalToNoiseDb(spectrumPower(analysis.spectra[i]), spectraBinHz, belief.rateBpm / 60, windowS), 1),
    })),
    rejected,
    spectrum: shownSpectrum(pooled.power, binHz),
    checks: {
      ...checks,
      peakOverNoise: round(ratioAt(powerRatios(analysis), analysis.binHz, belief.rateBpm / 60) ?? 0, 1),
    },
  };
}

/** A region that is fine now and was left out was not seen for long enough. */
function rejection(code: number): string {
  return code === 0 ? "not-seen" : REFUSALS[code];
}

function shownSpectrum(power: Float64Array, binHz: number): Evidence["spectrum"] {
  const values: number[] = [];
  for (let bpm = MIN_RATE_BPM; bpm <= MAX_RATE_BPM; bpm += SPECTRUM_STEP_BPM) {
    const x = bpm / 60 / binHz;
    const i = Math.floor(x);
    values.push(power[i] + (power[i + 1] - power[i]) * (x - i));
  }
  const most = Math.max(...values, Number.MIN_VALUE);
  return {
    startBpm: MIN_RATE_BPM,
    stepBpm: SPECTRUM_STEP_BPM,
    power: values.map((value) => round(value / most, 3)),
  };
}
