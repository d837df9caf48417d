import { type AlarmCode, TECHNICAL_CAUSES } from "../wire/alarms.ts";
import { noteOf } from "../wire/note-codes.ts";

import type { BedMemory } from "./bed-memory.ts";
import { ALARM_RULES } from "./catalogue.ts";
import { ABSENT, NEAR, present, type Sight } from "./sight.ts";
import { type AlarmVitals, sureRates } from "./vital-sights.ts";

/** A disturbance that passes within the time for which a value is held is no message (facts: clinical, R5). */
const DISTURBED_AFTER_MS = 10_000;
/** Two breaths of the slowest rate: before that, breathing that is not read yet is nothing to tell of. */
const BREATHING_AFTER_MS = 30_000;
/** Silence that nothing explains becomes an alarm after so long. */
const SILENT_AFTER_MS = 30_000;

/** Takes from one second's values why there may be none, and that the bed is not silent. */
export function findCauses(memory: BedMemory, vitals: AlarmVitals): void {
  const sure = sureRates(vitals);
  memory.found.pulse = pulseCause(vitals, sure.pulse);
  memory.found.breathing = sure.respiration === null && vitals.respiration.reason !== "no-breath";
  // A window that fills explains itself for a while: but one that never gets full is silence.
  if (sure.pulse !== null || (vitals.pulse.reason !== null && vitals.pulse.reason !== "starting")) {
    memory.unexplainedSinceMs = memory.tMs;
  }
}

function pulseCause({ pulse }: AlarmVitals, sure: number | null): AlarmCode | null {
  if (sure !== null) return null;
  switch (pulse.reason) {
    case "starting":
    case "pulse-lost":
      return null;
    case "no-face":
      return "not-in-view";
    case "low-light":
    case "confirm-patient":
    case "source-lost":
      return pulse.reason;
    default:
      return pulse.lostSinceMs === null ? "low-signal" : null;
  }
}

/** True where it is known why the bed has no values at all. */
export function isUnseen(memory: BedMemory): boolean {
  const { causes } = memory;
  return isSourceLost(memory) || causes["bed-lost"] !== undefined || causes.preparing !== undefined;
}

function isSourceLost({ causes, found }: BedMemory): boolean {
  return causes["source-lost"] !== undefined || found.pulse === "source-lost";
}

/** What is known now of each cause that is no condition of the body; the deeper cause hides those that follow from it. */
export function technicalSights(memory: BedMemory): [AlarmCode, Sight][] {
  const { causes, found, told, tMs } = memory;
  const sourceLost = isSourceLost(memory);
  const unseen = isUnseen(memory);
  const silent = tMs - memory.unexplainedSinceMs >= SILENT_AFTER_MS;
  const sights: [AlarmCode, Sight][] = [];
  for (const cause of TECHNICAL_CAUSES) {
    const detail = causes[cause];
    if (detail !== undefined) sights.push([cause, present(0, 0, detail, memory.causeNotes?.[cause])]);
    else sights.push([cause, cause === "source-lost" && sourceLost ? present(0) : ABSENT]);
  }
  for (const code of ["not-in-view", "low-light", "low-signal", "confirm-patient"] as const) {
    sights.push([code, !unseen && !silent && found.pulse === code ? present(DISTURBED_AFTER_MS) : ABSENT]);
  }
  sights.push(["breathing-low-signal", unseen || silent ? ABSENT : breathingSight(memory)]);
  sights.push(["silence", silent ? present(0, SILENT_AFTER_MS) : ABSENT]);
  sights.push(["grimace", told.grimace ? present(0) : ABSENT]);
  sights.push(["eyes-opened", told.eyesOpened ? present(0) : ABSENT]);
  sights.push(["monitoring-interrupted", interruptionSight(told.interruptedMs)]);
  return memory.mode === "monitoring" ? sights : sights.filter(([code]) => ALARM_RULES[code].scope === "station");
}

/** What disturbs the pulse as well is one cause, and the pulse's message speaks for it. */
function breathingSight({ found, settings }: BedMemory): Sight {
  if (!found.breathing || found.pulse === "not-in-view" || found.pulse === "low-light") return ABSENT;
  const isSpokenFor = found.pulse !== null && !settings.off.includes(found.pulse);
  return isSpokenFor ? NEAR : present(BREATHING_AFTER_MS);
}

function interruptionSight(interruptedMs: number | null): Sight {
  if (interruptedMs === null) return ABSENT;
  const seconds = Math.ceil(interruptedMs / 1000);
  const detail = interruptedMs === 0 ? "for an unknown time" : `${seconds} s`;
  return present(0, 0, detail, [noteOf("interrupted", { seconds })]);
}

/** Forgets a cause that was told once, since it was acknowledged. */
export function forgetMomentary(memory: BedMemory, code: AlarmCode): void {
  if (code === "clock-jump") delete memory.causes[code];
  if (code === "eyes-opened") memory.told.eyesOpened = false;
  if (code === "monitoring-interrupted") memory.told.interruptedMs = null;
}
