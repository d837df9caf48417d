import type { AlarmCode, AlarmSound, PresentAlarm } from "../wire/alarms.ts";

import { alarmName, alarmText } from "./alarm-words.ts";
import type { BedMemory, EndedAlarm, LiveAlarm, Spell } from "./bed-memory.ts";
import { ALARM_RULES, priorityRank } from "./catalogue.ts";

/** A cause is heard once in so long (facts: clinical, A8). */
const HEARD_EVERY_MS = 300_000;
/** A cause that was not heard yet, and comes back within this time, has not been away. */
const SAME_UNHEARD_MS = 60_000;
/** Alarms that are off until somebody switches them on: nobody needs to be reminded of them. */
const OFF_BY_NATURE = ["grimace", "eyes-opened"];

/** True for what of the body is heard once only: whoever acknowledged it has silenced nothing that a reminder makes good for. */
function isToldOnce(code: AlarmCode): boolean {
  const { group, sound } = ALARM_RULES[code];
  return group === "physiological" && sound === "once";
}

/** Why an alarm may be silent now. */
export function inactivationOf({ pause }: BedMemory, live: LiveAlarm): PresentAlarm["inactivation"] {
  if (live.acknowledged) return "acknowledged";
  return pause && priorityRank(live.priority) <= pause.rank ? "audio-paused" : "enabled";
}

/** Sounds that begin now, those of high priority first; keeps in the alarms what is heard. Allocates. */
export function beginSounds(memory: BedMemory, alarms: readonly LiveAlarm[]): AlarmSound[] {
  const sounds: AlarmSound[] = [];
  for (const live of alarms) {
    if (!beginsToSound(memory, live)) continue;
    live.firstSoundMs ??= memory.tMs;
    sounds.push({
      kind: "alarm-sound",
      bed: memory.bed,
      tMs: memory.tMs,
      id: live.id,
      priority: live.priority,
      repeat: ALARM_RULES[live.alarm].sound === "repeat",
      text: alarmText(live),
    });
  }
  const reminder = remind(memory);
  if (reminder) sounds.push(reminder);
  return sounds;
}

/** What is told once sounds once, and once more where its priority rises; of low priority, anew only after it was gone for a while. */
function beginsToSound(memory: BedMemory, live: LiveAlarm): boolean {
  const { tMs, heardMs } = memory;
  const { sound, quietMs } = ALARM_RULES[live.alarm];
  const spell = spellOf(memory, live);
  const sinceMs = spell?.sinceMs ?? live.onsetMs;
  const heard = inactivationOf(memory, live) === "enabled" && tMs - sinceMs >= quietMs;
  const before = live.soundingRank;
  const rank = priorityRank(live.priority);
  if (sound === "repeat") {
    live.soundingRank = heard ? rank : 0;
    return live.soundingRank > before;
  }
  const last = heardMs[live.alarm];
  if (spell?.heard && rank === priorityRank("low")) return false;
  // What is over but for the time that shows it is no news.
  if (live.clearSinceMs !== null) return false;
  if (!heard || !live.active || rank <= before || (last !== undefined && tMs - last < HEARD_EVERY_MS)) return false;
  live.soundingRank = rank;
  heardMs[live.alarm] = tMs;
  return true;
}

/** Keeps what ends: a cause that comes back before it was gone for a while is the same cause. */
export function endSounds(memory: BedMemory, ended: readonly EndedAlarm[]): void {
  for (const { alarm: live } of ended) {
    if (ALARM_RULES[live.alarm].group !== "technical") continue;
    const before = spellOf(memory, live);
    const heard = live.firstSoundMs !== null || (before?.heard ?? false);
    const spell = { sinceMs: before?.sinceMs ?? live.onsetMs, untilMs: memory.tMs, heard };
    memory.spells = { ...memory.spells, [live.alarm]: spell };
  }
}

/** The spell that an alarm goes on with; null where it is news. */
function spellOf({ spells }: BedMemory, { alarm, startMs }: LiveAlarm): Spell | null {
  const spell = spells?.[alarm];
  if (!spell || ALARM_RULES[alarm].group !== "technical") return null;
  return startMs - spell.untilMs < (spell.heard ? HEARD_EVERY_MS : SAME_UNHEARD_MS) ? spell : null;
}

/** From time to time, what is silent by somebody's order and would not be heard of again. */
function remind(memory: BedMemory): AlarmSound | null {
  const { tMs, settings } = memory;
  const off = settings.off.filter((code) => !OFF_BY_NATURE.includes(code)).map((code) => `${alarmName(code)} off`);
  const acknowledged = memory.alarms
    .filter(({ alarm, acknowledged }) => acknowledged && !isToldOnce(alarm))
    .map((live) => alarmText(live));
  if (memory.mode !== "monitoring" || off.length + acknowledged.length === 0) {
    memory.remindAtMs = null;
    return null;
  }
  const everyMs = settings.reminderMin * 60_000;
  memory.remindAtMs = Math.min(memory.remindAtMs ?? tMs + everyMs, tMs + everyMs);
  if (memory.pause || tMs < memory.remindAtMs) return null;
  memory.remindAtMs = tMs + everyMs;
  return {
    kind: "alarm-sound",
    bed: memory.bed,
    tMs,
    id: null,
    priority: "low",
    repeat: false,
    text: `reminder: ${[...acknowledged, ...off].join(", ")}`,
  };
}
