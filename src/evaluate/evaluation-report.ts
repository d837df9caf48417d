import { type Breakdown, byLabel, byRate, type LabelledSeconds } from "./breakdown.ts";
import type { BreathCondition } from "./breath-condition.ts";
import type { EvaluatedRecording, Evaluation, FailedRecording } from "./evaluation.ts";
import { METHOD } from "./method.ts";
import type { MovementFigures } from "./movement-figures.ts";
import { totalMovement } from "./movement-table.ts";
import { spreadOf } from "./spread.ts";
import type { VariabilityError } from "./variability-error.ts";
import { type ConfidenceFigures, confidenceFigures, type VitalFigures, vitalFigures } from "./vital-figures.ts";
import type { VitalRules } from "./vital-rules.ts";

/** Figures of one recording. */
export interface RecordingFigures {
  readonly name: string;
  readonly seconds: number;
  readonly source: string;
  readonly labels: Readonly<Record<string, string>>;
  /** How the reference's pulse rates came about; null without any. */
  readonly reference: string | null;
  readonly note: string | null;
  readonly pulse: VitalFigures | null;
  readonly respiration: VitalFigures | null;
  /** The no-breath condition; null where the truth of breathing is unknown. */
  readonly breath: BreathCondition | null;
  /** One row for each thing that is known of the face's movement; null where nothing is, or none was told. */
  readonly movement: readonly MovementFigures[] | null;
  readonly variability: VariabilityError | null;
}

/** Figures of one vital over all recordings. */
export interface OverallFigures extends VitalFigures, ConfidenceFigures {
  readonly recordings: number;
  readonly byRate: readonly Breakdown[];
  readonly byLabel: Readonly<Record<string, readonly Breakdown[]>>;
}

/** Medians over the recordings whose reference has intervals; null where no recording has the value. */
export interface OverallVariability {
  readonly recordings: number;
  readonly sdnnMs: number | null;
  readonly rmssdMs: number | null;
  /** Of absolute errors over whole recordings, and in how many there is one. */
  readonly wholeSdnnMs: number | null;
  readonly wholeRmssdMs: number | null;
  readonly wholeRecordings: number;
  readonly meanRatePerMin: number | null;
}

/** All that `afar evaluate --json` prints. Shares are 0..1, rates and errors /min, null where there is nothing to tell. */
export interface EvaluationReport {
  readonly method: readonly string[];
  readonly layout: string;
  readonly overall: {
    readonly pulse: OverallFigures | null;
    readonly respiration: OverallFigures | null;
    /** Counts and shares of the recordings together, by what they are of; null where no movement was judged. */
    readonly movement: readonly MovementFigures[] | null;
    readonly variability: OverallVariability | null;
  };
  readonly recordings: readonly RecordingFigures[];
  readonly failed: readonly FailedRecording[];
  readonly unscored: readonly string[];
}

/** Works out every figure of an evaluation. */
export function reportOf(evaluation: Evaluation, layout: string): EvaluationReport {
  const { recordings, failed, unscored } = evaluation;
  return {
    method: METHOD,
    layout,
    overall: {
      pulse: overallOf(recordings, "pulse"),
      respiration: overallOf(recordings, "respiration"),
      movement: overallMovement(recordings),
      variability: overallVariability(recordings),
    },
    recordings: recordings.map(figuresOf),
    failed,
    unscored,
  };
}

function figuresOf(recording: EvaluatedRecording): RecordingFigures {
  const { name, truth, readings, pulse, respiration, breath, movement, variability, note } = recording;
  return {
    name,
    seconds: (readings.at(-1)?.tMs ?? 0) / 1000,
    source: truth.source,
    labels: truth.labels,
    reference: truth.pulse?.method ?? null,
    note,
    pulse: pulse && vitalFigures([pulse]),
    respiration: respiration && vitalFigures([respiration]),
    breath,
    movement,
    variability,
  };
}

function overallOf(recordings: readonly EvaluatedRecording[], vital: VitalRules["name"]): OverallFigures | null {
  const parts = recordings.flatMap((recording): LabelledSeconds[] => {
    const judged = recording[vital];
    return judged === null ? [] : [{ judged, labels: recording.truth.labels }];
  });
  if (parts.length === 0) return null;
  const judged = parts.map((part) => part.judged);
  return {
    recordings: parts.length,
    ...vitalFigures(judged),
    ...confidenceFigures(judged),
    byRate: byRate(judged, vital),
    byLabel: byLabel(parts),
  };
}

function overallMovement(recordings: readonly EvaluatedRecording[]): MovementFigures[] | null {
  const parts = recordings.flatMap(({ movement }) => (movement ? [movement] : []));
  return parts.length === 0 ? null : totalMovement(parts);
}

function overallVariability(recordings: readonly EvaluatedRecording[]): OverallVariability | null {
  const errors = recordings.flatMap(({ variability }) => variability ?? []);
  if (errors.length === 0) return null;
  const median = (value: (error: VariabilityError) => number | null) => {
    const values = errors.flatMap((error) => value(error) ?? []);
    return values.length === 0 ? null : spreadOf(values).median;
  };
  return {
    recordings: errors.length,
    sdnnMs: median((error) => error.sdnnMs),
    rmssdMs: median((error) => error.rmssdMs),
    wholeSdnnMs: median(({ wholeSdnnMs }) => wholeSdnnMs && Math.abs(wholeSdnnMs)),
    wholeRmssdMs: median(({ wholeRmssdMs }) => wholeRmssdMs && Math.abs(wholeRmssdMs)),
    wholeRecordings: errors.filter(({ wholeSdnnMs }) => wholeSdnnMs !== null).length,
    meanRatePerMin: median((error) => error.meanRatePerMin),
  };
}
