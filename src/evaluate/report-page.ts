import type { EvaluatedRecording } from "./evaluation.ts";
import type { EvaluationReport, OverallFigures } from "./evaluation-report.ts";
import { fixed, percent } from "./figure-words.ts";
import { answered } from "./judged-seconds.ts";
import { agreementPlot, blandAltmanPlot, calibrationPlot, riskPlot } from "./overall-plots.ts";
import { recordingPlot } from "./recording-plot.ts";
import { breathlessSection, movementSection } from "./report-movement.ts";
import { breakdownTable, escaped, figuresTable, overallTable } from "./report-tables.ts";
import type { VitalRules } from "./vital-rules.ts";

/** Recordings that get a plot of their own: of more, those with the most wrong and false seconds. */
const MOST_RECORDINGS = 60;

const STYLE = `
body { font: 15px/1.45 system-ui, sans-serif; color: #222; background: #fff; margin: 2rem auto; max-width: 1180px; padding: 0 1rem; }
h1 { font-size: 1.7rem; margin-bottom: 0; } h2 { margin-top: 2.2rem; border-bottom: 1px solid #ccc; }
.notice { border: 2px solid #b3261e; color: #b3261e; padding: .4rem .8rem; font-weight: 600; display: inline-block; }
.plots { display: flex; flex-wrap: wrap; gap: 1rem; } figure { margin: 0; } figcaption { font-size: 13px; overflow-wrap: anywhere; max-width: 460px; }
.wide { overflow-x: auto; } table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 13px; }
th, td { text-align: right; padding: .2rem .55rem; border-bottom: 1px solid #ddd; white-space: nowrap; }
th:first-child, td:first-child { text-align: left; } small { color: #555; } .bad { color: #b3261e; font-weight: 600; }
`;

/** What a report says of itself. */
export interface ReportTitle {
  /** Name of the folder that was evaluated. */
  readonly folder: string;
  /** What build measured it. */
  readonly build: string;
}

