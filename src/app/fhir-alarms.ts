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
  for await (const row of rowsBack(log, bed)) {
    if (row === "more") {
      throw new AfarError("USAGE", "the log has too many rows since then: ask for a stretch that lies less far back");
    }
    if (isDischarge(row)) break;
    const isBefore = row.tMs < stretch.fromMs;
    // What was there at the begin of the stretch began before it, and its start is still to come.
    if (isBefore && [...alarms.values()].every(({ hasStart }) => hasStart)) break;
    const event = alarmEventOf(row);
    const number = event && alarmNumber(event);
    if (number === null || (isBefore && !alarms.has(number))) continue;
    alarms.set(number, folded(alarms.get(number), event as AlarmEvent, number, row.tMs));
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
  let found: Folded | undefined;
  for await (const row of rowsBack(log, bed)) {
    if (row === "more" || isDischarge(row)) break;
    const event = alarmEventOf(row);
    if (!event || alarmNumber(event) !== number) continue;
    found = folded(found, event, number, row.tMs);
    if (found.hasStart) break;
  }
  return found ? alarmOf(found, originAt) : null;
}

/** A bed's rows, newest first, and "more" where there are more than can be gone through. */
async function* rowsBack(log: Log, bed: string): AsyncGenerator<LogRow | "more"> {
  let before: number | null = null;
  for (let rows = 0; rows < MOST_ROWS; rows += ROWS_AT_ONCE) {
    const page: LogRow[] = await log({ before, bed, limit: ROWS_AT_ONCE });
    yield* page;
    if (page.length < ROWS_AT_ONCE) return;
    before = page[page.length - 1].sequence;
  }
  yield "more";
}

/** What was before is of another patient: the log keeps it, but the bed has forgotten it. */
function isDischarge({ kind, record }: LogRow): boolean {
  if (kind !== "order") return false;
  const { order, accepted } = record as { readonly order: { readonly order: string }; readonly accepted: boolean };
  return accepted && order.order === "discharge";
}

/** The number that ends an alarm's identity; null where it is no bed's. */
function alarmNumber({ bed, id }: AlarmEvent): number | null {
  const number = id.startsWith(`${bed}-`) ? Number(id.slice(bed.length + 1)) : Number.NaN;
  return Number.isInteger(number) ? number : null;
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

function folded(before: Folded | undefined, event: AlarmEvent, number: number, tMs: number): Folded {
  const wasAcknowledged = event.inactivation === "acknowledged" || event.ended === "acknowledged";
  return {
    number,
    newest: before?.newest ?? event,
    newestMs: before?.newestMs ?? tMs,
    // Where its start is out of reach, as its own clock has it.
    startMs: tMs - (event.tMs - event.sinceMs),
    hasStart: event.phase === "start",
    acknowledgedMs: wasAcknowledged ? tMs : (before?.acknowledgedMs ?? null),
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
