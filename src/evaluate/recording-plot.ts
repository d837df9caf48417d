import * as Plot from "@observablehq/plot";

import type { EvaluatedRecording } from "./evaluation.ts";
import { drawPlot } from "./plot-drawing.ts";
import { planTruthCurve } from "./truth-curve.ts";
import type { VitalRules } from "./vital-rules.ts";

interface TimedRate {
  readonly s: number;
  readonly rate: number;
}

/** Rates that are drawn where there is none, and how far the axis reaches beyond others, /min. */
const AXIS = { pulse: { empty: [40, 120], beyond: 8 }, respiration: { empty: [4, 40], beyond: 4 } } as const;

/**
 * One recording's rates over time: the truth as a line, shown rates as dots, held ones as rings, false ones in red; below
 * them a bar where the no-breath condition was raised.
 */
export function recordingPlot(recording: EvaluatedRecording, vital: VitalRules["name"]): string {
  const { readings, truth } = recording;
  const judged = recording[vital];
  const shown = readings.flatMap((reading) => {
    const rate = reading[vital];
    return rate === null || rate.ratePerMin === null
      ? []
      : [{ s: reading.tMs / 1000, rate: rate.ratePerMin, held: rate.held }];
  });
  const falseMs = new Set(judged?.silent.filter(({ ratePerMin }) => ratePerMin !== null).map(({ tMs }) => tMs));
  const wrongMs = new Set(
    judged?.rated
      .filter(({ error, tolerancePerMin }) => error !== null && Math.abs(error) > tolerancePerMin)
      .map(({ tMs }) => tMs),
  );
  const colour = ({ s }: TimedRate) => (falseMs.has(1000 * s) || wrongMs.has(1000 * s) ? "#b3261e" : "#1f4e8c");
  const endS = (readings.at(-1)?.tMs ?? 1000) / 1000;
  const reference = truth[vital];
  const curve = reference && planTruthCurve(reference);
  const points = readings.map(({ tMs }): { s: number; rate: number | null } => ({
    s: tMs / 1000,
    rate: curve?.noneSinceMs(tMs) === null ? (curve.over(tMs, 1)?.mean ?? null) : null,
  }));
  const silences = points.filter((_, i) => curve !== null && curve.noneSinceMs(readings[i].tMs) !== null);
  const rates = [...shown, ...points].flatMap(({ rate }) => rate ?? []);
  const { empty, beyond } = AXIS[vital];
  const domain = rates.length === 0 ? empty : [least(rates) - beyond, most(rates) + beyond];
  const raised = vital === "respiration" ? (recording.breath?.raisedS ?? []) : [];
  return drawPlot("rates over time", {
    width: 460,
    height: 190,
    x: { label: "s", domain: [0, endS] },
    y: { label: "/min", domain },
    marks: [
      Plot.rectX(silences, { x1: (point: { s: number }) => point.s - 1, x2: "s", fill: "#eee" }),
      Plot.line(points, { x: "s", y: "rate", stroke: "#222", strokeWidth: 1.5 }),
      Plot.ruleY(
        raised.map(([fromS, toS]) => ({ fromS: fromS - 1, toS })),
        { x1: "fromS", x2: "toS", y: domain[0], stroke: "#8a5a00", strokeWidth: 4 },
      ),
      Plot.dot(
        shown.filter(({ held }) => !held),
        { x: "s", y: "rate", r: 2, fill: colour },
      ),
      Plot.dot(
        shown.filter(({ held }) => held),
        { x: "s", y: "rate", r: 2.5, stroke: colour, fill: "white" },
      ),
    ],
  });
}

function least(values: readonly number[]): number {
  return values.reduce((least, value) => Math.min(least, value));
}

function most(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value));
}
