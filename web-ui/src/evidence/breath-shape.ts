import type { PlotSize } from "./spectrum-shape.ts";

/** Every rate that may be claimed, 4..60 /min; slow breathing is given the room that it needs by a logarithmic axis. */
export const BREATH_AXIS_BRPM = { from: 4, to: 60, ticks: [5, 10, 15, 20, 30, 40, 60] } as const;
/** The bed tells the breaths of the last 30 s. */
export const BREATH_MARKS_MS = 30_000;

export function xOfBreathRate(rateBrpm: number, size: PlotSize): number {
  const { from, to } = BREATH_AXIS_BRPM;
  return (Math.log(rateBrpm / from) / Math.log(to / from)) * size.width;
}

/** Places of the breaths that began in the last 30 s, 0 (30 s ago) to the plot's width (now). */
export function breathMarks(breathsMs: readonly number[], nowTMs: number, widthPx: number): number[] {
  return breathsMs
    .map((tMs) => nowTMs - tMs)
    .filter((ageMs) => ageMs >= 0 && ageMs <= BREATH_MARKS_MS)
    .map((ageMs) => (1 - ageMs / BREATH_MARKS_MS) * widthPx);
}
