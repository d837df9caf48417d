import { inactivationOf } from "./alarm-sound.ts";
import type { BedMemory, LiveAlarm } from "./bed-memory.ts";
import { ALARM_RULES, raisedPriority } from "./catalogue.ts";
import { raise } from "./condition-tracker.ts";

/** Longest time for which a value may be missing before its alarm says so: as long as one is held (facts: clinical, R5). */
const SIGNAL_LOST_AFTER_MS = 10_000;

/** Raises what worsened by itself: limit alarms whose value is no longer seen, and alarms that nobody attends to. */
export function escalate(memory: BedMemory): void {
  const { tMs, settings } = memory;
  for (const live of memory.alarms) {
    const { highest } = ALARM_RULES[live.alarm];
    if (losesSignal(memory, live)) {
      live.signalLost = true;
      raise(live, raisedPriority(live.priority, highest), tMs);
    }
    // Whoever acknowledged it or paused the sound is there.
    if (inactivationOf(memory, live) !== "enabled") live.unattendedSinceMs = tMs;
    const higher = raisedPriority(live.priority, highest);
    const unattended = settings.escalateS !== null && tMs - live.unattendedSinceMs >= settings.escalateS * 1000;
    if (unattended && live.active && higher !== live.priority) raise(live, higher, tMs);
  }
}

function losesSignal({ sure, tMs }: BedMemory, { alarm, active, signalLost }: LiveAlarm): boolean {
  if (!active || signalLost) return false;
  const value = alarm.startsWith("pulse-") ? sure.pulse : sure.respiration;
  const limit = alarm.endsWith("-high") || alarm.endsWith("-low");
  return limit && value !== null && tMs - value.tMs >= SIGNAL_LOST_AFTER_MS;
}
