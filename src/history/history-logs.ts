import { randomUUID } from "node:crypto";

import type { HistoryPlace } from "./backend.ts";
import { historyFiles, newestFile } from "./history-files.ts";
import type { LogEntry } from "./log-entry.ts";
import { openPostgresStore } from "./postgres-store.ts";
import { openSqliteStore } from "./sqlite-store.ts";
import type { HistoryStore } from "./store.ts";

/** One store of a history: a place has several where earlier ones were set aside. */
export interface HistoryPart {
  /** For the reader of a sentence. */
  readonly name: string;
  /** Opens it to be read beside a station that writes it; its calls do not return before they are done. Throws a HistoryFault. */
  open(): Promise<HistoryStore>;
}

/** Parts of a history in the order in which they were begun; none where there is no history yet. */
export function historyParts(place: HistoryPlace): HistoryPart[] {
  if (place.kind === "postgres") {
    return [{ name: `database ${place.schema}`, open: () => openPostgresStore(place) }];
  }
  return historyFiles(place.path).map((file) => ({ name: file, open: () => openSqliteStore(file, "read", 0) }));
}

/** Adds a row to the log of a history that is there, beside a station that may be writing it. Throws a HistoryFault. */
export async function noteInLog(place: HistoryPlace, entry: LogEntry): Promise<void> {
  const store =
    place.kind === "postgres"
      ? await openPostgresStore(place)
      : await openSqliteStore(newestFile(place.path), "write", entry.tMs);
  await store.appendLog([{ ...entry, key: randomUUID(), late: false }], [], entry.tMs);
  await store.close();
}
