import type { AlignedData, Options, Series } from "uplot";

import type { Palette, SignColour } from "./palette.ts";
import type { Stretch } from "./past.ts";
import { LEFT_PX, RIGHT_PX, tickWords, timeTicks } from "./trend-frame.ts";

const TIME_AXIS_PX = 26;
const LEVEL_ROOM_PX = 30;

/** One line of a plot. */
export interface PlotLine {
  /** A value for each x; null: a gap. */
  readonly values: readonly (number | null)[];
  readonly colour: SignColour;
  /** Thin and dashed: an older value that is only held, or a second figure of the same colour. */
  readonly dashed: boolean;
  /** CSS pixels; where absent, 1 for a dashed line, more for others. */
  readonly widthPx?: number;
}

/** What a plot draws. */
export interface Plot {
  readonly stretch: Stretch;
  /** Times, ms, rising. */
  readonly xs: readonly number[];
  readonly lines: readonly PlotLine[];
  /** Least and greatest beside the first line; null where there are none. */
  readonly band: { readonly min: readonly (number | null)[]; readonly max: readonly (number | null)[] } | null;
  /** Range that the scale of values has at least. */
  readonly least: readonly [number, number];
  /** The scale grows in steps of this. */
  readonly step: number;
  /** The axis of time is drawn below. */
  readonly withTime: boolean;
  /** How that is marked; by the clock where absent. */
  readonly axis?: TimeAxis;
}

/** The marks of an axis of time. */
export interface TimeAxis {
  /** Their times, ms, where they have room within a width in CSS pixels. */
  readonly ticks: (stretch: Stretch, widthPx: number) => number[];
  readonly words: (tMs: number) => string;
}

const CLOCK_AXIS: TimeAxis = { ticks: timeTicks, words: tickWords };

/** Options of a plot of a size, without cursor. `scale`: of type and strokes. */
export function plotOptions(plot: Plot, palette: Palette, size: { width: number; height: number }, scale = 1): Options {
  const { stretch, lines, band, axis: time = CLOCK_AXIS } = plot;
  const axis = {
    stroke: palette.muted,
    font: `${12 * scale}px system-ui, sans-serif`,
    grid: { stroke: palette.line, width: scale },
    ticks: { show: false },
  };
  const [low, high] = levels(plot);
  return {
    ...size,
    ms: 1,
    padding: [8 * scale, RIGHT_PX * scale, plot.withTime ? 0 : 6 * scale, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: { x: { time: false, range: [stretch.fromMs, stretch.toMs] }, y: { range: [low, high] } },
    axes: [
      {
        ...axis,
        show: plot.withTime,
        size: TIME_AXIS_PX * scale,
        splits: () => time.ticks(stretch, size.width / scale),
        values: (_, ticks) => ticks.map(time.words),
      },
      {
        ...axis,
        size: LEFT_PX * scale,
        space: LEVEL_ROOM_PX * scale,
        incrs: [1, 2, 5, 10, 20, 50, 100, 0.05, 0.1, 0.2, 0.5].sort((a, b) => a - b),
      },
    ],
    // The band lies below the lines.
    series: [
      {},
      ...(band ? [edgeSeries(), edgeSeries()] : []),
      ...lines.map(({ colour, dashed, widthPx = dashed ? 1 : 1.75 }) =>
        lineSeries(palette[colour], dashed, widthPx * scale, scale),
      ),
    ],
    ...(band && { bands: [{ series: [1, 2], fill: `${palette[lines[0].colour]}55` }] }),
  };
}

/** Data of a plot in the order of its options' series. Aliases its arrays. */
export function plotData({ xs, lines, band }: Plot): AlignedData {
  const columns = [...(band ? [band.max, band.min] : []), ...lines.map(({ values }) => values)];
  return [xs, ...columns] as AlignedData;
}

/** Ends of the scale: its least range, grown by whole steps to hold every value. */
function levels({ lines, band, least, step }: Plot): [number, number] {
  let [low, high] = least;
  for (const column of [...lines.map(({ values }) => values), ...(band ? [band.min, band.max] : [])]) {
    for (const value of column) {
      if (value === null) continue;
      low = Math.min(low, Math.floor(value / step) * step);
      high = Math.max(high, Math.ceil(value / step) * step);
    }
  }
  return [low, high];
}

function lineSeries(stroke: string, dashed: boolean, width: number, scale: number): Series {
  return {
    stroke,
    width,
    ...(dashed && { dash: [3 * scale, 3 * scale] }),
    // A value between two gaps would be no line.
    points: { show: true, size: 3.5 * scale, fill: stroke, filter: (u, series) => lonely(u.data[series]) },
  };
}

function edgeSeries(): Series {
  return { stroke: "transparent", points: { show: false } };
}

function lonely(values: ArrayLike<number | null | undefined>): number[] {
  const found: number[] = [];
  const isThere = (i: number) => values[i] !== null && values[i] !== undefined;
  for (let i = 0; i < values.length; i += 1) if (isThere(i) && !isThere(i - 1) && !isThere(i + 1)) found.push(i);
  return found;
}
