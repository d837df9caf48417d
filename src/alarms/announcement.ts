import type { AlarmEvent, PresentAlarm } from "../wire/alarms.ts";

import { inactivationOf } from "./alarm-sound.ts";
import { alarmText } from "./alarm-words.ts";
import type { BedMemory, EndedAlarm, LiveAlarm } from "./bed-memory.ts";
import { ALARM_RULES, priorityRank } from "./catalogue.ts";

/** An alarm that lasts says so at least once in so long (facts: clinical, A6). */
const CONTINUE_MS = 15_000;

/** The alarms that are there, highest priority first, the older before the newer. Allocates. */
export function inOrder(alarms: readonly LiveAlarm[]): LiveAlarm[] {
  return [...alarms].sort((a, b) => priorityRank(b.priority) - priorityRank(a.priority));
}

/** An alarm as it is told. Allocates. */
export function presentAlarm(memory: BedMemory, live: LiveAlarm): PresentAlarm {
  const { group, sound } = ALARM_RULES[live.alarm];
  return {
    id: live.id,
    alarm: live.alarm,
    group,
    priority: live.priority,
    state: live.active ? "active" : "latched",
    inactivation: inactivationOf(memory, live),
    text: alarmText(live),
    ...(live.notes && { notes: [...live.notes] }),
    value: live.value && { ...live.value },
    signalLost: live.signalLost,
    sinceMs: live.startMs,
    audible: sound === "repeat" && live.soundingRank > 0,
    delays: {
      measurementMs: live.measurementMs,
      conditionMs: live.startMs - live.onsetMs,
      signalMs: live.firstSoundMs === null ? null : live.firstSoundMs - live.startMs,
    },
  };
}

/** Rows for the log: what ended, then what began or changed, in order. Keeps in the alarms what was said. Allocates. */
export function announce(
  memory: BedMemory,
  ordered: readonly LiveAlarm[],
  ended: readonly EndedAlarm[],
  by: string | null,
): AlarmEvent[] {
  const { bed, tMs } = memory;
  const events: AlarmEvent[] = [];
  for (const { alarm, why } of ended) {
    alarm.soundingRank = 0;
    events.push({ kind: "alarm", bed, tMs, phase: "end", ...presentAlarm(memory, alarm), ended: why, by });
  }
  for (const live of ordered) {
    const now = presentAlarm(memory, live);
    const phase = phaseOf(live, now, tMs);
    if (phase === null) continue;
    const { priority, state, inactivation, signalLost } = now;
    live.said = { tMs, priority, state, inactivation, signalLost };
    events.push({ kind: "alarm", bed, tMs, phase, ...now, ended: null, by });
  }
  return events;
}

function phaseOf({ said }: LiveAlarm, now: PresentAlarm, tMs: number): "start" | "update" | "continue" | null {
  if (said === null) return "start";
  const same =
    said.priority === now.priority &&
    said.state === now.state &&
    said.inactivation === now.inactivation &&
    said.signalLost === now.signalLost;
  if (!same) return "update";
  return tMs - said.tMs >= CONTINUE_MS ? "continue" : null;
}
