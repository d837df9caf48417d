import type { NetworkPulse } from "../base/network-pulse.ts";
import type { TraceFrame } from "../base/trace-frame.ts";
import type { VitalsMessage, WaveMessage } from "../wire/messages.ts";
import type { MovementEventMessage, MovementMessage } from "../wire/movement.ts";
import type { PictureMessage } from "../wire/picture.ts";
import type { Reason } from "../wire/reason.ts";
import type { Vitals } from "../wire/vitals.ts";
import { planFrameSpacing } from "../traces/frame-spacing.ts";
import { planPairedBeats } from "../pulse/paired-beats.ts";
import { powerRatios, ratioAt, refineRate } from "../pulse/power-ratio.ts";
import type { TraceKind } from "../pulse/projection.ts";
import { planPulseEstimator } from "../pulse/pulse-estimator.ts";
import { MAX_RATE_BPM } from "../pulse/rate-grid.ts";
import { signalToNoiseDb } from "../pulse/signal-to-noise.ts";
import type { WindowAnalysis } from "../pulse/window-analysis.ts";

import { planBeatLog } from "./beat-log.ts";
import { planBreathing } from "./breathing.ts";
import { planFaceMovement } from "./face-movement.ts";
import { AGREED_WINDOW_S, networkEvidence, networkWord } from "./network-word.ts";
import { pictureHints } from "./picture-hints.ts";
import { pictureMessage } from "./picture-report.ts";
import { PULSE_RESOLUTION_BPM, pictureRhythms, preciseReason, vetoOf } from "./picture-veto.ts";
import { planPictureWatch } from "./picture-watch.ts";
import { pulseEvidence } from "./pulse-evidence.ts";
import { planPulseLoss } from "./pulse-loss.ts";
import { isLive, planRateDisplay } from "./rate-display.ts";
import { round } from "./rounding.ts";
import { viewReason } from "./silence.ts";
import { planWaveStretches } from "./wave-stretches.ts";

export type VitalsOutput = VitalsMessage | WaveMessage | MovementMessage | MovementEventMessage | PictureMessage;

export interface VitalsEngine {
  /** Adds a frame and returns what became due before it: waves, and values at whole seconds. */
  push(frame: TraceFrame): VitalsOutput[];
  /** Time passed up to `tMs` without a further frame; returns the seconds that it completes. */
  advance(tMs: number): VitalsOutput[];
}

/** Peak over expected noise from which something is seen that is only not sure enough. */
const PEAK_SEEN_RATIO = 5;
/** A face counts as present when one was seen within this time before the second. */
const FACE_PRESENT_MS = 1000;
/** Without a frame for longer than this nothing is known of now, whatever the window of the past says. */
const SOURCE_LOST_MS = 1000;
/**
 * Shorter windows begin the tracker's belief but show nothing: with a handful of beats in them, the first steps of exposure
 * and codec in a photo look like a pulse.
 */
const LEAST_WINDOW_S = 9.3;
/** Two frames for each beat of the fastest heart: further apart, a heart of 126 /min seen 3.75 times a second reads 99. */
const SPARSE_MS = 60_000 / MAX_RATE_BPM / 2;
/** Share of the window that may be sampled so: where most of it is dense, the true rate stands out over its mirror. */
const MOST_SPARSE = 0.25;
/** Span in which no rate begins to be shown while frames come at more than one pace: the longest window of breath's slow rhythms. */
const ONE_PACE_MS = 20_000;
/** Probability that is left to a rate against which the beats speak: too little to be shown. */
const DOUBTED = 0.3;
/**
 * The tracker counts windows that overlap as if their noise were new, and so doubts more than it errs: its log-odds are stretched
 * by this factor, one half kept. The least of those that five of six kinds of recordings choose for the sixth (`npm run prove --
 * calibration`; Guo et al., ICML 2017).
 */
