import type { Reason } from "../wire/reason.ts";
import type { RespirationEvidence } from "../wire/respiration.ts";

import { breathCandidates } from "./breath-candidates.ts";
import { fuse, type Testimony, testimonyOf, wordOn } from "./breath-fusion.ts";
import { BREATH_GRID_BRPM, MAX_RATE_BRPM, MIN_RATE_BRPM, WITHIN_BRPM, windowOf } from "./breath-rates.ts";
import { planBreathTracker } from "./breath-tracker.ts";
import { planBreathWatch } from "./breath-watch.ts";
import { likeness, swingOf } from "./swing.ts";
import type { BreathWitness } from "./witness.ts";
import { witnessKind } from "./witness-kinds.ts";
import { planWitnessReader } from "./witness-reading.ts";

/** What is known of breathing at one second. */
export interface RespirationReading {
  /** Most probable rate, 4..60 /min, whether or not it is sure enough to be shown. */
  readonly rateBrpm: number;
  /** Probability 0..1 that it is within 2 /min of the mean over its window; 0 where nothing may be shown. */
  readonly confidence: number;
  /** Why there would be nothing to show. */
  readonly reason: Reason;
  /** Share of the movement that is breathing, 0..1. */
  readonly sqi: number;
  /** Seconds since the last breath ended; 0 while breathing; null where that cannot be seen. */
  readonly noBreathS: number | null;
  /** The no-breath condition: nothing has moved in breath rhythm for the delay, and for 1.5 of the last breaths. */
  readonly noBreath: boolean;
  /** Without the places, which only the chest's witness knows. */
  readonly evidence: Omit<RespirationEvidence, "places">;
}

export interface RespirationInput {
  readonly tMs: number;
  /** What the witnesses see now: "chest", "head...", "colour", "amplitude", "frequency". */
  readonly witnesses: readonly BreathWitness[];
  /** The pulse where it is sure, /min: it is not breathing, and witnesses of skin and beats are heard only with it. */
  readonly pulseBpm: number | null;
}

export interface RespirationEstimator {
  /** One second passed: what is known of breathing now. Allocates. */
  read(input: RespirationInput): RespirationReading;
}

/** How long nothing may move before that is a condition, s: default, least and most (facts: clinical, A1). */
const NO_BREATH_DELAY_S = { usual: 20, least: 10, most: 40 } as const;
/** The condition is never raised within this many of the breaths seen last. */
const LEAST_PAUSE_BREATHS = 1.5;
/** The window of a rate is two breaths: when none came in it, the rate is of the past. */
const RATE_ENDS_AFTER_BREATHS = 2;
/** Two breaths of most adults: nothing is claimed before. */
const STARTING_S = 8;
/** A rate needs a witness that may speak alone and finds it at least twice as likely as none... */
const SUPPORT = Math.LN2;
/** ...within its window or this long, s: single seconds may be noisy. */
const SUPPORT_LASTS_S = 6;
/** ...for a rate that is no other by now: breathing changes by a fifth in that time, not by more. */
const SUPPORT_LN_WIDTH = 0.2;
/** A heart that is out of sight for a moment still has about its rate. */
const PULSE_KEPT_S = 30;
/** Breathing that comes back too shallow to be a breath of before is believed once the chest has kept to a rate for so long, s. */
const AGAIN_S = 5;
const AGAIN_LN_WIDTH = 0.15;
/** Correlation from which a third of the chest's movement is that of the head: the sway hides the breath in it. */
const SWAY_LIKENESS = 0.6;
/**
 * A picture that is moved moves as one; of a patient who breathes the head moves by half of what the chest does, or less (1 to 3 mm
 * of 4 to 12).
 */
const AS_ONE_SHARE = 0.7;
/** The chest says no less than this of a rate before the height of its breaths is learned from it. */
const LEARN_FROM = 2;
const LEARN_CONFIDENCE = 0.7;

