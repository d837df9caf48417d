import type { AlarmSound, PresentAlarm } from "../wire/alarms.ts";

import { alarmName, alarmText } from "./alarm-words.ts";
import type { BedMemory, LiveAlarm } from "./bed-memory.ts";
import { ALARM_RULES, priorityRank } from "./catalogue.ts";

/** A cause is heard once in so long (facts: clinical, A8). */
const HEARD_EVERY_MS = 300_000;
/** Alarms that are off until somebody switches them on: nobody needs to be reminded of them. */
const OFF_BY_NATURE = ["grimace", "eyes-opened"];

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

/** What is told once sounds once, and once more where its priority rises. */
function beginsToSound(memory: BedMemory, live: LiveAlarm): boolean {
  const { tMs, heardMs } = memory;
  const { sound, quietMs } = ALARM_RULES[live.alarm];
  const heard = inactivationOf(memory, live) === "enabled" && tMs - live.onsetMs >= quietMs;
  const before = live.soundingRank;
  const rank = priorityRank(live.priority);
  if (sound === "repeat") {
    live.soundingRank = heard ? rank : 0;
    return live.soundingRank > before;
  }
  const last = heardMs[live.alarm];
  if (!heard || !live.active || rank <= before || (last !== undefined && tMs - last < HEARD_EVERY_MS)) return false;
  live.soundingRank = rank;
  heardMs[live.alarm] = tMs;
  return true;
}

/** From time to time, what is silent by somebody's order and would not be heard of again. */
function remind(memory: BedMemory): AlarmSound | null {
  const { tMs, settings } = memory;
  const off = settings.off.filter((code) => !OFF_BY_NATURE.includes(code)).map((code) => `${alarmName(code)} off`);
  const acknowledged = memory.alarms.filter(({ acknowledged }) => acknowledged).map((live) => alarmText(live));
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