const LOG_ODDS_STRETCH = 1.6;
/** What speaks against a rate that is not shown where nothing is in its way. */
const NOTHING_BUT_THE_SIGNAL: readonly Reason[] = ["low-signal", "not-measurable"];
/** Values stand at whole seconds; durations of frames are rounded, so that a second may be complete by a hair less. */
const ROUNDING_MS = 1;

/** Plans one bed's values and waves over its traces: pure, driven by the time of the frames alone. */
export function planVitalsEngine(bed: string, regions: readonly string[], kind: TraceKind = "colour"): VitalsEngine {
  const pulse = planPulseEstimator(regions, kind);
  const pairs = planPairedBeats(pulse.traces.fsHz, kind);
  const display = planRateDisplay(LOG_ODDS_STRETCH);
  const loss = planPulseLoss();
  const beats = planBeatLog(pulse.traces.fsHz, kind);
  const breathing = planBreathing(bed, pulse.traces, kind);
  const movement = planFaceMovement(bed, regions);
  const stretches = planWaveStretches(bed, "pulse", pulse.traces.fsHz);
  const picture = planPictureWatch();
  const spacing = planFrameSpacing(SPARSE_MS);
  let second = 1;
  let face: { tMs: number; widthPx: number } | null = null;
  let lastFrameMs = 0;
  let unreadS = 0;
  let wasShown = false;
  let refusals: Uint8Array | null = null;
  let networkSaid: NetworkPulse | null = null;

  function readSecond(): VitalsOutput[] {
    const tMs = second * 1000;
    second++;
    const { belief, analysis, newest, network } = pulse.read();
    const ratios = analysis ? powerRatios(analysis) : null;
    const peakRatio = analysis && ratios ? (ratioAt(ratios, analysis.binHz, belief.rateBpm / 60) ?? 0) : 0;
    const rateBpm = analysis && ratios ? refineRate(ratios, analysis.binHz, belief.rateBpm) : belief.rateBpm;
    const view = viewReason(pulse.traces, kind, analysis !== null, peakRatio >= PEAK_SEEN_RATIO);
    const lost = tMs - lastFrameMs > SOURCE_LOST_MS;
    const word = networkWord(network, rateBpm);
    const leastWindowS = word.agrees ? AGREED_WINDOW_S : LEAST_WINDOW_S;
    const mixed = spacing.isMixed(tMs, ONE_PACE_MS);
    const sparse =
      (mixed && !wasShown) || (analysis !== null && spacing.sparseShare(tMs, 1000 * analysis.windowS) > MOST_SPARSE);
    // Without a window there is no evidence of now, whatever the tracker still believes.
    const known = !lost && !sparse && analysis !== null && analysis.windowS >= leastWindowS;
    const present = face !== null && tMs - face.tMs <= FACE_PRESENT_MS;
    const found = picture.read(tMs, present && face ? face.widthPx : null);
    const rhythms = found ? pictureRhythms(found) : [];
    const veto = vetoOf(rhythms, rateBpm, PULSE_RESOLUTION_BPM);
    const confidence = known && !veto ? belief.confidence : 0;
    const unsteady = sparse && NOTHING_BUT_THE_SIGNAL.includes(view.reason) ? "slow-frames" : null;
    const reason = lost ? "source-lost" : (unsteady ?? veto ?? view.reason);
    const unread = present && !isLive(confidence) && NOTHING_BUT_THE_SIGNAL.includes(reason);
    unreadS = unread ? unreadS + 1 : 0;
    const sight = { faceSeen: present, shown: isLive(confidence), reason, unreadS };
    const hints = found ? pictureHints(found, sight) : [];
    const precise = preciseReason(reason, hints);
    const lostSinceMs = loss.step({
      tMs,
      live: isLive(confidence),
      confidence,
      rateBpm,
      // Of a recorded waveform nobody knows whether face, light and stillness stayed.
      powerAt: newest && kind === "colour" ? (bpm) => powerAndNoise(newest, bpm) : null,
      reason,
    });
    const sureBpm = isLive(confidence) && lostSinceMs === null ? rateBpm : null;
    const freshBeats = beats.step(tMs, analysis, sureBpm);
    const { beatsPerPeriod, sure, paired } = pairs.step(analysis, isLive(confidence) ? rateBpm : null);
    const spokenAgainst = beats.speakAgainst(rateBpm, tMs);
    const contradicted = !sure || (spokenAgainst && !paired);
    const shown =
      lostSinceMs === null
        ? display.step({
            ratePerMin: rateBpm * beatsPerPeriod,
            confidence: contradicted ? Math.min(confidence, DOUBTED) : confidence,
            reason: precise,
            statedOdds: word.statedOdds,
          })
        : display.step({ ratePerMin: rateBpm, confidence: 0, reason: "pulse-lost" });
    wasShown = shown.ratePerMin !== null;
    const breath = breathing.read(tMs, freshBeats, sureBpm, { lost, mixed }, rhythms);
    stretches.setSilence(shown.ratePerMin === null || shown.held ? (shown.reason ?? view.reason) : null);
    const snrDb = analysis
      ? signalToNoiseDb(analysis.pooled.power, analysis.binHz, belief.rateBpm / 60, analysis.windowS)
      : null;
    const spoken = networkEvidence(networkSaid, network, shown.held ? null : shown.ratePerMin);
    const evidence = pulseEvidence(pulse.traces.regions, analysis, belief, view, refusals);
    const vitals: Vitals = {
      tMs,
      bed,
      face: { present, widthPx: present && face ? Math.round(face.widthPx) : null },
      pulse: {
        rateBpm: shown.ratePerMin === null ? null : round(shown.ratePerMin, 1),
        confidence: round(shown.confidence, 3),
        sqi: snrDb === null ? 0 : round(waveQuality(snrDb), 2),
        snrDb: snrDb === null ? null : round(snrDb, 1),
        held: shown.held,
        reason: shown.reason,
        lostSinceMs,
      },
      respiration: breath.value,
      variability: beats.variability(tMs),
      movement: movement.read(tMs),
      evidence: {
        ...evidence,
        methods: {
          ...evidence.methods,
          ...(spoken.network ? { [spoken.network.name]: spoken.network.rateBpm } : {}),
          beats: beats.rateBpm(tMs),
        },
        beatsMs: beats.recentMs(tMs),
        respiration: breath.evidence,
        ...spoken,
      },
    };
    const message: VitalsMessage = { kind: "vitals", bed, vitals };
    return found ? [message, pictureMessage(bed, tMs, found, hints)] : [message];
  }

  function advance(tMs: number): VitalsOutput[] {
    const due: VitalsOutput[] = [];
    while (second * 1000 <= tMs + ROUNDING_MS) due.push(...readSecond());
    return due;
  }

  return {
    push(frame) {
      const outputs = advance(frame.tMs);
      lastFrameMs = frame.tMs;
      spacing.push(frame.tMs);
      networkSaid = frame.network ?? null;
      refusals = frame.head && frame.refusals ? frame.refusals.slice() : null;
      if (frame.head) face = { tMs: frame.tMs, widthPx: frame.head.widthPx };
      picture.push(frame);
      pulse.push(frame, (sample) => {
        const stretch = stretches.push(sample);
        if (stretch) outputs.push(stretch);
      });
      outputs.push(...breathing.push(frame));
      outputs.push(...movement.push(frame));
      return outputs;
    },
    advance,
  };
}

function powerAndNoise({ pooled, noise, binHz }: WindowAnalysis, rateBpm: number): { power: number; noise: number } {
  const bin = Math.min(Math.round(rateBpm / 60 / binHz), noise.length - 1);
  return { power: pooled.power[bin], noise: noise[bin] };
}

/** Share of the waveform's power that is pulse: 0 dB is half. */
function waveQuality(snrDb: number): number {
  const ratio = 10 ** (snrDb / 10);
  return ratio / (1 + ratio);
}
