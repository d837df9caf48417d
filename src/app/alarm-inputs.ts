import type { Note } from "../base/note.ts";
import type { TechnicalCause } from "../wire/alarms.ts";
import type { BedMessage } from "../wire/messages.ts";
import type { AlarmInput } from "../alarms/bed-alarms.ts";

/** Values this late are no longer those of now. */
const LATE_MS = 500;
const NOTHING = { detail: null };

export interface AlarmInputs {
  /** What a bed's alarms learn from a message of its process, at a time of their clock. Allocates. */
  of(message: BedMessage, tMs: number): AlarmInput[];
}

/** Plans the view that one bed's alarms have of its process. A bed that was lost is lost until it measures again. */
export function planAlarmInputs(): AlarmInputs {
  let absent: TechnicalCause | null = "preparing";
  let late = false;

  function becomes(
    cause: TechnicalCause | null,
    { detail, notes }: { readonly detail: string | null; readonly notes?: readonly Note[] },
    tMs: number,
  ): AlarmInput[] {
    const inputs: AlarmInput[] = [];
    if (absent !== null && absent !== cause) inputs.push(technical(absent, false, null, tMs));
    if (cause !== null) inputs.push(technical(cause, true, detail, tMs, notes));
    absent = cause;
    return inputs;
  }

  return {
    of(message, tMs) {
      switch (message.kind) {
        case "vitals":
          return [...becomes(null, NOTHING, tMs), { tMs, kind: "vitals", vitals: message.vitals }];
        case "movement-event":
          return [{ tMs, kind: "movement", event: message.event }];
        case "status":
          if (message.state === "source-lost") return becomes("source-lost", message, tMs);
          if (message.state === "restarting") return becomes("bed-lost", message, tMs);
          return absent === "preparing" ? becomes("preparing", message, tMs) : [];
        case "load": {
          const isLate = message.lagMs > LATE_MS;
          if (isLate === late) return [];
          late = isLate;
          return [technical("processing-late", late, null, tMs)];
        }
        default:
          return [];
      }
    },
  };
}

function technical(
  cause: TechnicalCause,
  active: boolean,
  detail: string | null,
  tMs: number,
  notes?: readonly Note[],
): AlarmInput {
  return { tMs, kind: "technical", cause, active, detail, ...(notes && { notes }) };
}
