import type { Note } from "../base/note.ts";
import type {
  AlarmAnswer,
  AlarmOrder,
  AlarmOutput,
  AlarmSettings,
  AlarmState,
  TechnicalCause,
} from "../wire/alarms.ts";
import type { MovementEventMessage } from "../wire/movement.ts";

import { beginSounds, endSounds } from "./alarm-sound.ts";
import { announce, inOrder, presentAlarm } from "./announcement.ts";
import { escalate } from "./attention.ts";
import { type BedMemory, type EndedAlarm, emptyMemory } from "./bed-memory.ts";
import { observe } from "./condition-tracker.ts";
import { endPause, obey, resumeMonitoring } from "./orders.ts";
import { findCauses, isUnseen, technicalSights } from "./technical-sights.ts";
import { type AlarmVitals, sureRates, vitalSights } from "./vital-sights.ts";

/** Something that a bed's alarms learn of. `tMs`: the bed's alarm clock, which never goes back, not even through a restart. */
export type AlarmInput =
  /** One second's values; their own tMs may begin anew with the source. */
  | { readonly tMs: number; readonly kind: "vitals"; readonly vitals: AlarmVitals }
  | { readonly tMs: number; readonly kind: "movement"; readonly event: MovementEventMessage["event"] }
  /** A cause holds from now on, or no longer. `detail`: a few words that stand behind the cause's own. */
  | {
      readonly tMs: number;
      readonly kind: "technical";
      readonly cause: TechnicalCause;
      readonly active: boolean;
      readonly detail: string | null;
      /** The same as notes. */
      readonly notes?: readonly Note[] | undefined;
    }
  | { readonly tMs: number; readonly kind: "command"; readonly by: string; readonly order: AlarmOrder }
  /** The station is back after having been away for so long; 0: nobody knows for how long. */
  | { readonly tMs: number; readonly kind: "restart"; readonly awayMs: number }
  /** Nothing but that time has passed: to be told at least once a second. */
  | { readonly tMs: number; readonly kind: "time" };

export interface BedAlarms {
  /**
   * Takes the next input, in the order of time; an earlier time counts as the last one. Returns what is to be logged, sounded
   * and answered, in order: the answer to a command, then ends, then alarms by priority, then sounds. Allocates.
   */
  step(input: AlarmInput): AlarmOutput[];
  /** What a screen shows now. Allocates. */
  state(): AlarmState;
  /** Everything that is known, as plain data for JSON: `restoreBedAlarms` goes on from it. Allocates. */
  snapshot(): AlarmSnapshot;
}

export interface AlarmSnapshot {
  /** Layout of the snapshot. */
  readonly version: 1;
  readonly memory: BedMemory;
}

export interface BedAlarmPlan {
  readonly bed: string;
  readonly settings: AlarmSettings;
  /** Number of the bed's first alarm: one more than the log's last. */
  readonly firstNumber: number;
  /** Time from which the bed is watched, ms of the alarm clock. */
  readonly startMs: number;
}

/**
 * Plans the alarms of one bed: a state machine of limits, lost pulse, missing breath and technical causes, after IEC 60601-1-8 as
 * far as vendors' manuals tell of it.
 *
 * Pure: the same plan and inputs give the same outputs. Values that are missing, held or of low confidence neither raise nor
 * end an alarm.
 */
export function planBedAlarms({ bed, settings, firstNumber, startMs }: BedAlarmPlan): BedAlarms {
  return run(emptyMemory(bed, settings, firstNumber, startMs));
}

/**
 * Plans the alarms of a bed that goes on from a snapshot, with the same outputs as if it had never stopped. `firstNumber`: least
 * number of its next alarm, where numbers after the snapshot's may have been used.
 */
export function restoreBedAlarms(snapshot: AlarmSnapshot, firstNumber = 0): BedAlarms {
  const memory = structuredClone(snapshot.memory);
  memory.next = Math.max(memory.next, firstNumber);
  return run(memory);
}