/**
 * Plans the estimator over witnesses of 10 samples a second. `noBreathDelayS`: 10..40. Throws RangeError outside of it. Allocates a
 * few MB once.
 */
export function planRespirationEstimator(noBreathDelayS: number = NO_BREATH_DELAY_S.usual): RespirationEstimator {
  if (!(noBreathDelayS >= NO_BREATH_DELAY_S.least && noBreathDelayS <= NO_BREATH_DELAY_S.most)) {
    throw new RangeError(`a delay of ${noBreathDelayS} s is not within 10..40 s`);
  }
  const reader = planWitnessReader(10);
  const tracker = planBreathTracker();
  const watch = planBreathWatch();
  const fused = new Float64Array(BREATH_GRID_BRPM.length);
  const power = new Float64Array(BREATH_GRID_BRPM.length);
  const heardMs = new Map<string, number>();
  let lastPulse = { tMs: Number.NEGATIVE_INFINITY, bpm: 0 };
  let again: { rateBrpm: number; seconds: number } | null = null;
  let supported = { tMs: Number.NEGATIVE_INFINITY, rateBrpm: 0 };

  return {
    read({ tMs, witnesses, pulseBpm }) {
      const chest = witnesses.find(({ name }) => name === "chest") ?? null;
      const testimonies: Testimony[] = [];
      power.fill(0);
      if (pulseBpm !== null) lastPulse = { tMs, bpm: pulseBpm };
      const pulse = tMs - lastPulse.tMs <= 1000 * PULSE_KEPT_S ? lastPulse.bpm : null;
      const swaying = witnesses.filter(({ name, disturbed }) => name.startsWith("head") && disturbed);
      for (const witness of witnesses) {
        const { fastestOfPulse } = witnessKind(witness.name);
        if (witness.disturbed || (fastestOfPulse !== null && pulseBpm === null)) continue;
        if (goesWithSway(witness, swaying) || (pulse === null && isMovedAsOne(witness, witnesses))) continue;
        const reading = reader.read(witness, pulse);
        if (!reading) continue;
        const sinceS = (tMs - (heardMs.get(witness.name) ?? Number.NEGATIVE_INFINITY)) / 1000;
        heardMs.set(witness.name, tMs);
        testimonies.push(testimonyOf(witness.name, reading, sinceS));
        for (let i = 0; i < power.length; i++) power[i] += reading.ratios[i];
      }
      fuse(testimonies, fused);
      const belief = tracker.step(testimonies.length > 0 ? fused : null);
      const rateBrpm = Math.min(Math.max(belief.rateBrpm, MIN_RATE_BRPM), MAX_RATE_BRPM);
      const words = testimonies.map((testimony) => wordOn(testimony, rateBrpm));
      const windowS = windowOf(rateBrpm, 2);
      const support = Math.max(0, ...testimonies.map(({ suffices }, i) => (suffices ? words[i] : 0)));
      if (support >= SUPPORT) supported = { tMs, rateBrpm };
      const isSupported =
        tMs - supported.tMs <= 1000 * Math.max(windowS, SUPPORT_LASTS_S) &&
        Math.abs(Math.log(rateBrpm / supported.rateBrpm)) < SUPPORT_LN_WIDTH;

      watch.step(tMs, chest);
      const ofChest = testimonies.findIndex(({ name }) => name === "chest");
      const stillS = watch.noBreathS(tMs);
      if (!stillS && (words[ofChest] ?? 0) >= LEARN_FROM && belief.confidence >= LEARN_CONFIDENCE)
        watch.learn(rateBrpm);
      again = keptRate(again, testimonies[ofChest]?.rateBrpm ?? null, stillS);
      if (again && again.seconds >= AGAIN_S) watch.learn(again.rateBrpm);
      const noBreathS = watch.noBreathS(tMs);
      const intervalS = watch.intervalS ?? 0;
      const ended = noBreathS !== null && noBreathS > RATE_ENDS_AFTER_BREATHS * intervalS;
      const noBreath = noBreathS !== null && noBreathS >= Math.max(noBreathDelayS, LEAST_PAUSE_BREATHS * intervalS);
      if (ended || noBreath) tracker.forget();
      const starting = tMs < 1000 * Math.max(STARTING_S, windowS);
      const inRange = belief.rateBrpm < MAX_RATE_BRPM + WITHIN_BRPM;
      const may = isSupported && inRange && !starting && !ended && !noBreath;
      const strongest = chest?.lineShare ?? shareOfLine(power, rateBrpm);
      return {
        rateBrpm,
        confidence: may ? belief.confidence : 0,
        reason: reasonFor(tMs, testimonies.length > 0 && swaying.length === 0, witnesses, ended || noBreath),
        sqi: may ? strongest : 0,
        noBreathS,
        noBreath,
        evidence: {
          windowS,
          candidates: breathCandidates(power),
          witnesses: testimonies.map(({ name, rateBrpm }, i) => ({
            name,
            rateBrpm,
            weight: shareOf(words, i),
          })),
          breathsMs: watch.breathsMs(tMs),
          checks: {
            absent: belief.absent,
            believed: belief.confidence,
            support,
            chestInterval: watch.intervalS,
          },
        },
      };
    },
  };
}

