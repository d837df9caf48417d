import { isKeptSessions } from "../../wire/accounts.ts";

import { readPrivateFile, writePrivateFile } from "./private-file.ts";
import { type SessionLimits, Sessions } from "./sessions.ts";

/**
 * Sessions that outlive the station's process, in a file that its user alone may read. What cannot be read or written costs a
 * sign-in, never the monitor: `onFault` is told.
 */
export function sessionsKeptIn(path: string, limits: SessionLimits, onFault: (error: unknown) => void): Sessions {
  const sessions = new Sessions(limits, (kept) => {
    try {
      writePrivateFile(path, `${JSON.stringify(kept)}\n`);
    } catch (error) {
      onFault(error);
    }
  });
  try {
    const kept: unknown = JSON.parse(readPrivateFile(path) ?? "[]");
    if (isKeptSessions(kept)) sessions.restore(kept, Date.now());
  } catch (error) {
    onFault(error);
  }
  return sessions;
}
