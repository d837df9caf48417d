import type { AlarmEvent } from "../wire/alarms.ts";
import { parseAlarmEvent } from "../wire/receiver-notices.ts";
import type { History } from "../history/history.ts";
import type { LogRow } from "../history/log-entry.ts";
import { alarmMessageId } from "../interop/outbox/item.ts";
import type { Outbox } from "../interop/outbox/outbox.ts";

const PAGE = 200;

/**
 * Alarms that a ward's log has and the outbox has not: those that were committed in the last moments before a kill, in their
 * order. A ward that the outbox sees for the first time begins now. Throws a HistoryFault where the log cannot be read. Allocates.
 */
export async function missedAlarms(
  ward: string,
  log: History["log"],
  outbox: Pick<Outbox, "isTaken" | "seen">,
): Promise<{ readonly events: readonly AlarmEvent[]; readonly seen: number }> {
  const until = outbox.seen(ward);
  const events: AlarmEvent[] = [];
  let newest: number | null = null;
  for (let before: number | null = null; ; ) {
    const rows: LogRow[] = await log({ before, bed: null, limit: PAGE });
    newest ??= rows[0]?.sequence ?? 0;
    if (until === undefined) break;
    for (const row of rows) {
      if (row.sequence <= until) return { events: events.reverse(), seen: newest };
      const event = alarmEventOf(row);
      if (event === null) continue;
      // The outbox takes alarms in the log's order: all before this one are taken.
      if (outbox.isTaken(alarmMessageId(event))) return { events: events.reverse(), seen: newest };
      events.push(event);
    }
    if (rows.length < PAGE) break;
    before = rows[rows.length - 1].sequence;
  }
  return { events: events.reverse(), seen: newest };
}

/** The event that a row keeps; null for rows of another kind. */
export function alarmEventOf({ kind, bed, id, by, record }: LogRow): AlarmEvent | null {
  if (kind !== "alarm") return null;
  const { alarmMs, ...rest } = record as { readonly alarmMs: number };
  return parseAlarmEvent({ kind, bed, id, by, tMs: alarmMs, ...rest });
}
