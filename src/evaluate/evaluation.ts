import { AfarError } from "../base/errors.ts";

import { type BreathCondition, breathCondition } from "./breath-condition.ts";
import { type JudgedSeconds, judge, type RateReading } from "./judged-seconds.ts";
import { type MovementFigures, movementFigures } from "./movement-figures.ts";
import type { Recording } from "./recording.ts";
import type { Replayed } from "./replayed-file.ts";
import type { SecondReading } from "./second-reading.ts";
import type { RateTruth, RecordingTruth } from "./truth.ts";
import { type VariabilityError, variabilityError } from "./variability-error.ts";
import { PULSE_RULES, RESPIRATION_RULES, type VitalRules } from "./vital-rules.ts";

/** One recording, replayed and held against its truth. */
export interface EvaluatedRecording {
  readonly name: string;
  readonly truth: RecordingTruth;
  readonly readings: readonly SecondReading[];
  /** null: the truth is unknown, or this build measures no such vital. */
  readonly pulse: JudgedSeconds | null;
  readonly respiration: JudgedSeconds | null;
  /** The no-breath condition; null like the respiration. */
  readonly breath: BreathCondition | null;
  /** null: nothing is known of it, or none was told. */
  readonly movement: readonly MovementFigures[] | null;
  /** null: the reference has no intervals. */
  readonly variability: VariabilityError | null;
  /** One sentence where the recording ended early. */
  readonly note: string | null;
}

/** A recording that could not be evaluated, and why: one sentence. */
export interface FailedRecording {
  readonly name: string;
  readonly cause: string;
}

export interface Evaluation {
  readonly recordings: readonly EvaluatedRecording[];
  readonly failed: readonly FailedRecording[];
  /** Names of recordings whose truth says nothing that could be held against a rate. */
  readonly unscored: readonly string[];
}

export interface EvaluationPlan {
  /** Recordings at a time. */
  readonly jobs: number;
  /** Tolerance of the pulse rate where the truth tells none, /min; null: that of the rules. */
  readonly tolerancePerMin: number | null;
  readonly replay: (recording: Recording) => Promise<Replayed>;
  /** Told after each recording how many are done. */
  readonly onDone?: (done: number, of: number) => void;
}

/** Replays and judges all recordings; one that fails is listed and stops nothing. The order is that of `recordings`. */
export async function evaluate(recordings: readonly Recording[], plan: EvaluationPlan): Promise<Evaluation> {
  const outcomes: (EvaluatedRecording | FailedRecording | null)[] = new Array(recordings.length).fill(null);
  let next = 0;
  let done = 0;
  const work = async () => {
    while (next < recordings.length) {
      const index = next++;
      outcomes[index] = await evaluateOne(recordings[index], plan);
      plan.onDone?.(++done, recordings.length);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(plan.jobs, recordings.length)) }, work));
  return {
    recordings: outcomes.filter((outcome) => outcome !== null && "truth" in outcome),
    failed: outcomes.filter((outcome) => outcome !== null && "cause" in outcome),
    unscored: recordings.filter((_, i) => outcomes[i] === null).map(({ name }) => name),
  };
}

/** null: nothing to judge. */
async function evaluateOne(
  recording: Recording,
  { replay, tolerancePerMin }: EvaluationPlan,
): Promise<EvaluatedRecording | FailedRecording | null> {
  try {
    const truth = await recording.truth();
    const { respiration, ibiMs, movement } = truth;
    if (truth.pulse === null && respiration === null && ibiMs === null && movement === null) return null;
    const { readings, movement: moved, note } = await replay(recording);
    const rules = { ...PULSE_RULES, tolerancePerMin: tolerancePerMin ?? PULSE_RULES.tolerancePerMin };
    const pulse = judgedVital(readings, truth.pulse, rules);
    const breaths = readings.flatMap((reading) => reading.respiration ?? []);
    return {
      name: recording.name,
      truth,
      readings,
      pulse,
      respiration: judgedVital(readings, respiration, RESPIRATION_RULES),
      breath: breaths.length === 0 ? null : respiration && breathCondition(breaths, respiration),
      movement: movement && movementFigures(moved, movement),
      variability: ibiMs === null ? null : variabilityError(readings, ibiMs, pulse),
      note,
    };
  } catch (error) {
    // A full disk concerns them all, and so does a fault of our own.
    if (!(error instanceof AfarError) || error.exit !== 2) throw error;
    return { name: recording.name, cause: error.message };
  }
}

function judgedVital(
  readings: readonly SecondReading[],
  truth: RateTruth | null,
  rules: VitalRules,
): JudgedSeconds | null {
  const rates = readings.map((reading) => reading[rules.name]).filter((rate): rate is RateReading => rate !== null);
  return truth === null || rates.length === 0 ? null : judge(rates, truth, rules);
}
