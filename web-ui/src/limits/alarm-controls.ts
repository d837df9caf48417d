import type { AlarmCode, AlarmSettings } from "../../../src/wire/alarms.ts";

/** An alarm that somebody may set, and how. */
export interface AlarmControl {
  readonly alarm: AlarmCode;
  /** Which of the bed's delays it waits for; null: none that can be set. */
  readonly delay: "conditionDelayS" | "noBreathDelayS" | null;
  /** False for what is told once and stays until it is acknowledged in any case. */
  readonly canLatch: boolean;
}

const LIMIT = { delay: "conditionDelayS", canLatch: true } as const;
const PLAIN = { delay: null, canLatch: true } as const;

/** Every alarm that can be switched off, the most urgent first. The others say that the screen cannot be trusted. */
export const ALARM_CONTROLS: readonly AlarmControl[] = [
  { alarm: "pulse-lost", ...PLAIN },
  { alarm: "no-breath", ...LIMIT, delay: "noBreathDelayS" },
  { alarm: "pulse-high", ...LIMIT },
  { alarm: "pulse-low", ...LIMIT },
  { alarm: "respiration-high", ...LIMIT },
  { alarm: "respiration-low", ...LIMIT },
  { alarm: "irregular-rhythm", ...LIMIT },
  { alarm: "grimace", ...PLAIN },
  { alarm: "eyes-opened", ...PLAIN, canLatch: false },
  { alarm: "not-in-view", ...PLAIN },
  { alarm: "low-light", ...PLAIN },
  { alarm: "low-signal", ...PLAIN },
  { alarm: "breathing-low-signal", ...PLAIN },
];

/** Minutes between reminders that the station takes. */
export const REMINDERS_MIN = [1, 2, 3, 5, 10] as const satisfies readonly AlarmSettings["reminderMin"][];
