import type { AlarmEvent } from "../wire/alarms.ts";
import type { HistoryEvent } from "../wire/history.ts";
import type { LogRow } from "../history/log-entry.ts";
import type { TimeRange } from "../history/store.ts";

/** Orders that a reader of trends must know of. */
const TOLD_ORDERS: ReadonlySet<string> = new Set<HistoryEvent["kind"]>([
  "admit",
  "discharge",
  "confirm-patient",
  "standby",
  "privacy",
  "monitor",
  "limits",
]);

type AlarmRow = Omit<LogRow, "record"> & { readonly record: Omit<AlarmEvent, "kind" | "bed" | "tMs" | "id" | "by"> };

/**
 * What happened to a bed, newest first, of its rows of the log, newest first. Of alarms those that began within the range, as
 * they stood in the end; nothing from before the last discharge. `withWaves`: identities of events whose waves are kept. Allocates.
 */
export function eventsOf(
  rows: readonly LogRow[],
  { fromMs, toMs }: TimeRange,
  withWaves: ReadonlySet<string>,
): HistoryEvent[] {
  const events: HistoryEvent[] = [];
  const byAlarm = new Map<string, AlarmRow[]>();
  for (const row of rows) {
    if (row.kind === "order" && row.tMs >= fromMs && row.tMs < toMs) {
      const event = orderEvent(row);
      if (event) events.push(event);
      // What was before is of another patient: the log keeps it, but the bed has forgotten it.
      if (event?.kind === "discharge") return events;
    }
    if (row.kind !== "alarm" || row.id === null) continue;
    const alarm = row as AlarmRow;
    byAlarm.set(row.id, [...(byAlarm.get(row.id) ?? []), alarm]);
    if (alarm.record.phase === "start" && row.tMs >= fromMs && row.tMs < toMs) {
      events.push(alarmEvent(row.id, byAlarm.get(row.id) ?? [], withWaves));
    }
  }
  return events;
}

function orderEvent({ tMs, by, record }: LogRow): HistoryEvent | null {
  const { order, accepted, detail } = record as { order: { order: string }; accepted: boolean; detail: string };
  if (!accepted || !TOLD_ORDERS.has(order.order)) return null;
  const kind = order.order as HistoryEvent["kind"];
  return { kind, id: null, tMs, endMs: null, text: detail, alarm: null, by, hasWaves: false };
}

/** `rows`: all of one alarm, newest first. */
function alarmEvent(id: string, rows: readonly AlarmRow[], withWaves: ReadonlySet<string>): HistoryEvent {
  const [newest] = rows;
  const start = rows[rows.length - 1];
  const { record } = newest;
  const told = rows.findLast(
    ({ record: { inactivation, ended } }) => inactivation === "acknowledged" || ended === "acknowledged",
  );
  return {
    kind: "alarm",
    id,
    tMs: start.tMs,
    endMs: record.phase === "end" ? newest.tMs : null,
    text: record.text,
    ...(record.notes && { notes: record.notes }),
    alarm: {
      code: record.alarm,
      group: record.group,
      priority: record.priority,
      acknowledged: told ? { tMs: told.tMs, by: told.by } : null,
    },
    by: null,
    hasWaves: withWaves.has(id),
  };
}
