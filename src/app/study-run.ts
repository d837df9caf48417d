import type { AlarmCode, AlarmOrder, AlarmSettings } from "../wire/alarms.ts";
import { type BedAlarms, planBedAlarms } from "../alarms/bed-alarms.ts";
import { defaultAlarmSettings } from "../alarms/profile.ts";
import type { AlarmVitals } from "../alarms/vital-sights.ts";

/** A nurse is there, and has seen what there is, so long after a sound. */
const ATTENDED_AFTER_MS = 60_000;
const ALL: AlarmOrder = { order: "acknowledge", id: null };

/** An alarm that was raised. */
export interface RaisedAlarm {
  readonly alarm: AlarmCode;
  readonly physiological: boolean;
  /** On the run's own clock. */
  readonly tMs: number;
}

export interface StudyRun {
  /** One second's values. */
  second(vitals: AlarmVitals): void;
  readonly raised: readonly RaisedAlarm[];
  /** Sounds of alarms that began, by alarm. */
  readonly heard: Readonly<Partial<Record<AlarmCode, number>>>;
  /** Sounds that only remind of an alarm that is known. */
  readonly reminders: number;
}

/** Settings of the study: a profile's own, with another delay of conditions, s. Allocates. */
export function studySettings(profile: AlarmSettings["profile"], delayS: number): AlarmSettings {
  const preset = defaultAlarmSettings(profile);
  return { ...preset, conditionDelayS: delayS, extremeDelayS: Math.min(preset.extremeDelayS, delayS) };
}

/** Plans a bed whose alarms are counted; `attended`: a nurse acknowledges what sounded. */
export function planStudyRun(settings: AlarmSettings, attended: boolean): StudyRun {
  const bed = planBedAlarms({ bed: "1", settings, firstNumber: 1, startMs: 0 });
  const raised: RaisedAlarm[] = [];
  let tMs = 0;
  let attendedAtMs = Number.POSITIVE_INFINITY;
  const codes = new Map<string, AlarmCode>();
  const heard: Partial<Record<AlarmCode, number>> = {};
  let reminders = 0;

  function step(input: Parameters<BedAlarms["step"]>[0]): void {
    for (const output of bed.step(input)) {
      if (output.kind === "alarm" && output.phase === "start") {
        codes.set(output.id, output.alarm);
        raised.push({ alarm: output.alarm, physiological: output.group === "physiological", tMs });
      }
      if (output.kind !== "alarm-sound") continue;
      const code = codes.get(output.id ?? "");
      if (code === undefined) reminders += 1;
      else heard[code] = (heard[code] ?? 0) + 1;
      if (attended) attendedAtMs = Math.min(attendedAtMs, tMs + ATTENDED_AFTER_MS);
    }
  }

  return {
    second(vitals) {
      tMs += 1000;
      step({ tMs, kind: "vitals", vitals });
      if (tMs < attendedAtMs) return;
      attendedAtMs = Number.POSITIVE_INFINITY;
      step({ tMs, kind: "command", by: "nurse", order: ALL });
    },
    raised,
    heard,
    get reminders() {
      return reminders;
    },
  };
}