/** Seconds for which a chest that was still has now kept to a rate whose window holds nothing of before. */
function keptRate(
  before: { rateBrpm: number; seconds: number } | null,
  rateBrpm: number | null,
  stillS: number | null,
): { rateBrpm: number; seconds: number } | null {
  if (rateBrpm === null || stillS === null || stillS <= windowOf(rateBrpm, RATE_ENDS_AFTER_BREATHS) + AGAIN_S)
    return null;
  const same = before !== null && Math.abs(Math.log(rateBrpm / before.rateBrpm)) < AGAIN_LN_WIDTH;
  return { rateBrpm, seconds: same ? before.seconds + 1 : 1 };
}

/** A body that sways takes the chest along, less than the head; and the light on a face changes with its place. */
function goesWithSway(witness: BreathWitness, swaying: readonly BreathWitness[]): boolean {
  if (swaying.length === 0) return false;
  if (witness.name === "colour" || witness.name === "amplitude") return true;
  if (witness.name !== "chest" || swingOf(witness) >= Math.hypot(...swaying.map(swingOf))) return false;
  return swaying.some((head) => Math.abs(likeness(witness, head)) > SWAY_LIKENESS);
}

/** Without a pulse nothing tells a patient from a picture whose head and chest move alike. */
function isMovedAsOne(witness: BreathWitness, witnesses: readonly BreathWitness[]): boolean {
  if (witness.name !== "chest") return false;
  const least = AS_ONE_SHARE * swingOf(witness);
  return witnesses.some(
    (head) =>
      head.name.startsWith("head") && swingOf(head) >= least && Math.abs(likeness(witness, head)) > SWAY_LIKENESS,
  );
}

function reasonFor(tMs: number, heard: boolean, witnesses: readonly BreathWitness[], still: boolean): Reason {
  if (still) return "no-breath";
  if (tMs < 1000 * STARTING_S) return "starting";
  if (!heard) return witnesses.some(({ disturbed }) => disturbed) ? "motion" : "not-measurable";
  return "low-signal";
}

/** Power of the line at a rate against it and what noise is expected there, 0..1. */
function shareOfLine(power: Float64Array, rateBrpm: number): number {
  let nearest = 0;
  for (let i = 0; i < power.length; i++) {
    if (Math.abs(BREATH_GRID_BRPM[i] - rateBrpm) < Math.abs(BREATH_GRID_BRPM[nearest] - rateBrpm)) nearest = i;
  }
  return power[nearest] / (1 + power[nearest]);
}

/** Share of one of the words in all that speak for the rate, 0..1. */
function shareOf(words: readonly number[], i: number): number {
  const all = words.reduce((sum, word) => sum + Math.max(0, word), 0);
  return all > 0 ? Math.max(0, words[i]) / all : 0;
}
