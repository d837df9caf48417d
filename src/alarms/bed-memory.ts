import type { Note } from "../base/note.ts";
import type {
  AlarmCode,
  AlarmEvent,
  AlarmPriority,
  AlarmSettings,
  AlarmState,
  PresentAlarm,
  TechnicalCause,
} from "../wire/alarms.ts";

/** An alarm that is there. */
export interface LiveAlarm {
  readonly id: string;
  readonly alarm: AlarmCode;
  readonly startMs: number;
  /** First value that showed the condition. */
  readonly onsetMs: number;
  readonly measurementMs: number;
  priority: AlarmPriority;
  active: boolean;
  acknowledged: boolean;
  signalLost: boolean;
  value: NonNullable<PresentAlarm["value"]> | null;
  detail: string | null;
  /** The detail again, as notes; absent where it has none. */
  notes?: readonly Note[] | undefined;
  /** Since when values have been within the limits again. */
  clearSinceMs: number | null;
  /** Since when nobody attends to it at its present priority. */
  unattendedSinceMs: number;
  firstSoundMs: number | null;
  /** Rank at which it is being heard, or was heard where it is told once; 0: it is not. */
  soundingRank: number;
  said: Said | null;
}

/** What was last said of an alarm. */
export interface Said {
  readonly tMs: number;
  readonly priority: AlarmPriority;
  readonly state: PresentAlarm["state"];
  readonly inactivation: PresentAlarm["inactivation"];
  readonly signalLost: boolean;
}

/** A condition that is there, whether it alarms yet or not. */
export interface Condition {
  readonly sinceMs: number;
  readonly extremeSinceMs: number | null;
  readonly worst: number;
  readonly measurementMs: number;
}

export interface EndedAlarm {
  readonly alarm: LiveAlarm;
  readonly why: NonNullable<AlarmEvent["ended"]>;
}

/** Everything that one bed's alarms know: plain data, so that it can be kept through a restart. */
export interface BedMemory {
  readonly bed: string;
  settings: AlarmSettings;
  tMs: number;
  /** Number of the next alarm. */
  next: number;
  mode: AlarmState["mode"];
  privacyUntilMs: number | null;
  pause: { untilMs: number; rank: number } | null;
  alarms: LiveAlarm[];
  conditions: Partial<Record<AlarmCode, Condition>>;
  /** Causes that hold now, as told. */
  causes: Partial<Record<TechnicalCause, string | null>>;
  /** What was told of them, as notes. */
  causeNotes?: Partial<Record<TechnicalCause, readonly Note[]>>;
  /** Causes that hold now, as found in the values. */
  found: { pulse: AlarmCode | null; breathing: boolean };
  /** What the face did and has not undone; a restart that still has to be told of. */
  told: { grimace: boolean; eyesOpened: boolean; interruptedMs: number | null };
  /** Since when nothing has told how the patient is, nor why that is not known. */
  unexplainedSinceMs: number;
  /** Last time of a sure value, and the value, /min. */
  sure: { pulse: SureValue | null; respiration: SureValue | null };
  /** When a cause was last heard once. */
  heardMs: Partial<Record<AlarmCode, number>>;
  /** Causes that were there and may be back at once; absent in what earlier versions kept. */
  spells?: Partial<Record<AlarmCode, Spell>>;
  remindAtMs: number | null;
}

/** A technical cause that comes and goes. */
export interface Spell {
  readonly sinceMs: number;
  readonly untilMs: number;
  readonly heard: boolean;
}

export interface SureValue {
  readonly tMs: number;
  readonly rate: number;
}

/** A bed of which nothing is known yet. Allocates. */
export function emptyMemory(bed: string, settings: AlarmSettings, firstNumber: number, tMs: number): BedMemory {
  return {
    bed,
    settings: structuredClone(settings),
    tMs,
    next: firstNumber,
    mode: "monitoring",
    privacyUntilMs: null,
    pause: null,
    alarms: [],
    conditions: {},
    causes: {},
    found: { pulse: null, breathing: false },
    told: { grimace: false, eyesOpened: false, interruptedMs: null },
    unexplainedSinceMs: tMs,
    sure: { pulse: null, respiration: null },
    heardMs: {},
    remindAtMs: null,
  };
}
