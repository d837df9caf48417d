import type { Breakdown } from "./breakdown.ts";
import type { OverallFigures, RecordingFigures } from "./evaluation-report.ts";
import { falseOf } from "./evaluation-table.ts";
import { fixed, percent } from "./figure-words.ts";
import type { VitalFigures } from "./vital-figures.ts";
import type { VitalRules } from "./vital-rules.ts";

const COLUMNS = [
  "seconds",
  "coverage",
  "longest gap, s",
  "gaps/h",
  "MAE",
  "RMSE",
  "&le; 3",
  "&le; 5",
  "&le; tolerance",
  "false",
];

/** Text as HTML shows it. */
export function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/** All recordings together: each figure with what the best constant answer would have scored. */
export function overallTable(figures: OverallFigures): string {
  const { bestConstant: best } = figures;
  const rate = (key: "mae" | "rmse", name: string) =>
    line(name, `${fixed(figures[key], 2)} /min`, `${fixed(best[key]?.score ?? null, 2)} /min`);
  const share = (key: "within3" | "within5" | "withinTolerance", name: string) =>
    line(name, percent(figures[key]), percent(best[key]?.score ?? null));
  return `<div class="wide"><table><tr><th>${figures.recordings} recordings</th><th>Afar</th><th>best constant</th></tr>
${rate("mae", "mean absolute error of shown rates")}
${rate("rmse", "root mean square error of shown rates")}
${share("within3", "shown rates within 3 /min")}
${share("within5", "shown rates within 5 /min")}
${share("withinTolerance", "shown rates within the recording's tolerance")}
${line(`coverage of ${figures.ratedSeconds} s with a true rate`, percent(figures.coverage), "100 %")}
${line("longest gap", `${figures.longestGapS} s`, "0 s")}
${line("gaps per hour", fixed(figures.gapsPerHour, 1), "0")}
${line("held seconds, and how many of their rates are right", `${figures.heldSeconds}, ${percent(figures.heldWithinTolerance)}`, "-")}
${line(`false seconds of ${figures.silentSeconds} without any`, String(figures.falseSeconds), String(figures.silentSeconds))}
</table></div>`;
}

/** Figures by recording. */
export function figuresTable(recordings: readonly RecordingFigures[], vital: VitalRules["name"]): string {
  return table(
    "recording",
    recordings.flatMap(({ name, [vital]: figures }) => (figures ? [[name, figures] as const] : [])),
  );
}

/** Figures by group, under a heading. */
export function breakdownTable(heading: string, groups: readonly Breakdown[]): string {
  const rows = groups.map(
    ({ group, recordings, figures }) => [`${group} (${recordings} recordings)`, figures] as const,
  );
  return `<h3>${escaped(heading[0].toUpperCase() + heading.slice(1))}</h3>${table("group", rows)}`;
}

function table(first: string, rows: readonly (readonly [string, VitalFigures])[]): string {
  const head = [first, ...COLUMNS].map((column) => `<th>${column}</th>`).join("");
  const body = rows.map(([name, figures]) => `<tr><td>${escaped(name)}</td>${cells(figures)}</tr>`);
  return `<div class="wide"><table><tr>${head}</tr>\n${body.join("\n")}</table></div>
<p><small>In brackets: the best constant answer of the same seconds.</small></p>`;
}

function cells(figures: VitalFigures): string {
  const { bestConstant: best, falseSeconds } = figures;
  const none = figures.ratedSeconds === 0;
  const pair = (own: string, constant: string) => (none ? "-" : `${own} <small>(${constant})</small>`);
  const error = (key: "mae" | "rmse") => pair(fixed(figures[key], 2), fixed(best[key]?.score ?? null, 1));
  const share = (key: "within3" | "within5" | "withinTolerance") =>
    pair(percent(figures[key]), percent(best[key]?.score ?? null));
  const falseText = falseOf(figures);
  return [
    figures.ratedSeconds,
    percent(figures.coverage),
    none ? "-" : figures.longestGapS,
    fixed(figures.gapsPerHour, 0),
    error("mae"),
    error("rmse"),
    share("within3"),
    share("within5"),
    share("withinTolerance"),
    falseSeconds > 0 ? `<span class="bad">${falseText}</span>` : falseText,
  ]
    .map((cell) => `<td>${cell}</td>`)
    .join("");
}

function line(name: string, own: string, constant: string): string {
  return `<tr><td>${escaped(name)}</td><td>${own}</td><td>${constant}</td></tr>`;
}
