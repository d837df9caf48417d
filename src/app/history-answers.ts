import {
  TREND_NAMES,
  type TrendAnswer,
  type TrendColumns,
  type TrendMarkName,
  type TrendName,
} from "../wire/history.ts";
import type { TimeRange } from "../history/store.ts";
import { TREND_MARKS, type TrendMinutes, type TrendSeconds } from "../history/trend.ts";

const MARK_NAMES: readonly TrendMarkName[] = TREND_MARKS;

/** The whole steps of which any part lies in a range. */
export function wholeSteps({ fromMs, toMs }: TimeRange, stepMs: number): TimeRange {
  return { fromMs: Math.floor(fromMs / stepMs) * stepMs, toMs: Math.ceil(toMs / stepMs) * stepMs };
}

/** A stretch of seconds as a page is told it; `range` in whole seconds. Allocates. */
export function secondsAnswer(bed: string, range: TimeRange, seconds: TrendSeconds): TrendAnswer {
  return answer(bed, range, 1000, seconds, (name) => ({ mean: seconds.values[name].map(plain) }));
}

/** A stretch of minutes as a page is told it; `range` in whole minutes. Allocates. */
export function minutesAnswer(bed: string, range: TimeRange, minutes: TrendMinutes): TrendAnswer {
  return answer(bed, range, 60_000, minutes, (name) => {
    const { mean, min, max, share } = minutes.values[name];
    return {
      mean: mean.map(plain),
      min: min.map(plain),
      max: max.map(plain),
      share: share.map((part) => plain(part) ?? 0),
    };
  });
}

function answer(
  bed: string,
  range: TimeRange,
  stepMs: TrendAnswer["stepMs"],
  { tMs, marks }: Pick<TrendMinutes, "tMs" | "marks">,
  columns: (name: TrendName) => TrendColumns,
): TrendAnswer {
  const series = Object.fromEntries(TREND_NAMES.map((name) => [name, columns(name)]));
  const at = tMs.map((time) => (time - range.fromMs) / stepMs);
  return { bed, ...range, stepMs, at, marks, markNames: MARK_NAMES, series: series as TrendAnswer["series"] };
}

/** Stored in single precision: the digits beyond are no part of the value. */
function plain(value: number | null): number | null {
  return value === null ? null : Number(value.toPrecision(7));
}
