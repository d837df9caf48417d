import type { AlarmCode, AlarmPriority } from "../wire/alarms.ts";

import type { BedMemory, Condition, EndedAlarm, LiveAlarm } from "./bed-memory.ts";
import { ALARM_RULES, priorityRank } from "./catalogue.ts";
import type { PresentSight, Sight } from "./sight.ts";

/** A condition counts as over once it was absent for so long: values that jump to and fro are one alarm. */
const CLEAR_AFTER_MS = 5000;

/** Takes in what this moment tells of one condition: raises, keeps or ends its alarm. Alarms that end are added to `ended`. */
export function observe(memory: BedMemory, code: AlarmCode, sight: Sight, ended: EndedAlarm[]): void {
  if (sight.is === "unknown" || memory.settings.off.includes(code)) return;
  if (sight.is === "present") {
    observePresent(memory, code, sight);
    return;
  }
  delete memory.conditions[code];
  const live = memory.alarms.find(({ alarm }) => alarm === code);
  if (!live?.active) return;
  if (sight.is === "near") {
    live.clearSinceMs = null;
    return;
  }
  live.clearSinceMs ??= memory.tMs;
  if (memory.tMs - live.clearSinceMs < CLEAR_AFTER_MS) return;
  live.clearSinceMs = null;
  live.signalLost = false;
  if (memory.settings.latching.includes(code) && !live.acknowledged) live.active = false;
  else removeAlarm(memory, live, "cleared", ended);
}

function observePresent(memory: BedMemory, code: AlarmCode, sight: PresentSight): void {
  const { tMs } = memory;
  const condition = grown(code, memory.conditions[code], sight, tMs);
  memory.conditions[code] = condition;
  const extreme =
    sight.extremeDelayMs !== null &&
    condition.extremeSinceMs !== null &&
    tMs - condition.extremeSinceMs >= sight.extremeDelayMs;
  const due = extreme || tMs - condition.sinceMs >= sight.delayMs;
  const priority = extreme ? "high" : ALARM_RULES[code].priority;
  let live = memory.alarms.find(({ alarm }) => alarm === code);
  if (!live) {
    if (!due) return;
    live = newAlarm(memory, code, priority, condition);
    memory.alarms.push(live);
  }
  if (due) live.active = true;
  if (!live.active) return;
  live.clearSinceMs = null;
  live.signalLost = false;
  live.detail = sight.detail;
  live.notes = sight.notes;
  if (sight.value)
    live.value = { ...sight.value, worst: worse(code, live.value?.worst ?? condition.worst, sight.value.last) };
  if (extreme && priorityRank(live.priority) < priorityRank("high")) raise(live, "high", tMs);
}

/** Lets an alarm be of a priority, and be new to whoever acknowledged it. */
export function raise(live: LiveAlarm, priority: AlarmPriority, tMs: number): void {
  live.priority = priority;
  live.acknowledged = false;
  live.unattendedSinceMs = tMs;
}

/** Takes an alarm out of the memory. */
export function removeAlarm(memory: BedMemory, live: LiveAlarm, why: EndedAlarm["why"], ended: EndedAlarm[]): void {
  memory.alarms = memory.alarms.filter((alarm) => alarm !== live);
  ended.push({ alarm: live, why });
}

function grown(code: AlarmCode, known: Condition | undefined, sight: PresentSight, tMs: number): Condition {
  const value = sight.value?.last ?? 0;
  return {
    sinceMs: known?.sinceMs ?? tMs,
    extremeSinceMs: sight.extremeDelayMs === null ? null : (known?.extremeSinceMs ?? tMs),
    worst: known ? worse(code, known.worst, value) : value,
    measurementMs: known?.measurementMs ?? sight.measurementMs,
  };
}

function newAlarm(memory: BedMemory, code: AlarmCode, priority: AlarmPriority, condition: Condition): LiveAlarm {
  const id = `${memory.bed}-${memory.next}`;
  memory.next += 1;
  return {
    id,
    alarm: code,
    startMs: memory.tMs,
    onsetMs: condition.sinceMs,
    measurementMs: condition.measurementMs,
    priority,
    active: true,
    acknowledged: false,
    signalLost: false,
    value: null,
    detail: null,
    clearSinceMs: null,
    unattendedSinceMs: memory.tMs,
    firstSoundMs: null,
    soundingRank: 0,
    said: null,
  };
}

function worse(code: AlarmCode, a: number, b: number): number {
  return code === "pulse-low" || code === "respiration-low" ? Math.min(a, b) : Math.max(a, b);
}
