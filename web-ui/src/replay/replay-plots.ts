import type { ReplayOverview, ReplayState, ReplayTruth } from "../../../src/wire/replay.ts";
import type { Plot, TimeAxis } from "../trends/plot-options.ts";

import type { Vital } from "./verdicts.ts";

const TICKS_S = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600];
const TICK_ROOM_PX = 60;

/** Marks of an axis that counts from the recording's first picture. */
const RUNNING_AXIS: TimeAxis = {
  ticks({ fromMs, toMs }, widthPx) {
    const room = Math.max(1, widthPx / TICK_ROOM_PX);
    const stepMs = 1000 * (TICKS_S.find((step) => (toMs - fromMs) / (1000 * step) <= room) ?? 7200);
    const ticks: number[] = [];
    for (let tMs = Math.ceil(fromMs / stepMs) * stepMs; tMs <= toMs; tMs += stepMs) ticks.push(tMs);
    return ticks;
  },
  words: runningWords,
};

/** A time of a recording as M:SS, or H:MM:SS. */
export function runningWords(tMs: number): string {
  const seconds = Math.round(tMs / 1000);
  const two = (part: number) => String(part).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** A vital over the whole replay, with the truth as a line and how far from it is right as a band. */
export function replayPlot(overview: ReplayOverview, state: ReplayState, vital: Vital, withTime: boolean): Plot {
  const { rate, held } = overview[vital];
  const truth = state.truth[vital];
  const known = overview.tMs.map((tMs) => truthAt(truth, tMs));
  const tolerance = truth?.tolerancePerMin ?? 0;
  const around = (by: number) => known.map((value) => (value === null ? null : value + by));
  return {
    stretch: { fromMs: 0, toMs: Math.max(state.durationMs ?? 0, overview.tMs.at(-1) ?? 0, 1000) },
    xs: overview.tMs,
    lines: [
      { values: rate.map((value, at) => (held[at] ? null : value)), colour: vital, dashed: false },
      { values: rate.map((value, at) => (held[at] ? value : null)), colour: vital, dashed: true },
      { values: known, colour: "text", dashed: true, widthPx: 2 },
    ],
    band: truth === null ? null : { min: around(-tolerance), max: around(tolerance) },
    least: vital === "pulse" ? [40, 120] : [0, 30],
    step: 10,
    withTime,
    axis: RUNNING_AXIS,
  };
}

/** The truth as its file says it for a time: its own point, or the straight line between two; null where there is no rate. */
function truthAt(truth: ReplayTruth | null, tMs: number): number | null {
  if (truth === null) return null;
  const { rate } = truth;
  if (typeof rate === "number" || rate === null) return rate;
  const after = rate.findIndex((point) => point.tMs >= tMs);
  if (after < 0) return null;
  const next = rate[after];
  if (next.tMs === tMs) return next.ratePerMin;
  const last = rate[after - 1];
  if (!last || last.ratePerMin === null || next.ratePerMin === null) return null;
  return last.ratePerMin + ((tMs - last.tMs) / (next.tMs - last.tMs)) * (next.ratePerMin - last.ratePerMin);
}
