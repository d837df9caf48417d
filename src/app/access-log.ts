import type { LogEntry } from "../history/log-entry.ts";
import type { Audit } from "../stream/accounts/audit.ts";

/** Events wait for the log no more than so many: a station that begins has it within a second. */
const MOST_WAITING = 1000;

export interface AccessLog {
  readonly audit: Audit;
  /** From now on events go there, those that waited first. */
  to(note: (entry: LogEntry) => void): void;
}

/** Leads who signed in, who was refused and what was changed into the log, which opens after the station listens. */
export function planAccessLog(nowMs: () => number = Date.now): AccessLog {
  const waiting: LogEntry[] = [];
  let take = (entry: LogEntry): void => {
    if (waiting.length < MOST_WAITING) waiting.push(entry);
  };
  return {
    audit({ what, by, address, detail }, times) {
      const record = { what, address, detail, ...(times > 1 && { times }) };
      take({ kind: "access", bed: null, tMs: nowMs(), id: null, by, record });
    },
    to(note) {
      take = note;
      for (const entry of waiting.splice(0)) note(entry);
    },
  };
}
