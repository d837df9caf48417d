import type { AlarmCode, AlarmPriority } from "../wire/alarms.ts";

/** What is fixed about an alarm. */
export interface AlarmRule {
  readonly group: "physiological" | "technical";
  readonly priority: AlarmPriority;
  /** Priority up to which it rises while nobody attends to it. */
  readonly highest: AlarmPriority;
  /** Heard again and again until somebody attends to it, or one burst a cause in five minutes. */
  readonly sound: "repeat" | "once";
  /** Time from its onset for which it is seen but not heard. */
  readonly quietMs: number;
  /** Of the bed's patient: it rests in standby and privacy; else of the station. */
  readonly scope: "patient" | "station";
  /** Told once, with no end of its own: it stays until it is acknowledged. */
  readonly momentary: boolean;
  /** A screen that cannot be trusted must say so: these cannot be switched off. */
  readonly canBeOff: boolean;
  /** The fewest beds that may have it from one cause, such as the room's light; null: every bed has its own. */
  readonly sharedBy: number | null;
}

/** Two beds may meet the same fault by chance within half a minute; three hardly do. */
const BY_NO_CHANCE = 3;
/** What the station itself does is one cause for all its beds. */
const OF_THE_STATION = { scope: "station", sharedBy: 2 } as const;

/** Technical causes mostly pass by themselves: they are quiet for so long (facts: clinical, A8). */
const TECHNICAL_QUIET_MS = 30_000;
/**
 * A patient who is cared for is not measurable meanwhile, and somebody is there. So that is heard when it lasts for as long as an
 * alarm that nobody attends to takes to rise. A pulse that vanishes in view, and a patient out of view, are alarms of their own.
 */
const CARE_QUIET_MS = 180_000;

const PHYSIOLOGICAL = {
  group: "physiological",
  sound: "repeat",
  quietMs: 0,
  scope: "patient",
  momentary: false,
  canBeOff: true,
  sharedBy: null,
} as const;
const TECHNICAL = {
  group: "technical",
  sound: "once",
  quietMs: TECHNICAL_QUIET_MS,
  scope: "patient",
  momentary: false,
  canBeOff: false,
  sharedBy: null,
} as const;
const high = { priority: "high", highest: "high" } as const;
const medium = { priority: "medium", highest: "medium" } as const;
const low = { priority: "low", highest: "low" } as const;
const mediumRising = { priority: "medium", highest: "high" } as const;
const lowRising = { priority: "low", highest: "medium" } as const;

export const ALARM_RULES: Readonly<Record<AlarmCode, AlarmRule>> = {
  "pulse-lost": { ...PHYSIOLOGICAL, ...high },
  "no-breath": { ...PHYSIOLOGICAL, ...high },
  "pulse-high": { ...PHYSIOLOGICAL, ...mediumRising },
  "pulse-low": { ...PHYSIOLOGICAL, ...mediumRising },
  "respiration-high": { ...PHYSIOLOGICAL, ...mediumRising },
  "respiration-low": { ...PHYSIOLOGICAL, ...mediumRising },
  "irregular-rhythm": { ...PHYSIOLOGICAL, ...low, sound: "once" },
  grimace: { ...PHYSIOLOGICAL, ...low, sound: "once" },
  "eyes-opened": { ...PHYSIOLOGICAL, ...low, sound: "once", momentary: true },
  // Nothing explains it, so anything may be behind it: it does not rest after one burst.
  silence: { ...TECHNICAL, ...mediumRising, sound: "repeat", quietMs: 0 },
  "source-lost": { ...TECHNICAL, ...medium, sharedBy: BY_NO_CHANCE },
  "bed-lost": { ...TECHNICAL, ...medium, sharedBy: BY_NO_CHANCE },
  preparing: { ...TECHNICAL, ...low, sharedBy: BY_NO_CHANCE },
  "not-in-view": { ...TECHNICAL, ...lowRising, canBeOff: true },
  "low-light": { ...TECHNICAL, ...lowRising, canBeOff: true, sharedBy: BY_NO_CHANCE },
  "low-signal": { ...TECHNICAL, ...lowRising, canBeOff: true, quietMs: CARE_QUIET_MS },
  "confirm-patient": { ...TECHNICAL, ...lowRising },
  "breathing-low-signal": { ...TECHNICAL, ...low, canBeOff: true, quietMs: CARE_QUIET_MS },
  "processing-late": { ...TECHNICAL, ...low, sharedBy: BY_NO_CHANCE },
  "storage-failing": { ...TECHNICAL, ...medium, ...OF_THE_STATION },
  "delivery-failing": { ...TECHNICAL, ...medium, ...OF_THE_STATION },
  "clock-jump": { ...TECHNICAL, ...low, ...OF_THE_STATION, momentary: true },
  "monitoring-interrupted": { ...TECHNICAL, ...low, ...OF_THE_STATION, momentary: true },
};

/** 1 low, 2 medium, 3 high. */
export function priorityRank(priority: AlarmPriority): number {
  return priority === "high" ? 3 : priority === "medium" ? 2 : 1;
}

/** One step higher, but no higher than `highest`. */
export function raisedPriority(priority: AlarmPriority, highest: AlarmPriority): AlarmPriority {
  if (priorityRank(priority) >= priorityRank(highest)) return priority;
  return priority === "low" ? "medium" : "high";
}
