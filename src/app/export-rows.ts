import type { LogRow } from "../history/log-entry.ts";
import { TREND_MARKS, TREND_SERIES, type TrendSeconds } from "../history/trend.ts";

/** A cell: null for what was not measured or does not apply. */
export type Cell = string | number | boolean | null;

/** Columns in their order, with what each holds. */
export type Columns = readonly (readonly [name: string, kind: "text" | "number" | "whole" | "time" | "flag"])[];

/** Every row carries it, wherever it is copied to. */
export const STATUS = "investigational, not for clinical use";

export const TREND_COLUMNS: Columns = [
  ["time", "time"],
  ["bed", "text"],
  ["axisMs", "whole"],
  ...TREND_SERIES.map((name) => [name, "number"] as const),
  ["marks", "text"],
  ["status", "text"],
];

export const LOG_COLUMNS: Columns = [
  ["sequence", "whole"],
  ["time", "time"],
  ["recorded", "time"],
  ["late", "flag"],
  ["bed", "text"],
  ["kind", "text"],
  ["id", "text"],
  ["phase", "text"],
  ["alarm", "text"],
  ["priority", "text"],
  ["state", "text"],
  ["inactivation", "text"],
  ["text", "text"],
  ["worst", "number"],
  ["limit", "number"],
  ["unit", "text"],
  ["ended", "text"],
  ["by", "text"],
  ["details", "text"],
  ["status", "text"],
];

/** Rows of a bed's trend, by TREND_COLUMNS. Times as ms. Allocates. */
export function trendRows(bed: string, { tMs, clockMs, marks, values }: TrendSeconds): Cell[][] {
  return tMs.map((axisMs, i) => [
    clockMs[i],
    bed,
    axisMs,
    ...TREND_SERIES.map((name) => rounded(values[name][i])),
    TREND_MARKS.filter((_, bit) => (marks[i] & (1 << bit)) !== 0).join(" "),
    STATUS,
  ]);
}

/** A row of the log by LOG_COLUMNS; what no column holds stands in `details` as JSON. Allocates. */
export function logCells({ sequence, tMs, recordedMs, late, bed, kind, id, by, record }: LogRow): Cell[] {
  const { phase, alarm, priority, state, inactivation, text, value, ended, ...details } = record as AlarmRecord;
  return [
    sequence,
    tMs,
    recordedMs,
    late,
    bed,
    kind,
    id,
    phase ?? null,
    alarm ?? null,
    priority ?? null,
    state ?? null,
    inactivation ?? null,
    text ?? null,
    value?.worst ?? null,
    value?.limit ?? null,
    value?.unit ?? null,
    ended ?? null,
    by,
    JSON.stringify(details),
    STATUS,
  ];
}

interface AlarmRecord {
  readonly phase?: string;
  readonly alarm?: string;
  readonly priority?: string;
  readonly state?: string;
  readonly inactivation?: string;
  readonly text?: string;
  readonly value?: { readonly worst: number; readonly limit: number; readonly unit: string } | null;
  readonly ended?: string | null;
}

/** Stored in single precision: the digits beyond are no part of the value. */
function rounded(value: number | null): number | null {
  return value === null ? null : Number(value.toPrecision(7));
}
