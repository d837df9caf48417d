import type { FaceLandmarks } from "../base/landmarks.ts";
import type { TissueMotion } from "../base/tissue-motion.ts";
import type { TraceFrame } from "../base/trace-frame.ts";
import type { WaveMessage } from "../wire/messages.ts";
import type { Reason } from "../wire/reason.ts";
import type { RespirationEvidence, RespirationValue } from "../wire/respiration.ts";
import { planMotionBuffer } from "../traces/motion-buffer.ts";
import type { TraceBuffer } from "../traces/trace-buffer.ts";
import type { Beat } from "../pulse/beat-finder.ts";
import type { TraceKind } from "../pulse/projection.ts";
import { planBeatWitnesses } from "../respiration/beat-witnesses.ts";
import { planBreathWave, WAVE_FS_HZ } from "../respiration/breath-wave.ts";
import type { HeadPlace } from "../respiration/chest-place.ts";
import { planChestWitness } from "../respiration/chest-witness.ts";
import { planRespirationEstimator } from "../respiration/respiration-estimator.ts";
import { planTraceWitnesses } from "../respiration/trace-witnesses.ts";
import type { BreathWitness, ChestWitness } from "../respiration/witness.ts";

import { breathVeto, type PictureRhythm } from "./picture-veto.ts";
import { isLive, planRateDisplay } from "./rate-display.ts";
import { round } from "./rounding.ts";
import { planWaveStretches } from "./wave-stretches.ts";

/** Samples of movement that are kept: what the chest's window needs, and a little more. */
const KEPT_SAMPLES = 400;
/** A head that was not seen for longer does not tell where the chest is now. */
const HEAD_KEPT_MS = 10_000;
const FOREHEAD = 10;
const CHIN = 152;

export interface Breathing {
  /** Takes a frame, in order; returns the stretches of the wave that became due. */
  push(frame: TraceFrame): WaveMessage[];
  /** One second passed. `beats`: those that became final since; `pulseBpm`: the pulse where it is sure; `rhythms`: the picture's own. */
  read(
    tMs: number,
    beats: readonly Beat[],
    pulseBpm: number | null,
    frames: FramesNow,
    rhythms?: readonly PictureRhythm[],
  ): BreathingSecond;
}

/** How the frames came up to now. */
export interface FramesNow {
  /** None came for longer than a second. */
  readonly lost: boolean;
  /** They came at more than one pace: a rate that is shown goes on, none begins to be. */
  readonly mixed: boolean;
}

export interface BreathingSecond {
  readonly value: RespirationValue;
  readonly evidence: RespirationEvidence | null;
}

