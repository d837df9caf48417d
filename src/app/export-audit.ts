import { userInfo } from "node:os";

import type { HistoryPlace } from "../history/backend.ts";
import { noteInLog } from "../history/history-logs.ts";

/**
 * Takes an export on this box into the log, as the station does with one from its page. A log that cannot take it, such as one
 * that the user may only read, is told on standard error, and the export goes on: whoever may read the files can copy them too.
 */
export async function auditExport(place: HistoryPlace, detail: string): Promise<void> {
  const record = { what: "exported", address: "command line", detail };
  try {
    await noteInLog(place, { kind: "access", bed: null, tMs: Date.now(), id: null, by: userName(), record });
  } catch (error) {
    process.stderr.write(`afar: the log did not take this export: ${error instanceof Error ? error.message : error}\n`);
  }
}

/** Null where the system does not know the user by name. */
function userName(): string | null {
  try {
    return userInfo().username;
  } catch {
    return null;
  }
}
