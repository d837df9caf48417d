import type { ShownAlarm } from "../../../src/wire/alarm-messages.ts";
import type { BedState } from "../link/station-state.ts";
import type { Words } from "../words/en.ts";

/** One alarm as it stands in the list. */
export interface AlarmRow {
  readonly id: string;
  readonly bed: string;
  readonly label: string;
  readonly demo: boolean;
  readonly priority: ShownAlarm["priority"];
  readonly text: string;
  /** What else is to be known of it, in words; empty for nothing. */
  readonly notes: string;
  readonly acknowledged: boolean;
}

const RANK = { high: 0, medium: 1, low: 2 } as const;

/** Alarms of all beds: highest priority first, then in the order of the beds. Allocates. */
export function alarmRows(beds: readonly BedState[], words: Words["alarms"]): AlarmRow[] {
  const rows = beds.flatMap(({ bed, label, demo, alarms }) =>
    (alarms?.alarms ?? []).map((alarm): AlarmRow => {
      const acknowledged = alarm.inactivation === "acknowledged";
      const notes = [
        words.since(Math.max(0, Math.floor(((alarms?.tMs ?? 0) - alarm.sinceMs) / 1000))),
        alarm.state === "latched" ? words.latched : "",
        acknowledged ? words.acknowledged : "",
        alarm.notRecorded ? words.notRecorded : "",
      ];
      const { id, priority, text } = alarm;
      return { id, bed, label, demo, priority, text, notes: notes.filter(Boolean).join(", "), acknowledged };
    }),
  );
  return rows.sort((a, b) => RANK[a.priority] - RANK[b.priority]);
}

/** Seconds for which the sound of all beds with alarms is still paused; null where it is not, or not of all. */
export function audioPausedS(beds: readonly BedState[]): number | null {
  const alarming = beds.flatMap(({ alarms }) => (alarms && alarms.alarms.length > 0 ? [alarms] : []));
  if (alarming.length === 0) return null;
  const left = alarming.map(({ audioPausedUntilMs, tMs }) => (audioPausedUntilMs ?? 0) - tMs);
  const least = Math.min(...left);
  return least > 0 ? Math.ceil(least / 1000) : null;
}
