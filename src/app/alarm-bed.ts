import type { Note } from "../base/note.ts";
import type { AlarmsMessage, Patient } from "../wire/alarm-messages.ts";
import type { AlarmOrder, AlarmOutput, AlarmSettings, TechnicalCause } from "../wire/alarms.ts";
import { TECHNICAL_CAUSES } from "../wire/alarms.ts";
import type { BedMessage } from "../wire/messages.ts";
import { planBedAlarms, restoreBedAlarms } from "../alarms/bed-alarms.ts";
import type { BedDocument } from "../history/store.ts";

import type { AlarmClock } from "./alarm-clock.ts";
import { bedDocument, readBedDocument } from "./alarm-document.ts";
import { planAlarmInputs } from "./alarm-inputs.ts";

export interface AlarmBedPlan {
  readonly bed: string;
  /** Of a bed that nobody has set. */
  readonly settings: AlarmSettings;
  readonly clock: AlarmClock;
  /** Beds as they were kept. */
  readonly documents: readonly BedDocument[];
  /** How long the station was away, ms; 0: unknown, null: it never ran before. */
  readonly awayMs: number | null;
}

/** One bed's alarms and patient within the running station. What its methods return is still to be recorded, then told. */
export interface AlarmBed {
  readonly bed: string;
  patient: Patient | null;
  /** How it alarms for a patient to come. */
  site: AlarmSettings;
  /** What the bed's first moment puts out. */
  begin(): AlarmOutput[];
  hear(message: BedMessage): AlarmOutput[];
  obey(order: AlarmOrder, by: string): AlarmOutput[];
  cause(cause: TechnicalCause, active: boolean, detail: string | null, notes?: readonly Note[]): AlarmOutput[];
  time(): AlarmOutput[];
  /** What a screen shows. Allocates. */
  shown(): AlarmsMessage;
  document(savedMs: number): BedDocument;
}

/** Plans a bed: as it was kept, or new. */
export function planAlarmBed({ bed, settings, clock, documents, awayMs }: AlarmBedPlan): AlarmBed {
  const kept = readBedDocument(documents, bed);
  const startMs = clock.nowMs();
  // Alarms that could not be recorded may have used numbers after the kept one: those of a later time are free.
  const alarms = kept
    ? restoreBedAlarms(kept.alarms, startMs)
    : planBedAlarms({ bed, settings, firstNumber: startMs, startMs });
  const inputs = planAlarmInputs();
  const step = (input: Parameters<typeof alarms.step>[0]) => alarms.step(input);
  const cause = (code: TechnicalCause, active: boolean, detail: string | null, notes?: readonly Note[]) =>
    step({ tMs: clock.nowMs(), kind: "technical", cause: code, active, detail, ...(notes && { notes }) });

  return {
    bed,
    patient: kept?.patient ?? null,
    site: settings,
    begin() {
      const outputs: AlarmOutput[] = [];
      // What held when the station ended is found out anew; the clock's jump is told until somebody has read it.
      for (const code of TECHNICAL_CAUSES) if (code !== "clock-jump") outputs.push(...cause(code, false, null));
      outputs.push(...cause("preparing", true, null));
      if (kept && awayMs !== null) outputs.push(...step({ tMs: clock.nowMs(), kind: "restart", awayMs }));
      return outputs;
    },
    hear: (message) => inputs.of(message, clock.nowMs()).flatMap(step),
    obey: (order, by) => step({ tMs: clock.nowMs(), kind: "command", by, order }),
    cause,
    time: () => step({ tMs: clock.nowMs(), kind: "time" }),
    shown() {
      const state = alarms.state();
      const listed = state.alarms.map((alarm) => ({ ...alarm, notRecorded: false }));
      return { kind: "alarms", ...state, patient: this.patient, alarms: listed };
    },
    document(savedMs) {
      return bedDocument(bed, savedMs, { patient: this.patient, alarms: alarms.snapshot() });
    },
  };
}
