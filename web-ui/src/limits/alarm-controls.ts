import type { AlarmCode, AlarmSettings } from "../../../src/wire/alarms.ts";

/** What can be set about an alarm. */
export interface AlarmControl {
  readonly alarm: AlarmCode;
  /** Which of the bed's delays it waits for; null: none that can be set. */
  readonly delay: "conditionDelayS" | "noBreathDelayS" | null;
  /** False for what says that the screen cannot be trusted. */
  readonly canBeOff: boolean;
  /** False for what is told once and stays until it is acknowledged in any case. */
  readonly canLatch: boolean;
}

const PLAIN = { delay: null, canBeOff: true, canLatch: true } as const;
const LIMIT = { ...PLAIN, delay: "conditionDelayS" } as const;
const ALWAYS = { ...PLAIN, canBeOff: false } as const;
const ONCE = { ...ALWAYS, canLatch: false } as const;

/** Every alarm, those of the patient's body and the others; of each the most urgent first. */
export const ALARM_CONTROLS: Readonly<Record<"physiological" | "technical", readonly AlarmControl[]>> = {
  physiological: [
    { alarm: "pulse-lost", ...PLAIN },
    { alarm: "no-breath", ...LIMIT, delay: "noBreathDelayS" },
    { alarm: "pulse-high", ...LIMIT },
    { alarm: "pulse-low", ...LIMIT },
    { alarm: "respiration-high", ...LIMIT },
    { alarm: "respiration-low", ...LIMIT },
    { alarm: "irregular-rhythm", ...LIMIT },
    { alarm: "grimace", ...PLAIN },
    { alarm: "eyes-opened", ...PLAIN, canLatch: false },
  ],
  technical: [
    { alarm: "silence", ...ALWAYS },
    { alarm: "source-lost", ...ALWAYS },
    { alarm: "bed-lost", ...ALWAYS },
    { alarm: "storage-failing", ...ALWAYS },
    { alarm: "delivery-failing", ...ALWAYS },
    { alarm: "not-in-view", ...PLAIN },
    { alarm: "low-light", ...PLAIN },
    { alarm: "low-signal", ...PLAIN },
    { alarm: "confirm-patient", ...ALWAYS },
    { alarm: "breathing-low-signal", ...PLAIN },
    { alarm: "preparing", ...ALWAYS },
    { alarm: "processing-late", ...ALWAYS },
    { alarm: "clock-jump", ...ONCE },
    { alarm: "monitoring-interrupted", ...ONCE },
  ],
};

/** Minutes between reminders that the station takes. */
export const REMINDERS_MIN = [1, 2, 3, 5, 10] as const satisfies readonly AlarmSettings["reminderMin"][];
