import { AfarError } from "../base/errors.ts";
import type { WardAlarm } from "../wire/alarms.ts";
import type { Origin } from "../wire/receiver-notices.ts";
import type { LogRow } from "../history/log-entry.ts";
import type { FhirSharedAlarm, Stretch } from "../interop/fhir/fhir-source.ts";

import type { HistoryReader } from "./history-desk.ts";

const ROWS_AT_ONCE = 500;
/** Of no bed there are few: causes that are shared, who signed in, what the station did. */
const MOST_ROWS = 10_000;

interface Ward {
  readonly name: string;
  readonly log: HistoryReader["log"];
}

type OriginAt = (bed: string, tMs: number) => Origin;

/**
 * Causes that beds of a ward shared in a stretch of time, by their number. One that began longer before than the log is gone
 * through is left out. Throws USAGE where the stretch itself is longer than that, and what the log throws. Allocates.
 */
export async function sharedWithin(ward: Ward, stretch: Stretch, originAt: OriginAt): Promise<FhirSharedAlarm[]> {
  const alarms = new Map<number, Folded>();
  let oldestMs = Number.POSITIVE_INFINITY;
  const isWhole = await goBack(ward.log, (row) => {
    oldestMs = row.tMs;
    const number = sharedNumber(ward, row);
    if (number !== null) alarms.set(number, folded(alarms.get(number), row));
    return false;
  });
  if (!isWhole && oldestMs >= stretch.fromMs) {
    throw new AfarError("USAGE", "the log has too many rows since then: ask for a stretch that lies less far back");
  }
  return [...alarms]
    .map(([number, each]) => sharedOf(ward, number, each, originAt))
    .filter(({ startMs, endMs }) => startMs < stretch.toMs && (endMs ?? stretch.fromMs) >= stretch.fromMs)
    .sort((a, b) => a.number - b.number);
}

/** One cause that beds of a ward shared; null where the log has none, or none that can be reached. Allocates. */
export async function sharedNumbered(ward: Ward, number: number, originAt: OriginAt): Promise<FhirSharedAlarm | null> {
  const met: { alarm: Folded | undefined } = { alarm: undefined };
  await goBack(ward.log, (row) => {
    if (sharedNumber(ward, row) !== number) return false;
    met.alarm = folded(met.alarm, row);
    return recordOf(row).phase === "start";
  });
  return met.alarm ? sharedOf(ward, number, met.alarm, originAt) : null;
}

/** Goes through the rows of no bed, newest first, until one is the last that is needed; false where there are too many. */
async function goBack(log: Ward["log"], isDone: (row: LogRow) => boolean): Promise<boolean> {
  let before: number | null = null;
  for (let rows = 0; rows < MOST_ROWS; rows += ROWS_AT_ONCE) {
    const page: LogRow[] = await log({ before, bed: null, ofNoBed: true, limit: ROWS_AT_ONCE });
    if (page.some(isDone) || page.length < ROWS_AT_ONCE) return true;
    before = page[page.length - 1].sequence;
  }
  return false;
}

/** The number that ends an identity; null for a row of anything else. */
function sharedNumber({ name }: Ward, { kind, id }: LogRow): number | null {
  if (kind !== "ward-alarm" || id === null || !id.startsWith(`${name}-`)) return null;
  const number = Number(id.slice(name.length + 1));
  return Number.isInteger(number) ? number : null;
}

type SharedRecord = Pick<WardAlarm, "phase" | "alarm" | "priority" | "beds">;

function recordOf({ record }: LogRow): SharedRecord {
  return record as SharedRecord;
}

/** A cause of as many of its rows as were met, the newest first. */
interface Folded {
  readonly newest: SharedRecord;
  readonly newestMs: number;
  readonly oldestMs: number;
  readonly beds: ReadonlySet<string>;
}

function folded(before: Folded | undefined, row: LogRow): Folded {
  const record = recordOf(row);
  return {
    newest: before?.newest ?? record,
    newestMs: before?.newestMs ?? row.tMs,
    oldestMs: row.tMs,
    beds: new Set([...(before?.beds ?? []), ...record.beds]),
  };
}

function sharedOf({ name }: Ward, number: number, each: Folded, originAt: OriginAt): FhirSharedAlarm {
  const { newest, newestMs, oldestMs, beds } = each;
  const origins = [...beds].flatMap((bed) => [originAt(bed, oldestMs), originAt(bed, newestMs)]);
  return {
    ...{ ward: name, number, alarm: newest.alarm, priority: newest.priority },
    // A patient's only where all of it is.
    origin: origins.find((origin) => origin !== "live") ?? "live",
    beds: [...beds].sort(),
    present: newest.phase === "end" ? [] : newest.beds,
    startMs: oldestMs,
    endMs: newest.phase === "end" ? newestMs : null,
  };
}
