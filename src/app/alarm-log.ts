import type { BedOrder } from "../wire/alarm-messages.ts";
import type { AlarmOutput, WardAlarm } from "../wire/alarms.ts";
import type { LogEntry } from "../history/log-entry.ts";

/** Rows of the log for what alarms put out: sounds have none, since their alarms have. `tMs`: the station's clock. Allocates. */
export function logEntries(outputs: readonly (AlarmOutput | WardAlarm)[], tMs: number): LogEntry[] {
  return outputs.map((output) => entryOf(output, tMs)).filter((entry) => entry !== null);
}

function entryOf(output: AlarmOutput | WardAlarm, tMs: number): LogEntry | null {
  switch (output.kind) {
    case "alarm": {
      const { kind, bed, id, by, tMs: alarmMs, ...record } = output;
      return { kind, bed, tMs, id, by, record: { ...record, alarmMs } };
    }
    case "ward-alarm": {
      const { kind, id, tMs: alarmMs, ...record } = output;
      return { kind, bed: null, tMs, id, by: null, record: { ...record, alarmMs } };
    }
    case "alarm-answer":
      return orderEntry(output.bed, output.by, tMs, output.order, output);
    case "alarm-sound":
      return null;
  }
}

/** Row of an order. The log outlives a discharge, so it names no patient. */
export function orderEntry(
  bed: string,
  by: string,
  tMs: number,
  order: BedOrder,
  { accepted, detail }: { readonly accepted: boolean; readonly detail: string },
): LogEntry {
  const told = order.order === "admit" ? { order: order.order, profile: order.profile } : order;
  return { kind: "order", bed, tMs, id: null, by, record: { order: told, accepted, detail } };
}

/** Row of what the station itself did. */
export function stationEntry(tMs: number, record: Readonly<Record<string, unknown>>): LogEntry {
  return { kind: "station", bed: null, tMs, id: null, by: null, record };
}
