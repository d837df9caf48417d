import { isKeptSessions } from "../../wire/accounts.ts";

import { readPrivateFile, writePrivateFile } from "./private-file.ts";
import { type SessionLimits, Sessions } from "./sessions.ts";

export interface KeptSessionsPlan {
  readonly limits: SessionLimits;
  /** The station's clock, ms. */
  readonly nowMs: () => number;
  readonly onFault: (error: unknown) => void;
}

/**
 * Sessions that outlive the station's process, in a file that its user alone may read. What cannot be read or written costs a
 * sign-in, never the monitor: `onFault` is told.
 */
export function sessionsKeptIn(path: string, { limits, nowMs, onFault }: KeptSessionsPlan): Sessions {
  const sessions = new Sessions(limits, (kept) => {
    try {
      writePrivateFile(path, `${JSON.stringify(kept)}\n`);
    } catch (error) {
      onFault(error);
    }
  });
  try {
    const kept: unknown = JSON.parse(readPrivateFile(path) ?? "[]");
    if (isKeptSessions(kept)) sessions.restore(kept, nowMs());
  } catch (error) {
    onFault(error);
  }
  return sessions;
}
