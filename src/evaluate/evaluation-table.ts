import type { EvaluationReport, OverallFigures, OverallVariability } from "./evaluation-report.ts";
import type { VitalFigures } from "./vital-figures.ts";

const NONE = "-";
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

function variability({ recordings, sdnnMs, rmssdMs, meanRatePerMin }: OverallVariability): string {
  const errors = `SDNN ${fixed(sdnnMs, 1)} ms, RMSSD ${fixed(rmssdMs, 1)} ms, mean rate ${fixed(meanRatePerMin, 2)} /min`;
  return `Variability, median error over ${recordings} recordings with intervals: ${errors}`;
}

export function fixed(value: number | null, digits: number): string {
  return value === null ? NONE : value.toFixed(digits);
}

export function percent(share: number | null): string {
  return share === null ? NONE : `${(100 * share).toFixed(share > 0.995 && share < 1 ? 1 : 0)} %`;
}

/** Columns padded to their widest cell: names to the left, figures to the right. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((cells) => cells[column].length)));
  return rows.map((cells) =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column])))
      .join("  ")
      .trimEnd(),
  );
}