/** Plans one bed's breathing over the movement in its frames and over its traces. `noBreathDelayS`: 10..40. */
export function planBreathing(bed: string, traces: TraceBuffer, kind: TraceKind, noBreathDelayS?: number): Breathing {
  const motion = planMotionBuffer(KEPT_SAMPLES);
  const chest = planChestWitness(motion);
  const skin = planTraceWitnesses(traces, kind);
  const heart = planBeatWitnesses();
  const estimator = planRespirationEstimator(noBreathDelayS);
  const display = planRateDisplay();
  const wave = planBreathWave();
  const stretches = planWaveStretches(bed, "respiration", WAVE_FS_HZ);
  let chestNow: ChestWitness | null = null;
  let perMillePerPx = 0;
  let wasShown = false;
  let wasEverShown = false;
  let head: { readonly tMs: number; readonly place: HeadPlace } | null = null;

  function witnesses(tMs: number): { seen: BreathWitness[]; places: RespirationEvidence["places"] } {
    const place = head && tMs - head.tMs <= HEAD_KEPT_MS ? head.place : null;
    const heads = skin.readHead();
    const atRest = heads.length > 0 && !heads.some(({ disturbed }) => disturbed);
    const watched = chest.read(place, atRest);
    // Cells that are only expected to breathe may move for another reason: then they are no witness.
    chestNow = watched?.patternFound || watched?.patternSeen ? watched : null;
    if (motion.grid) perMillePerPx = 1000 / (place?.widthPx ?? motion.grid.heightPx);
    const colour = skin.readColour();
    const cells = chestNow && motion.grid ? chestNow.cells.map((cell) => placeOf(cell, motion)) : [];
    const seen = [...(chestNow ? [chestNow] : []), ...heads, ...(colour ? [colour] : []), ...heart.read(tMs)];
    return { seen, places: cells };
  }

  /** Who never saw a rate could not tell what has stopped: a pump does as well. */
  function reasonOf({ reason }: { readonly reason: Reason }): Reason {
    return reason === "no-breath" && !wasEverShown ? "not-measurable" : reason;
  }

  /** The wave up to the newest measurement, sample by sample; a chest that is not known draws a wave that runs out. */
  function drawWave(measured: TissueMotion): WaveMessage[] {
    const { length: from, grid } = motion;
    motion.push(measured);
    // Cells of another size of frame lie elsewhere.
    if (motion.grid !== grid) chestNow = null;
    const due: WaveMessage[] = [];
    for (let sample = from; sample < motion.length; sample++) {
      const stepPx = chestNow?.newest.at(sample) ?? null;
      const value = wave.push(stepPx === null ? null : (chestNow?.direction ?? 1) * stepPx * perMillePerPx);
      const stretch = stretches.push(value);
      if (stretch) due.push(stretch);
    }
    return due;
  }

  return {
    push(frame) {
      if (frame.mesh) head = { tMs: frame.tMs, place: headPlace(frame.mesh) };
      return frame.motion ? drawWave(frame.motion) : [];
    },
    read(tMs, beats, pulseBpm, { lost, mixed }, rhythms = []) {
      heart.push(beats);
      const { seen, places } = witnesses(tMs);
      const reading = estimator.read({ tMs, witnesses: seen, pulseBpm });
      const veto = breathVeto(rhythms, reading.rateBrpm, reading.evidence.candidates);
      const withheld = mixed && !wasShown && isLive(reading.confidence);
      const shown = display.step({
        ratePerMin: reading.rateBrpm,
        confidence: lost || veto || withheld ? 0 : reading.confidence,
        reason: lost ? "source-lost" : (veto ?? (withheld ? "slow-frames" : reasonOf(reading))),
      });
      wasShown = shown.ratePerMin !== null;
      wasEverShown ||= wasShown;
      stretches.setSilence(shown.ratePerMin === null || shown.held ? (shown.reason ?? reasonOf(reading)) : null);
      return {
        value: {
          rateBrpm: shown.ratePerMin === null ? null : round(shown.ratePerMin, 1),
          confidence: round(shown.confidence, 3),
          sqi: round(reading.sqi, 2),
          held: shown.held,
          reason: shown.reason,
          noBreathS: lost || veto || !wasEverShown || reading.noBreathS === null ? null : round(reading.noBreathS, 1),
        },
        evidence: seen.length === 0 ? null : { ...rounded(reading.evidence), places },
      };
    },
  };
}

function headPlace({ points, widthPx }: FaceLandmarks): HeadPlace {
  return {
    topXPx: points[FOREHEAD * 3],
    topYPx: points[FOREHEAD * 3 + 1],
    chinXPx: points[CHIN * 3],
    chinYPx: points[CHIN * 3 + 1],
    widthPx,
  };
}

function placeOf(
  { x, y }: { readonly x: number; readonly y: number },
  { grid }: ReturnType<typeof planMotionBuffer>,
): [number, number, number, number] {
  const width = grid ? grid.cellPx / grid.widthPx : 0;
  const height = grid ? grid.cellPx / grid.heightPx : 0;
  return [round(x - width / 2, 4), round(y - height / 2, 4), round(width, 4), round(height, 4)];
}

function rounded({ windowS, candidates, witnesses, breathsMs, checks }: Omit<RespirationEvidence, "places">) {
  return {
    windowS: round(windowS, 1),
    candidates: candidates.map(({ rateBrpm, power }) => ({ rateBrpm: round(rateBrpm, 1), power: round(power, 3) })),
    witnesses: witnesses.map(({ name, rateBrpm, weight }) => ({
      name,
      rateBrpm: rateBrpm === null ? null : round(rateBrpm, 1),
      weight: round(weight, 3),
    })),
    breathsMs: breathsMs.map((tMs) => Math.round(tMs)),
    checks: Object.fromEntries(
      Object.entries(checks).map(([name, value]) => [name, value === null ? null : round(value, 4)]),
    ),
  };
}
