import type { SqlSession } from "./sql-session.ts";
import type { TimeRange } from "./store.ts";
import {
  type MinuteColumns,
  type PlacedSecond,
  placeSecond,
  TREND_SERIES,
  type TrendMinutes,
  type TrendSecond,
  type TrendSeconds,
  type TrendSeries,
} from "./trend.ts";
import { planTrendAxis, type TrendAxis } from "./trend-axis.ts";
import { packBlock, unpackBlock } from "./trend-block.ts";
import { bytesFloats, floatBytes, type MinuteSummary, SECONDS, summarizeMinute } from "./trend-minute.ts";

const MINUTE_MS = 60_000;

/** One bed's axis as it goes on from what the store holds. */
export async function readAxis(session: SqlSession, bed: string): Promise<TrendAxis> {
  const [{ second }] = await session.all("SELECT max(second) AS second FROM trend_second WHERE bed = ?1", [bed]);
  const [{ minute }] = await session.all("SELECT max(minute) AS minute FROM trend_minute WHERE bed = ?1", [bed]);
  const ends = [second, minute === null ? null : SECONDS * Number(minute) + SECONDS - 1].filter((end) => end !== null);
  return planTrendAxis(ends.length === 0 ? null : Math.max(...ends.map(Number)));
}

/** Appends seconds within a transaction. Returns the minute of every bed that got any. */
export async function appendSeconds(
  session: SqlSession,
  seconds: readonly TrendSecond[],
  axes: ReadonlyMap<string, TrendAxis>,
): Promise<Map<string, number>> {
  const minutes = new Map<string, number>();
  for (const entry of seconds) {
    const second = axes.get(entry.bed)?.place(entry.tMs) ?? null;
    if (second === null) continue;
    const { clockMs, marks, values } = placeSecond(entry, second);
    await session.all(
      "INSERT INTO trend_second (bed, second, clock_ms, marks, figures) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING",
      [entry.bed, second, Math.round(clockMs), marks, floatBytes(values)],
    );
    minutes.set(entry.bed, Math.floor(second / SECONDS));
  }
  return minutes;
}

/** Sums up, within a transaction, every minute of a bed before `minute` that still lies there second by second. */
export async function sumUp(session: SqlSession, bed: string, minute: number): Promise<void> {
  const end = SECONDS * minute;
  const done = await readPending(session, bed, 0, end);
  if (done.length === 0) return;
  for (const [whole, seconds] of byMinute(done)) {
    const { marks, figures } = summarizeMinute(seconds);
    await session.all("INSERT INTO trend_block (bed, minute, packed) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING", [
      bed,
      whole,
      packBlock(whole, seconds),
    ]);
    await session.all(
      "INSERT INTO trend_minute (bed, minute, marks, figures) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
      [bed, whole, marks, floatBytes(figures)],
    );
  }
  await session.all("DELETE FROM trend_second WHERE bed = ?1 AND second < ?2", [bed, end]);
}

function byMinute(seconds: readonly PlacedSecond[]): Map<number, PlacedSecond[]> {
  const minutes = new Map<number, PlacedSecond[]>();
  for (const entry of seconds) {
    const minute = Math.floor(entry.second / SECONDS);
    const there = minutes.get(minute);
    if (there) there.push(entry);
    else minutes.set(minute, [entry]);
  }
  return minutes;
}

/** Seconds that are not summed up yet, `from` included, `to` left out, oldest first. */
async function readPending(session: SqlSession, bed: string, from: number, to: number): Promise<PlacedSecond[]> {
  const rows = await session.all(
    "SELECT second, clock_ms, marks, figures FROM trend_second WHERE bed = ?1 AND second >= ?2 AND second < ?3 ORDER BY second",
    [bed, from, to],
  );
  return rows.map(({ second, clock_ms, marks, figures }) => ({
    bed,
    second: Number(second),
    clockMs: Number(clock_ms),
    marks: Number(marks),
    values: bytesFloats(figures, TREND_SERIES.length),
  }));
}

export async function readSeconds(
  session: SqlSession,
  bed: string,
  { fromMs, toMs }: TimeRange,
): Promise<TrendSeconds> {
  const [from, to] = [Math.ceil(fromMs / 1000), Math.ceil(toMs / 1000)];
  const blocks = await session.all(
    "SELECT minute, packed FROM trend_block WHERE bed = ?1 AND minute >= ?2 AND minute < ?3 ORDER BY minute",
    [bed, Math.floor(from / SECONDS), Math.ceil(to / SECONDS)],
  );
  const packed = blocks.flatMap((block) => unpackBlock(bed, Number(block.minute), block.packed as Uint8Array));
  const pending = await readPending(session, bed, from, to);
  const seconds = [...packed.filter(({ second }) => second >= from && second < to), ...pending];
  return {
    tMs: seconds.map(({ second }) => 1000 * second),
    clockMs: seconds.map(({ clockMs }) => clockMs),
    marks: seconds.map(({ marks }) => marks),
    values: bySeries((series) => seconds.map(({ values }) => orNull(values[series]))),
  };
}

export async function readMinutes(
  session: SqlSession,
  bed: string,
  { fromMs, toMs }: TimeRange,
): Promise<TrendMinutes> {
  const [from, to] = [Math.ceil(fromMs / MINUTE_MS), Math.ceil(toMs / MINUTE_MS)];
  const rows = await session.all(
    "SELECT minute, marks, figures FROM trend_minute WHERE bed = ?1 AND minute >= ?2 AND minute < ?3 ORDER BY minute",
    [bed, from, to],
  );
  const pending = byMinute(await readPending(session, bed, SECONDS * from, SECONDS * to));
  const minutes: (MinuteSummary & { minute: number })[] = [
    ...rows.map(({ minute, marks, figures }) => ({
      minute: Number(minute),
      marks: Number(marks),
      figures: bytesFloats(figures, 4 * TREND_SERIES.length),
    })),
    ...[...pending].map(([minute, seconds]) => ({ minute, ...summarizeMinute(seconds) })),
  ];
  return {
    tMs: minutes.map(({ minute }) => MINUTE_MS * minute),
    marks: minutes.map(({ marks }) => marks),
    values: bySeries((series): MinuteColumns => {
      const column = (offset: number) => minutes.map(({ figures }) => orNull(figures[4 * series + offset]));
      return { min: column(0), mean: column(1), max: column(2), share: column(3).map((share) => share ?? 0) };
    }),
  };
}

function bySeries<T>(column: (series: number) => T): Record<TrendSeries, T> {
  return Object.fromEntries(TREND_SERIES.map((name, series) => [name, column(series)])) as Record<TrendSeries, T>;
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
