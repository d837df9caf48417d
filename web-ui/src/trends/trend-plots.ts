import type { TrendAnswer } from "../../../src/wire/history.ts";

import type { Plot } from "./plot-options.ts";
import { type SlotSeries, slotCount, slotSeries } from "./trend-slots.ts";

/** What may stand below the rates. */
export const THIRD_PLOTS = ["none", "variability", "activity", "confidence"] as const;
export type ThirdPlot = (typeof THIRD_PLOTS)[number];

/** A trend's series on every step, worked out once for all that shows them. */
export interface TrendShape {
  readonly answer: TrendAnswer;
  /** Begin of every step, ms. */
  readonly xs: readonly number[];
  readonly pulse: SlotSeries;
  readonly respiration: SlotSeries;
}

export function trendShape(answer: TrendAnswer): TrendShape {
  const xs = Array.from({ length: slotCount(answer) }, (_, slot) => answer.fromMs + slot * answer.stepMs);
  return {
    answer,
    xs,
    pulse: slotSeries(answer, "pulseBpm"),
    respiration: slotSeries(answer, "respirationBrpm"),
  };
}

/** Plot of a rate: its line with the minute's extremes, and dashed what was only held. */
export function ratePlot(
  { answer, xs, ...series }: TrendShape,
  vital: "pulse" | "respiration",
  withTime: boolean,
): Plot {
  const { live, held, min, max } = series[vital];
  return {
    stretch: answer,
    xs,
    lines: [
      { values: live, colour: vital, dashed: false },
      { values: held, colour: vital, dashed: true },
    ],
    band: answer.stepMs === 1000 ? null : { min, max },
    least: vital === "pulse" ? [40, 120] : [0, 30],
    step: 10,
    withTime,
  };
}

/** Plot of what else was kept; null for nothing. */
export function thirdPlot({ answer, xs }: TrendShape, third: ThirdPlot): Plot | null {
  const plain = { stretch: answer, xs, band: null, withTime: true };
  const values = (name: keyof TrendAnswer["series"]) => slotSeries(answer, name).live;
  switch (third) {
    case "none":
      return null;
    case "variability":
      return {
        ...plain,
        lines: [
          { values: values("sdnnMs"), colour: "pulse", dashed: false },
          { values: values("rmssdMs"), colour: "pulse", dashed: true },
        ],
        least: [0, 100],
        step: 20,
      };
    case "activity":
      return {
        ...plain,
        lines: [{ values: values("activity"), colour: "movement", dashed: false }],
        least: [0, 1],
        step: 1,
      };
    case "confidence":
      return {
        ...plain,
        lines: [
          { values: values("pulseConfidence"), colour: "pulse", dashed: false },
          { values: values("respirationConfidence"), colour: "respiration", dashed: true },
        ],
        least: [0, 1],
        step: 1,
      };
  }
}
