import type { HistoryEvent, TrendAnswer, TrendName } from "../../../src/wire/history.ts";

const MINUTE_MS = 60_000;
/** Lengths of a table's rows, minutes. */
const INTERVALS_MIN = [1, 5, 10, 15, 30, 60] as const;
/** A longer table is not read. */
const MOST_ROWS = 300;

/** A rate over one row's time. */
export interface RowRate {
  /** Mean of the seconds that were shown and not held, /min; null: none was. */
  readonly mean: number | null;
  readonly min: number | null;
  readonly max: number | null;
  /** Share of the row's seconds that were shown and not held, 0..1. */
  readonly share: number;
}

export interface TableRow {
  /** Begin of the row, ms. */
  readonly tMs: number;
  readonly pulse: RowRate;
  readonly respiration: RowRate;
  /** Oldest first. */
  readonly events: readonly HistoryEvent[];
}

/** The intervals that a stretch may be cut into without too long a table. */
export function fittingIntervals({ fromMs, toMs }: Pick<TrendAnswer, "fromMs" | "toMs">): number[] {
  return INTERVALS_MIN.filter((minutes) => (toMs - fromMs) / (minutes * MINUTE_MS) <= MOST_ROWS);
}

/** Sums a trend of minutes up to rows that begin at whole intervals, newest first. Allocates. */
export function tableRows(answer: TrendAnswer, events: readonly HistoryEvent[], intervalMin: number): TableRow[] {
  const lengthMs = intervalMin * MINUTE_MS;
  // By the screen's own clock, so that rows begin at its whole hours.
  const offsetMs = new Date(answer.toMs).getTimezoneOffset() * MINUTE_MS;
  const begin = (tMs: number) => Math.floor((tMs - offsetMs) / lengthMs) * lengthMs + offsetMs;
  const rows: TableRow[] = [];
  for (let tMs = begin(answer.toMs - 1); tMs + lengthMs > answer.fromMs; tMs -= lengthMs) {
    const inRow = (timeMs: number) => timeMs >= tMs && timeMs < tMs + lengthMs;
    const minutes = answer.at.flatMap((slot, i) => (inRow(answer.fromMs + slot * answer.stepMs) ? [i] : []));
    rows.push({
      tMs,
      pulse: rowRate(answer, "pulseBpm", minutes, intervalMin),
      respiration: rowRate(answer, "respirationBrpm", minutes, intervalMin),
      events: events.filter((event) => inRow(event.tMs)).sort((a, b) => a.tMs - b.tMs),
    });
  }
  return rows;
}

function rowRate({ series }: TrendAnswer, name: TrendName, minutes: readonly number[], intervalMin: number): RowRate {
  const { mean, min = [], max = [], share = [] } = series[name];
  let weight = 0;
  let sum = 0;
  const extremes: { min: number | null; max: number | null } = { min: null, max: null };
  for (const i of minutes) {
    const [value, low, high] = [mean[i], min[i] ?? null, max[i] ?? null];
    if (value === null || low === null || high === null) continue;
    weight += share[i];
    sum += share[i] * value;
    extremes.min = Math.min(extremes.min ?? low, low);
    extremes.max = Math.max(extremes.max ?? high, high);
  }
  return { mean: weight > 0 ? sum / weight : null, ...extremes, share: weight / intervalMin };
}