/** One HTML page with every figure, its plots and its method; needs neither script nor network. `networks`: see networkSection. */
export function reportPage(
  report: EvaluationReport,
  recordings: readonly EvaluatedRecording[],
  title: ReportTitle,
  networks = "",
): string {
  const { overall } = report;
  const sections = (["pulse", "respiration"] as const).flatMap((vital) => {
    const figures = overall[vital];
    return figures ? [vitalSection(report, recordings, vital, figures)] : [];
  });
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Evaluation of ${escaped(title.folder)}</title><style>${STYLE}</style></head><body>
<h1>Evaluation of ${escaped(title.folder)}</h1>
<p>Afar, build ${escaped(title.build)}; layout ${escaped(report.layout)}; ${report.recordings.length} recordings with truth.</p>
<p class="notice">Investigational, not for clinical use.</p>
${networks}
${sections.join("\n")}
${movementSection(report)}
${variabilitySection(report)}
${leftOut(report)}
<h2>Method</h2>
<ul>${report.method.map((line) => `<li>${escaped(line)}</li>`).join("\n")}
${referencesOf(report)
  .map((line) => `<li>${escaped(line)}</li>`)
  .join("\n")}</ul>
</body></html>
`;
}

function vitalSection(
  report: EvaluationReport,
  recordings: readonly EvaluatedRecording[],
  vital: VitalRules["name"],
  figures: OverallFigures,
): string {
  const scored = recordings.filter((recording) => recording[vital] !== null);
  const shown = scored.flatMap((recording) => answered(recording[vital]?.rated ?? []));
  const { calibration } = figures;
  const plots =
    shown.length === 0
      ? "<p>No rate was shown while there was a true one.</p>"
      : `<div class="plots">${[
          figure("Shown against true rate; red: beyond the tolerance", agreementPlot(shown)),
          figure("Bland-Altman: bias and limits of agreement", blandAltmanPlot(shown, figures.blandAltman)),
          figure("Risk over coverage: what if only sure rates were shown", riskPlot(figures)),
          figure("Calibration: rates of each confidence that are right, and their number", calibrationPlot(figures)),
        ].join("\n")}</div>`;
  const labels = Object.entries(figures.byLabel).map(([label, groups]) => breakdownTable(`by ${label}`, groups));
  return `<h2>${vital === "pulse" ? "Pulse rate" : "Respiration rate"}</h2>
${overallTable(figures)}
<p>Of rates shown with confidence 0.9 or more ${percent(calibration.rightAt90)} are right;
${percent(calibration.shareAt90)} of shown rates carry it. Expected calibration error ${fixed(calibration.expectedError, 3)};
mean risk over coverage ${fixed(figures.meanRisk, 3)}.</p>
${plots}
${figures.byRate.length > 0 ? breakdownTable("by true rate", figures.byRate) : ""}
${labels.join("\n")}
<h3>Per recording</h3>
${figuresTable(report.recordings, vital)}
${vital === "respiration" ? breathlessSection(report) : ""}
${recordingPlots(scored, vital)}`;
}

function recordingPlots(recordings: readonly EvaluatedRecording[], vital: VitalRules["name"]): string {
  const faults = ({ [vital]: judged }: EvaluatedRecording) =>
    (judged?.silent.filter(({ ratePerMin }) => ratePerMin !== null).length ?? 0) +
    answered(judged?.rated ?? []).filter(({ error, tolerancePerMin }) => Math.abs(error) > tolerancePerMin).length;
  const isMany = recordings.length > MOST_RECORDINGS;
  const chosen = isMany ? recordings.toSorted((a, b) => faults(b) - faults(a)).slice(0, MOST_RECORDINGS) : recordings;
  const which = isMany ? `the ${MOST_RECORDINGS} recordings with the most wrong seconds` : "every recording";
  return `<h3>Over time</h3>
<p>Line: the truth at each second; grey: there is none. Dots: rates shown; rings: held; red: wrong or false.${
    vital === "respiration" ? " Bar at the foot: the no-breath condition was raised." : ""
  } Here are ${which}.</p>
<div class="plots">${chosen.map((recording) => figure(recording.name, recordingPlot(recording, vital))).join("\n")}</div>`;
}

function variabilitySection({ overall: { variability }, recordings }: EvaluationReport): string {
  if (variability === null) return "";
  const rows = recordings.flatMap(({ name, variability: error }) =>
    error === null
      ? []
      : `<tr><td>${escaped(name)}</td><td>${fixed(error.sdnnMs, 1)}</td><td>${fixed(error.rmssdMs, 1)}</td>` +
        `<td>${fixed(error.wholeSdnnMs, 1)}</td><td>${fixed(error.wholeRmssdMs, 1)}</td>` +
        `<td>${fixed(error.meanRatePerMin, 2)}</td><td>${error.irregularSeconds} of ${error.seconds}</td></tr>`,
  );
  return `<h2>Variability</h2>
<div class="wide"><table><tr><th>error of</th><th>SDNN of minutes, ms</th><th>RMSSD</th><th>SDNN of the whole, ms</th><th>RMSSD</th><th>mean rate, /min</th><th>flagged irregular, s</th></tr>
${rows.join("\n")}
<tr><td>median of ${variability.recordings}</td><td>${fixed(variability.sdnnMs, 1)}</td><td>${fixed(variability.rmssdMs, 1)}</td>
<td>${fixed(variability.wholeSdnnMs, 1)}</td><td>${fixed(variability.wholeRmssdMs, 1)}</td>
<td>${fixed(variability.meanRatePerMin, 2)}</td><td></td></tr></table></div>`;
}

function leftOut({ recordings, failed, unscored }: EvaluationReport): string {
  const lines = [
    ...recordings.flatMap(({ name, note }) => (note ? `${name} was used as far as it goes: ${note}` : [])),
    ...failed.map(({ name, cause }) => `${name} was not evaluated: ${cause}`),
    ...unscored.map((name) => `${name} has no truth to hold against a rate.`),
  ];
  if (lines.length === 0) return "";
  return `<h2>Left out or cut short</h2><ul>${lines.map((line) => `<li>${escaped(line)}</li>`).join("\n")}</ul>`;
}

function referencesOf({ recordings }: EvaluationReport): string[] {
  const methods = [...new Set(recordings.flatMap(({ reference }) => reference ?? []))];
  return methods.map((method) => `Reference of the pulse rate used here: ${method}.`);
}

function figure(caption: string, plot: string): string {
  return `<figure>${plot}<figcaption>${escaped(caption)}</figcaption></figure>`;
}
