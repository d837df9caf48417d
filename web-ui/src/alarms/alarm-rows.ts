import type { ShownAlarm } from "../../../src/wire/alarm-messages.ts";
import type { WardAlarm } from "../../../src/wire/alarms.ts";
import type { BedState } from "../link/station-state.ts";
import type { Words } from "../words/en.ts";

import { alarmText } from "./alarm-text.ts";

/** One alarm as it stands in the list: of a bed, or of a cause that several beds share. */
export interface AlarmRow {
  readonly id: string;
  /** Names of the beds that are meant. */
  readonly label: string;
  readonly demo: boolean;
  readonly group: ShownAlarm["group"];
  readonly priority: ShownAlarm["priority"];
  readonly text: string;
  /** What else is to be known of it, in words; empty for nothing. */
  readonly notes: string;
  /** Identities of the beds that are meant. */
  readonly beds: readonly string[];
  /** Nobody needs to be called any more: acknowledged, or its sound is paused. */
  readonly attended: boolean;
  /** The beds' own alarms that have not been acknowledged. */
  readonly open: readonly OwnAlarm[];
}

/** A bed's own alarm. */
export interface OwnAlarm {
  readonly bed: string;
  readonly id: string;
}

interface Member {
  readonly bed: BedState;
  readonly alarm: ShownAlarm;
}

const RANK = { high: 0, medium: 1, low: 2 } as const;

/** Alarms of all beds: highest priority first, what beds share before what one has, then in the order of the beds. Allocates. */
export function alarmRows(
  beds: readonly BedState[],
  ward: readonly WardAlarm[],
  words: Words["alarms"],
): readonly AlarmRow[] {
  const own = beds.flatMap((bed) => (bed.alarms?.alarms ?? []).map((alarm): Member => ({ bed, alarm })));
  const isMember = (shared: WardAlarm, { bed, alarm }: Member) =>
    shared.alarm === alarm.alarm && shared.beds.includes(bed.bed);
  const shared = ward.map((alarm) => {
    const members = own.filter((each) => isMember(alarm, each));
    const named = beds.filter(({ bed }) => alarm.beds.includes(bed));
    return rowOf(alarm, "technical", alarm.notRecorded === true, named, members, words);
  });
  const alone = own
    .filter((each) => !ward.some((alarm) => isMember(alarm, each)))
    .map((each) => rowOf(each.alarm, each.alarm.group, false, [each.bed], [each], words));
  return [...shared, ...alone].sort((a, b) => RANK[a.priority] - RANK[b.priority]);
}

function rowOf(
  { id, alarm, priority, text, notes: details }: Pick<ShownAlarm, "id" | "alarm" | "priority" | "text" | "notes">,
  group: ShownAlarm["group"],
  notRecorded: boolean,
  named: readonly BedState[],
  members: readonly Member[],
  words: Words["alarms"],
): AlarmRow {
  const agesMs = members.map(({ bed, alarm }) => (bed.alarms?.tMs ?? 0) - alarm.sinceMs);
  const open = members
    .filter(({ alarm }) => alarm.inactivation !== "acknowledged")
    .map(({ bed, alarm }) => ({ bed: bed.bed, id: alarm.id }));
  const known = members.length > 0;
  const notes = [
    notRecorded || members.some(({ alarm }) => alarm.notRecorded) ? words.notRecorded : "",
    known ? words.since(Math.floor(Math.max(0, ...agesMs) / 1000)) : "",
    known && members.every(({ alarm }) => alarm.state === "latched") ? words.latched : "",
    known && open.length === 0 ? words.acknowledged : "",
  ];
  return {
    id,
    label: named.map(({ label }) => label).join(", "),
    demo: named.length > 0 && named.every(({ demo }) => demo),
    group,
    priority,
    text: alarmText({ alarm, text, notes: details }),
    beds: named.map(({ bed }) => bed),
    attended: known && members.every(({ alarm }) => alarm.inactivation !== "enabled"),
    notes: notes.filter(Boolean).join(", "),
    open,
  };
}

/** Seconds for which the sound of all beds with alarms is still paused; null where it is not, or not of all. */
export function audioPausedS(beds: readonly BedState[]): number | null {
  const alarming = beds.flatMap(({ alarms }) => (alarms && alarms.alarms.length > 0 ? [alarms] : []));
  if (alarming.length === 0) return null;
  const left = alarming.map(({ audioPausedUntilMs, tMs }) => (audioPausedUntilMs ?? 0) - tMs);
  const least = Math.min(...left);
  return least > 0 ? Math.ceil(least / 1000) : null;
}
