/** What is kept every second. Names may be added at the end, never moved or removed: their order is that of the stored bytes. */
export const TREND_SERIES = [
  /** /min. */
  "pulseBpm",
  /** /min. */
  "respirationBrpm",
  /** Probability 0..1. */
  "pulseConfidence",
  /** Probability 0..1. */
  "respirationConfidence",
  /** ms. */
  "sdnnMs",
  /** ms. */
  "rmssdMs",
  /** Facial activity, 0..1. */
  "activity",
] as const;
export type TrendSeries = (typeof TREND_SERIES)[number];

/** What a second is marked with; bit 0 first. Names may be added at the end, at most 31. */
export const TREND_MARKS = [
  /** The value is an older one that is held: it does not count as shown. */
  "pulse-held",
  "respiration-held",
  "pulse-doubtful",
  "respiration-doubtful",
  "irregular",
  "alarm-high",
  "alarm-medium",
  "alarm-low",
  "technical",
  "standby",
  "privacy",
  "demo",
  /** Nobody had said that the face in view was the patient's. */
  "unconfirmed",
] as const;
export type TrendMark = (typeof TREND_MARKS)[number];

/** One bed's values at one second. */
export interface TrendSecond {
  readonly bed: string;
  /** ms of the station's clock. */
  readonly tMs: number;
  /** Null or absent: not shown. */
  readonly values: Readonly<Partial<Record<TrendSeries, number | null>>>;
  readonly marks: readonly TrendMark[];
}

/** The same with its place on the axis, which never goes back. */
export interface PlacedSecond {
  readonly bed: string;
  /** Seconds on the axis. */
  readonly second: number;
  /** ms of the station's clock. */
  readonly clockMs: number;
  /** By TREND_SERIES; NaN: not shown. */
  readonly values: Float32Array;
  /** Bits by TREND_MARKS. */
  readonly marks: number;
}

/** A stretch of one bed's trend, second by second; arrays of one length, oldest first, absent seconds left out. */
export interface TrendSeconds {
  /** On the axis, which never goes back, ms. */
  readonly tMs: readonly number[];
  /** What the station's clock said, ms. */
  readonly clockMs: readonly number[];
  /** Bits by TREND_MARKS. */
  readonly marks: readonly number[];
  /** Null: not shown. */
  readonly values: Readonly<Record<TrendSeries, readonly (number | null)[]>>;
}

/** Columns of one series over minutes; all but `share` null where no second showed a value. */
export interface MinuteColumns {
  readonly min: readonly (number | null)[];
  readonly mean: readonly (number | null)[];
  readonly max: readonly (number | null)[];
  /** Share of the minute's 60 seconds that showed a value that was not held, 0..1. */
  readonly share: readonly number[];
}

/** A stretch of one bed's trend, minute by minute; the running minute counts as far as it went. */
export interface TrendMinutes {
  /** Begin of the minute on the axis, ms. */
  readonly tMs: readonly number[];
  /** Bits by TREND_MARKS that any of its seconds had. */
  readonly marks: readonly number[];
  readonly values: Readonly<Record<TrendSeries, MinuteColumns>>;
}

/** Bits of marks. */
export function markBits(marks: readonly TrendMark[]): number {
  return marks.reduce((bits, mark) => bits | (1 << TREND_MARKS.indexOf(mark)), 0);
}

/** Places a second's values in the order of the series. Allocates. */
export function placeSecond({ bed, tMs, values, marks }: TrendSecond, second: number): PlacedSecond {
  const ordered = Float32Array.from(TREND_SERIES, (name) => values[name] ?? Number.NaN);
  return { bed, second, clockMs: tMs, values: ordered, marks: markBits(marks) };
}
