import { AfarError } from "../base/errors.ts";
import type { AlarmEvent } from "../wire/alarms.ts";
import type { Origin } from "../wire/receiver-notices.ts";
import type { LogRow } from "../history/log-entry.ts";
import type { FhirAlarm, Stretch } from "../interop/fhir/fhir-source.ts";

import type { HistoryReader } from "./history-desk.ts";
import { alarmEventOf } from "./receiver-catch-up.ts";

const ROWS_AT_ONCE = 500;
/** An alarm that lasts has four rows a minute: three days of one, and more. */
const MOST_ROWS = 50_000;

type Log = HistoryReader["log"];
type OriginAt = (tMs: number) => Origin;

/** Alarms of a bed that were there in a stretch of time, by their number. Throws USAGE, and what the log throws. Allocates. */
export async function alarmsWithin(log: Log, bed: string, stretch: Stretch, originAt: OriginAt): Promise<FhirAlarm[]> {
  const alarms = new Map<number, Folded>();
  const isDone = (row: LogRow): boolean => {
    if (isDischarge(row)) return true;
    const isBefore = row.tMs < stretch.fromMs;
    // What was there at the begin of the stretch began before it, and its start is still to come.
    if (isBefore && [...alarms.values()].every(({ hasStart }) => hasStart)) return true;
    const number = alarmNumber(row);
    if (number === null || startOf(row) >= stretch.toMs || (isBefore && !alarms.has(number))) return false;
    const alarm = folded(alarms.get(number), row, number);
    if (alarm) alarms.set(number, alarm);
    return false;
  };
  if (!(await goBack(log, bed, isDone))) {
    throw new AfarError("USAGE", "the log has too many rows since then: ask for a stretch that lies less far back");
  }
  return [...alarms.values()]
    .map((each) => alarmOf(each, originAt))
    .filter(({ startMs, endMs }) => startMs < stretch.toMs && (endMs ?? stretch.fromMs) >= stretch.fromMs)
    .sort((a, b) => a.number - b.number);
}

/** One alarm of a bed; null where the log has none since the last discharge, or none that can be reached. Allocates. */
export async function alarmNumbered(
  log: Log,
  bed: string,
  number: number,
  originAt: OriginAt,
): Promise<FhirAlarm | null> {
  const met: { alarm: Folded | null } = { alarm: null };
  await goBack(log, bed, (row) => {
    if (isDischarge(row)) return true;
    if (alarmNumber(row) === number) met.alarm = folded(met.alarm ?? undefined, row, number);
    return met.alarm?.hasStart ?? false;
  });
  return met.alarm && alarmOf(met.alarm, originAt);
}

/** Goes through a bed's rows, newest first, until one is the last that is needed; false where there are too many. */
async function goBack(log: Log, bed: string, isDone: (row: LogRow) => boolean): Promise<boolean> {
  let before: number | null = null;
  for (let rows = 0; rows < MOST_ROWS; rows += ROWS_AT_ONCE) {
    const page: LogRow[] = await log({ before, bed, limit: ROWS_AT_ONCE });
    if (page.some(isDone) || page.length < ROWS_AT_ONCE) return true;
    before = page[page.length - 1].sequence;
  }
  return false;
}

/** What was before is of another patient: the log keeps it, but the bed has forgotten it. */
function isDischarge({ kind, record }: LogRow): boolean {
  if (kind !== "order") return false;
  const { order, accepted } = record as { readonly order: { readonly order: string }; readonly accepted: boolean };
  return accepted && order.order === "discharge";
}

/** The number that ends an alarm's identity; null for a row of anything else. */
function alarmNumber({ kind, bed, id }: LogRow): number | null {
  if (kind !== "alarm" || bed === null || id === null || !id.startsWith(`${bed}-`)) return null;
  const number = Number(id.slice(bed.length + 1));
  return Number.isInteger(number) ? number : null;
}

/** What is read of every row; the rest only of the newest, since to check it takes long. */
type RowTimes = Pick<AlarmEvent, "phase" | "inactivation" | "ended" | "sinceMs"> & { readonly alarmMs: number };

/** When an alarm began by one of its rows, ms of the station's clock. */
function startOf({ tMs, record }: LogRow): number {
  const { alarmMs, sinceMs } = record as RowTimes;
  return tMs - (alarmMs - sinceMs);
}

/** An alarm of as many of its rows as were met, the newest first. */
interface Folded {
  readonly number: number;
  readonly newest: AlarmEvent;
  readonly newestMs: number;
  readonly startMs: number;
  readonly hasStart: boolean;
  readonly acknowledgedMs: number | null;
}

/** Null where this version does not understand the row. */
function folded(before: Folded | undefined, row: LogRow, number: number): Folded | null {
  const newest = before?.newest ?? alarmEventOf(row);
  if (newest === null) return null;
  const { phase, inactivation, ended } = row.record as RowTimes;
  const wasAcknowledged = inactivation === "acknowledged" || ended === "acknowledged";
  return {
    number,
    newest,
    newestMs: before?.newestMs ?? row.tMs,
    startMs: startOf(row),
    hasStart: phase === "start",
    acknowledgedMs: wasAcknowledged ? row.tMs : (before?.acknowledgedMs ?? null),
  };
}

function alarmOf({ number, newest, newestMs, startMs, acknowledgedMs }: Folded, originAt: OriginAt): FhirAlarm {
  const { alarm, group, priority, state, text, value, signalLost, ended } = newest;
  const origins = [startMs, newestMs].map(originAt);
  return {
    ...{ alarm, group, priority, state, text, value, signalLost, ended, number, startMs, acknowledgedMs },
    // A patient's only where all of it is.
    origin: origins.find((origin) => origin !== "live") ?? "live",
    endMs: newest.phase === "end" ? newestMs : null,
  };
}
