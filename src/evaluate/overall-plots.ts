import * as Plot from "@observablehq/plot";

import type { OverallFigures } from "./evaluation-report.ts";
import type { AnsweredSecond } from "./judged-seconds.ts";
import { drawPlot, thinned } from "./plot-drawing.ts";

/** Points beyond which a cloud is thinned. */
const MOST_POINTS = 3000;
const INK = "#1f4e8c";
const ALARM = "#b3261e";
const FAINT = "#999";

/** Shown against true rate; the line is where both are equal. */
export function agreementPlot(shown: readonly AnsweredSecond[]): string {
  const points = thinned(shown, MOST_POINTS);
  const rates = points.flatMap(({ truth, ratePerMin }) => [truth.mean, ratePerMin]);
  const range: [number, number] = [Math.min(...rates) - 5, Math.max(...rates) + 5];
  return drawPlot("shown rate against true rate", {
    x: { label: "true rate, /min", domain: range },
    y: { label: "shown rate, /min", domain: range },
    marks: [
      Plot.line([range[0], range[1]], { x: (rate: number) => rate, y: (rate: number) => rate, stroke: FAINT }),
      Plot.dot(points, {
        x: (second: AnsweredSecond) => second.truth.mean,
        y: "ratePerMin",
        r: 2,
        fill: (second: AnsweredSecond) => colourOf(second),
        fillOpacity: 0.5,
      }),
    ],
  });
}

/** Difference over mean of shown and true rate, with bias and limits of agreement. */
export function blandAltmanPlot(shown: readonly AnsweredSecond[], agreement: OverallFigures["blandAltman"]): string {
  const points = thinned(
    shown.filter(({ moving }) => !moving),
    MOST_POINTS,
  );
  const lines = agreement ? [agreement.lower, agreement.bias, agreement.upper] : [];
  return drawPlot("Bland-Altman plot", {
    x: { label: "mean of shown and true rate, /min" },
    y: { label: "shown minus true, /min" },
    marks: [
      Plot.ruleY([0], { stroke: FAINT }),
      Plot.dot(points, {
        x: (second: AnsweredSecond) => (second.ratePerMin + second.truth.mean) / 2,
        y: "error",
        r: 2,
        fill: (second: AnsweredSecond) => colourOf(second),
        fillOpacity: 0.5,
      }),
      Plot.ruleY(lines, { stroke: "#222", strokeDasharray: "5 4" }),
      Plot.text(lines, {
        y: (line: number) => line,
        text: (line: number) => line.toFixed(2),
        frameAnchor: "right",
        dy: -7,
        fill: "#222",
      }),
    ],
  });
}

/** Share of wrong rates if only those of the highest confidence were shown. */
export function riskPlot({ riskCoverage }: OverallFigures): string {
  return drawPlot("risk-coverage curve", {
    x: { label: "coverage, % of seconds with a true rate", domain: [0, 100] },
    y: {
      label: "wrong, % of rates kept",
      domain: [0, 110 * riskCoverage.reduce((most, { risk }) => Math.max(most, risk), 0.05)],
    },
    marks: [
      Plot.line(thinned(riskCoverage, MOST_POINTS), {
        x: (point: { coverage: number }) => 100 * point.coverage,
        y: (point: { risk: number }) => 100 * point.risk,
        curve: "step-before",
        stroke: INK,
        strokeWidth: 2,
      }),
      ...(riskCoverage.length === 1
        ? [Plot.dot(riskCoverage, { x: [100 * riskCoverage[0].coverage], y: [100 * riskCoverage[0].risk], fill: INK })]
        : []),
    ],
  });
}

/** Share of right rates by confidence, with the number of rates; the line is perfect calibration. */
export function calibrationPlot({ calibration }: OverallFigures): string {
  const bins = calibration.bins.filter(({ count }) => count > 0);
  const x = (bin: { meanConfidence: number | null }) => 100 * (bin.meanConfidence ?? 0);
  const y = (bin: { rightShare: number | null }) => 100 * (bin.rightShare ?? 0);
  return drawPlot("calibration curve", {
    x: { label: "mean confidence of the bin, %", domain: [0, 100] },
    y: { label: "right, %", domain: [0, 105], ticks: [0, 20, 40, 60, 80, 100] },
    marks: [
      Plot.line([0, 100], { x: (share: number) => share, y: (share: number) => share, stroke: FAINT }),
      Plot.line(bins, { x, y, stroke: INK }),
      Plot.dot(bins, { x, y, fill: INK, r: 4 }),
      Plot.text(bins, { x, y, text: (bin: { count: number }) => String(bin.count), dy: 14, fill: "#222" }),
    ],
  });
}

function colourOf({ error, tolerancePerMin }: AnsweredSecond): string {
  return Math.abs(error) <= tolerancePerMin ? INK : ALARM;
}
