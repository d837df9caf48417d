import { breathWords } from "./breath-words.ts";
import type { EvaluationReport, OverallFigures, OverallVariability, RecordingFigures } from "./evaluation-report.ts";
import { aligned, fixed, NONE, percent } from "./figure-words.ts";
import { MOVEMENT_COLUMNS, movementCells } from "./movement-table.ts";
import type { VitalFigures } from "./vital-figures.ts";

const HEAD = ["", "seconds", "coverage", "gap s", "gaps/h", "MAE", "RMSE", "<= 3", "<= 5", "<= tol.", "false"];

/** The figures as a table of plain text: per recording and overall, with what the best constant answer would have scored. */
export function evaluationTable(report: EvaluationReport): string {
  const { overall, recordings, failed, unscored } = report;
  const lines: string[] = [];
  for (const vital of ["pulse", "respiration"] as const) {
    const all = overall[vital];
    if (all === null) continue;
    const rows = recordings.flatMap(({ name, [vital]: figures }) => (figures ? [row(name, figures)] : []));
    const groups = [...all.byRate, ...Object.values(all.byLabel).flat()];
    const groupRows = groups.map(({ group, figures }) => row(`  ${group}`, figures));
    const total = [row(`all ${all.recordings}`, all), ...groupRows];
    lines.push(
      vital === "pulse" ? "Pulse rate, /min" : "Respiration rate, /min",
      ...aligned([HEAD, ...rows, ...total]),
    );
    lines.push("in brackets: the best constant answer; seconds: with a true rate; false: of those without any", "");
    lines.push(...confidence(all), "");
  }
  lines.push(...breathless(recordings), ...movement(report));
  if (overall.variability) lines.push(variability(overall.variability), "");
  for (const { name, note } of recordings) if (note) lines.push(`${name}: used as far as it goes; ${note}`);
  for (const { name, cause } of failed) lines.push(`${name}: not evaluated; ${cause}`);
  if (unscored.length > 0) lines.push(`without a truth to hold against a rate: ${unscored.join(", ")}`);
  return `${lines.join("\n").trimEnd()}\n`;
}

function row(name: string, figures: VitalFigures): string[] {
  const { bestConstant: best } = figures;
  const error = (key: "mae" | "rmse") => `${fixed(figures[key], 2)} (${fixed(best[key]?.score ?? null, 1)})`;
  const share = (key: "within3" | "within5" | "withinTolerance") =>
    `${percent(figures[key])} (${percent(best[key]?.score ?? null)})`;
  if (figures.ratedSeconds === 0) return [name, "0", ...new Array(8).fill(NONE), falseOf(figures)];
  return [
    name,
    String(figures.ratedSeconds),
    percent(figures.coverage),
    String(figures.longestGapS),
    fixed(figures.gapsPerHour, 0),
    error("mae"),
    error("rmse"),
    share("within3"),
    share("within5"),
    share("withinTolerance"),
    falseOf(figures),
  ];
}

/** False seconds of those without a true rate, in words; a dash where there are none. */
export function falseOf({ falseSeconds, silentSeconds }: VitalFigures): string {
  return silentSeconds === 0 ? NONE : `${falseSeconds} of ${silentSeconds}`;
}

function confidence({ calibration, meanRisk, blandAltman: agreement }: OverallFigures): string[] {
  const bins = calibration.bins
    .filter(({ count }) => count > 0)
    .map(({ from, to, count, rightShare }) => `${fixed(from, 1)}-${fixed(to, 1)}: ${percent(rightShare)} of ${count}`);
  return [
    `confidence 0.9 or more: ${percent(calibration.rightAt90)} right, carried by ${percent(calibration.shareAt90)} of shown rates`,
    `right by confidence: ${bins.join(", ") || NONE}`,
    `expected calibration error ${fixed(calibration.expectedError, 3)}, mean risk over coverage ${fixed(meanRisk, 3)}`,
    agreement
      ? `shown minus true: bias ${fixed(agreement.bias, 2)}, limits of agreement ${fixed(agreement.lower, 2)} to ${fixed(agreement.upper, 2)} /min`
      : "shown minus true: too few rates",
  ];
}

/** The no-breath condition of the recordings in which it should have been, or was, raised. */
function breathless(recordings: readonly RecordingFigures[]): string[] {
  const lines = recordings.flatMap(({ name, breath }) => {
    const words = breath && breathWords(breath);
    return words ? [`${name}: ${words}`] : [];
  });
  return lines.length === 0 ? [] : ["No-breath condition", ...lines, ""];
}

function movement({ recordings, overall }: EvaluationReport): string[] {
  if (overall.movement === null) return [];
  const rows = recordings.flatMap(({ name, movement }) =>
    (movement ?? []).map((figures) => [`${name}: ${figures.what}`, ...movementCells(figures)]),
  );
  const total = overall.movement.map((figures) => [`all: ${figures.what}`, ...movementCells(figures)]);
  return [
    "Movement of the face",
    ...aligned([["", ...MOVEMENT_COLUMNS], ...rows, ...total]),
    "found: within 0.5 s of the truth; seen, right: shares of the time judged, and of that seen",
    "",
  ];
}

function variability(errors: OverallVariability): string {
  const { recordings, sdnnMs, rmssdMs, wholeSdnnMs, wholeRmssdMs, wholeRecordings, meanRatePerMin } = errors;
  const minutes = `minutes: SDNN ${fixed(sdnnMs, 1)} ms, RMSSD ${fixed(rmssdMs, 1)} ms`;
  const whole = `whole recordings (${wholeRecordings}): SDNN ${fixed(wholeSdnnMs, 1)} ms, RMSSD ${fixed(wholeRmssdMs, 1)} ms`;
  const rate = `mean rate ${fixed(meanRatePerMin, 2)} /min`;
  return `Variability, median error over ${recordings} recordings with intervals: ${minutes}; ${whole}; ${rate}`;
}
