import type { SqlValue } from "./sql-session.ts";
import { type PlacedSecond, TREND_MARKS, TREND_SERIES, type TrendSeries } from "./trend.ts";

export const SECONDS = 60;

/** The mark under which a series' value is an older one. */
const HELD: Partial<Record<TrendSeries, (typeof TREND_MARKS)[number]>> = {
  pulseBpm: "pulse-held",
  pulseConfidence: "pulse-held",
  respirationBrpm: "respiration-held",
  respirationConfidence: "respiration-held",
};
const HELD_BITS = TREND_SERIES.map((name) => {
  const mark = HELD[name];
  return mark ? 1 << TREND_MARKS.indexOf(mark) : 0;
});

/** One minute of one bed. */
export interface MinuteSummary {
  readonly marks: number;
  /** Float32Array [series, 4] row-major: min, mean, max (NaN where none was shown), share 0..1. */
  readonly figures: Float32Array;
}

/** Sums up the seconds of one minute. Allocates. */
export function summarizeMinute(seconds: readonly PlacedSecond[]): MinuteSummary {
  const figures = new Float32Array(4 * TREND_SERIES.length);
  TREND_SERIES.forEach((_, series) => {
    const shown = seconds
      .filter(({ marks }) => (marks & HELD_BITS[series]) === 0)
      .map(({ values }) => values[series])
      .filter((value) => !Number.isNaN(value));
    const mean = shown.reduce((sum, value) => sum + value, 0) / shown.length;
    const extremes = shown.length === 0 ? [Number.NaN, Number.NaN] : [Math.min(...shown), Math.max(...shown)];
    figures.set([extremes[0], mean, extremes[1], shown.length / SECONDS], 4 * series);
  });
  return { marks: seconds.reduce((bits, { marks }) => bits | marks, 0), figures };
}

/** Little-endian bytes of numbers. Allocates. */
export function floatBytes(values: Float32Array): Uint8Array {
  const bytes = new Uint8Array(4 * values.length);
  const view = new DataView(bytes.buffer);
  values.forEach((value, index) => {
    view.setFloat32(4 * index, value, true);
  });
  return bytes;
}

/** Numbers of little-endian bytes; `length` of them, NaN where an earlier version wrote fewer. Allocates. */
export function bytesFloats(bytes: SqlValue, length: number): Float32Array {
  const { buffer, byteOffset, byteLength } = bytes as Uint8Array;
  const view = new DataView(buffer, byteOffset, byteLength);
  return Float32Array.from({ length }, (_, index) =>
    4 * index + 4 <= byteLength ? view.getFloat32(4 * index, true) : Number.NaN,
  );
}
