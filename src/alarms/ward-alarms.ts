import type { AlarmCode, AlarmEvent, AlarmOutput, AlarmPriority, AlarmSound, WardAlarm } from "../wire/alarms.ts";

import { alarmName } from "./alarm-words.ts";
import { ALARM_RULES, priorityRank } from "./catalogue.ts";

/** What begins in several beds within this time may have one cause: as long as a technical cause is quiet. */
const TOGETHER_MS = 30_000;
/** A cause is heard once in so long (facts: clinical, A8). */
const HEARD_EVERY_MS = 300_000;

interface Case {
  readonly bed: string;
  readonly id: string;
  readonly alarm: AlarmCode;
  readonly onsetMs: number;
  readonly priority: AlarmPriority;
  heardMs: number | null;
  /** The ward alarm that it belongs to. */
  group: string | null;
}

interface Group {
  readonly id: string;
  readonly alarm: AlarmCode;
  heardMs: number | null;
  /** Beds and priority that were told last, as one text; null before the first message. */
  told: string | null;
}

interface WardMemory {
  readonly name: string;
  next: number;
  cases: Case[];
  groups: Group[];
}

export interface WardSnapshot {
  readonly version: 1;
  readonly memory: WardMemory;
}

export interface WardAlarms {
  /**
   * Takes what beds' alarms have put out at a time, in the order of time. Returns it again, without the sounds of causes that
   * several beds share, and with one message and one sound for each of those. Allocates.
   */
  step(tMs: number, outputs: readonly AlarmOutput[]): (AlarmOutput | WardAlarm)[];
  /** Everything that is known, as plain data for JSON. Allocates. */
  snapshot(): WardSnapshot;
}

/**
 * Plans the layer above the beds' alarms: a cause that many beds share at once is one message. Every bed's alarm stays in the
 * log and on the bed's own screen. `firstNumber`: one more than that of the log's last ward alarm; `name` begins the identities. Pure.
 */
export function planWardAlarms(firstNumber: number, name = "ward"): WardAlarms {
  return run({ name, next: firstNumber, cases: [], groups: [] });
}

/** Plans the layer so that it goes on from a snapshot; `firstNumber` as for a bed's. */
export function restoreWardAlarms(snapshot: WardSnapshot, firstNumber = 0): WardAlarms {
  const memory = structuredClone(snapshot.memory);
  memory.next = Math.max(memory.next, firstNumber);
  return run(memory);
}

function run(memory: WardMemory): WardAlarms {
  return {
    step(tMs, outputs) {
      for (const output of outputs) if (output.kind === "alarm") takeEvent(memory, output);
      const sounds: AlarmSound[] = [];
      const passed = outputs.filter((output) => {
        if (output.kind !== "alarm-sound") return true;
        const group = groupOfSound(memory, output);
        if (group && isDue(group, tMs)) {
          group.heardMs = tMs;
          sounds.push({ ...output, bed: null, id: group.id, text: wardText(memory, group) });
        }
        return group === null;
      });
      return [...passed, ...tell(memory, tMs), ...sounds];
    },
    snapshot: () => ({ version: 1, memory: structuredClone(memory) }),
  };
}

function takeEvent(memory: WardMemory, { phase, bed, id, alarm, priority, sinceMs, delays }: AlarmEvent): void {
  const { sharedBy } = ALARM_RULES[alarm];
  if (sharedBy === null) return;
  const known = memory.cases.find((each) => each.id === id);
  memory.cases = memory.cases.filter((each) => each !== known);
  if (phase === "end") return;
  const group = known?.group ?? null;
  const now: Case = {
    bed,
    id,
    alarm,
    priority,
    onsetMs: sinceMs - delays.conditionMs,
    heardMs: known?.heardMs ?? null,
    group,
  };
  memory.cases.push(now);
  if (group === null) join(memory, now, sharedBy);
}

function join(memory: WardMemory, now: Case, sharedBy: number): void {
  const { scope } = ALARM_RULES[now.alarm];
  const together = memory.cases.filter(
    ({ alarm, onsetMs }) =>
      alarm === now.alarm && (scope === "station" || Math.abs(onsetMs - now.onsetMs) <= TOGETHER_MS),
  );
  const id = together.find(({ group }) => group !== null)?.group ?? null;
  if (id === null && together.length < sharedBy) return;
  const group = memory.groups.find((each) => each.id === id) ?? newGroup(memory, now);
  for (const each of together) {
    each.group ??= group.id;
    if (each.heardMs !== null) group.heardMs = Math.max(group.heardMs ?? each.heardMs, each.heardMs);
  }
}

function newGroup(memory: WardMemory, { alarm }: Case): Group {
  const group: Group = { id: `${memory.name}-${memory.next}`, alarm, heardMs: null, told: null };
  memory.next += 1;
  memory.groups.push(group);
  return group;
}

/** The group that speaks for a bed's sound; null where the bed speaks for itself. */
function groupOfSound(memory: WardMemory, { id, tMs }: AlarmSound): Group | null {
  const sounding = memory.cases.find((each) => each.id === id);
  if (!sounding) return null;
  sounding.heardMs = tMs;
  return memory.groups.find((group) => group.id === sounding.group) ?? null;
}

function isDue({ heardMs }: Group, tMs: number): boolean {
  return heardMs === null || tMs - heardMs >= HEARD_EVERY_MS;
}

function tell(memory: WardMemory, tMs: number): WardAlarm[] {
  const messages: WardAlarm[] = [];
  for (const group of memory.groups) {
    const beds = bedsOf(memory, group);
    const priority = priorityOf(memory, group);
    const now = JSON.stringify([priority, beds]);
    if (group.told === now) continue;
    const phase = beds.length === 0 ? "end" : group.told === null ? "start" : "update";
    const { id, alarm } = group;
    group.told = now;
    messages.push({ kind: "ward-alarm", tMs, phase, id, alarm, priority, text: wardText(memory, group), beds });
  }
  memory.groups = memory.groups.filter((group) => bedsOf(memory, group).length > 0);
  return messages;
}

function bedsOf({ cases }: WardMemory, { id }: Group): string[] {
  return cases
    .filter(({ group }) => group === id)
    .map(({ bed }) => bed)
    .sort();
}

/** Highest of the beds'; that of the cause where none is left. */
function priorityOf({ cases }: WardMemory, { id, alarm }: Group): AlarmPriority {
  return cases
    .filter(({ group }) => group === id)
    .map(({ priority }) => priority)
    .reduce((a, b) => (priorityRank(b) > priorityRank(a) ? b : a), ALARM_RULES[alarm].priority);
}

function wardText(memory: WardMemory, group: Group): string {
  const count = bedsOf(memory, group).length;
  return `${alarmName(group.alarm)}: ${count} ${count === 1 ? "bed" : "beds"}`;
}