function run(memory: BedMemory): BedAlarms {
  return {
    step(input) {
      const ended: EndedAlarm[] = [];
      memory.tMs = Math.max(memory.tMs, input.tMs);
      if (memory.pause && memory.tMs >= memory.pause.untilMs) endPause(memory);
      if (memory.privacyUntilMs !== null && memory.tMs >= memory.privacyUntilMs) resumeMonitoring(memory);
      const answer = take(memory, input, ended);
      if (memory.mode !== "monitoring" || isUnseen(memory)) memory.unexplainedSinceMs = memory.tMs;
      for (const [code, sight] of technicalSights(memory)) observe(memory, code, sight, ended);
      escalate(memory);
      const ordered = inOrder(memory.alarms);
      endSounds(memory, ended);
      const sounds = beginSounds(memory, ordered);
      const events = announce(memory, ordered, ended, answer?.by ?? null);
      return [...(answer ? [answer] : []), ...events, ...sounds];
    },
    state() {
      const alarms = inOrder(memory.alarms).map((live) => presentAlarm(memory, live));
      return {
        bed: memory.bed,
        tMs: memory.tMs,
        mode: memory.mode,
        privacyUntilMs: memory.privacyUntilMs,
        audioPausedUntilMs: memory.pause?.untilMs ?? null,
        alarms,
        sounding: alarms.find(({ audible }) => audible)?.priority ?? null,
        settings: structuredClone(memory.settings),
      };
    },
    snapshot: () => ({ version: 1, memory: structuredClone(memory) }),
  };
}

function take(memory: BedMemory, input: AlarmInput, ended: EndedAlarm[]): AlarmAnswer | null {
  switch (input.kind) {
    case "vitals":
      takeVitals(memory, input.vitals, ended);
      return null;
    case "movement":
      takeMovement(memory, input.event);
      return null;
    case "technical":
      takeCause(memory, input);
      return null;
    case "command": {
      const { bed, tMs } = memory;
      const { by, order } = input;
      return { kind: "alarm-answer", bed, tMs, by, order, ...obey(memory, order, ended) };
    }
    case "restart":
      takeRestart(memory, input.awayMs);
      return null;
    case "time":
      return null;
  }
}

function takeCause(memory: BedMemory, told: Extract<AlarmInput, { kind: "technical" }>): void {
  const { cause, active, detail, notes } = told;
  const { [cause]: _, ...others } = memory.causeNotes ?? {};
  memory.causeNotes = active && notes ? { ...others, [cause]: notes } : others;
  if (active) memory.causes[cause] = detail;
  else delete memory.causes[cause];
}

function takeVitals(memory: BedMemory, vitals: AlarmVitals, ended: EndedAlarm[]): void {
  if (memory.mode !== "monitoring") return;
  for (const [code, sight] of vitalSights(vitals, memory.settings, memory.sure.respiration)) {
    observe(memory, code, sight, ended);
  }
  const { pulse, respiration } = sureRates(vitals);
  if (pulse !== null) memory.sure.pulse = { tMs: memory.tMs, rate: pulse };
  if (respiration !== null) memory.sure.respiration = { tMs: memory.tMs, rate: respiration };
  findCauses(memory, vitals);
}

function takeMovement(memory: BedMemory, event: MovementEventMessage["event"]): void {
  const { told, settings, mode } = memory;
  if (mode !== "monitoring") return;
  if (event === "grimace-began") told.grimace = !settings.off.includes("grimace");
  if (event === "grimace-ended") told.grimace = false;
  if (event === "eyes-opened") told.eyesOpened = !settings.off.includes("eyes-opened");
  if (event === "eyes-closed") told.eyesOpened = false;
}

/** What was about to alarm was not watched meanwhile; what alarmed goes on, and has its time to be seen again. */
function takeRestart(memory: BedMemory, awayMs: number): void {
  const { told, sure, tMs } = memory;
  told.interruptedMs = (told.interruptedMs ?? 0) + awayMs;
  memory.conditions = {};
  memory.unexplainedSinceMs = tMs;
  for (const live of memory.alarms) {
    live.clearSinceMs = null;
    live.unattendedSinceMs = tMs;
  }
  for (const value of ["pulse", "respiration"] as const) {
    const last = sure[value];
    if (last) sure[value] = { ...last, tMs };
  }
}
