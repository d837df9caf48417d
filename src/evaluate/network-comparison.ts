import type { EvaluationReport } from "./evaluation-report.ts";
import { falseOf } from "./evaluation-table.ts";
import { aligned, NONE, percent } from "./figure-words.ts";
import type { VitalFigures } from "./vital-figures.ts";

/** One evaluation of the same recordings: `label` tells with which network, or `off`. */
export interface ComparedReport {
  readonly label: string;
  readonly report: EvaluationReport;
}

const COLUMNS = ["coverage", "right", "false"];

/** The pulse figures of several evaluations side by side, in rows: per recording, over all, and of sure rates. The first row is the head. */
export function comparisonRows(compared: readonly ComparedReport[]): string[][] {
  const head = ["", "seconds", ...COLUMNS.flatMap((column) => compared.map(({ label }) => `${column} ${label}`))];
  const names = [...new Set(compared.flatMap(({ report }) => report.recordings.map(({ name }) => name)))];
  const rows = names.flatMap((name) => {
    const figures = compared.map(({ report }) => report.recordings.find((each) => each.name === name)?.pulse ?? null);
    return figures.every((each) => each === null) ? [] : [comparedRow(name, figures)];
  });
  const overall = compared.map(({ report }) => report.overall.pulse);
  const sure = overall.map((figures) => percent(figures?.calibration.rightAt90 ?? null));
  const share = overall.map((figures) => percent(figures?.calibration.shareAt90 ?? null));
  return [
    head,
    ...rows,
    comparedRow("all", overall),
    ["confidence 0.9 or more", "", ...share, ...sure, ...compared.map(() => "")],
  ];
}

/** The same as plain text. */
export function comparisonTable(compared: readonly ComparedReport[]): string {
  return `${[
    `Pulse rate by network: ${compared.map(({ label }) => label).join(", ")}`,
    ...aligned(comparisonRows(compared)),
    "coverage: of seconds with a true rate; right: of rates shown, within the tolerance; false: shown where there is no pulse",
    "confidence 0.9 or more: share of shown rates that carry it, and of those that are right",
  ].join("\n")}\n`;
}

function comparedRow(name: string, figures: readonly (VitalFigures | null)[]): string[] {
  const each = (cell: (of: VitalFigures) => string) => figures.map((of) => (of ? cell(of) : NONE));
  const rated = figures.find((of) => of !== null)?.ratedSeconds ?? 0;
  return [
    name,
    String(rated),
    ...each(({ coverage }) => percent(coverage)),
    ...each(({ withinTolerance }) => percent(withinTolerance)),
    ...each(falseOf),
  ];
}
