import { HistoryFault } from "./fault.ts";
import { migrate } from "./schema.ts";
import { readAnchors, readStoredRows } from "./sql-log.ts";
import type { SqlSession } from "./sql-session.ts";
import { planSqlStore } from "./sql-store.ts";
import { openSqliteSession } from "./sqlite-session.ts";
import type { HistoryStore } from "./store.ts";

/** Tables whose pages are all looked at before anything is written: small ones, and those that must not be lost. */
const CHECKED_TABLES = ["log_anchor", "bed_document", "log"];

/**
 * Opens a SQLite file as a history. To write: makes it where it is absent, brings it to the present layout, and refuses it
 * where it is damaged, held or not to be written; a refused file is left as it is. To read: takes it as it is. `openedMs`: the
 * station's clock. Throws a HistoryFault.
 */
export async function openSqliteStore(
  path: string,
  purpose: "write" | "read",
  openedMs: number,
): Promise<HistoryStore> {
  const session = openSqliteSession(path, purpose);
  // Not closed where this fails: that would move into a damaged file what its log of pages still holds.
  if (purpose === "write") await makeWritable(session, path, openedMs);
  return planSqlStore(session);
}

async function makeWritable(session: SqlSession, path: string, openedMs: number): Promise<void> {
  await migrate(session, path);
  for (const table of CHECKED_TABLES) {
    const [{ quick_check: finding }] = await session.all(`PRAGMA quick_check(${table})`);
    if (finding !== "ok") throw new HistoryFault("damaged", `${path}: the file is damaged (${table}: ${finding})`);
  }
  const { head } = await readAnchors(session);
  const [last] = await readStoredRows(session, head.sequence - 1, 1);
  if (head.sequence > 0 && last !== undefined && last.hash !== head.hash) {
    throw new HistoryFault("damaged", `${path}: the file is damaged (the log does not end as it did)`);
  }
  // Whether it can be written is only known once it was.
  await session.transaction("synced", (transaction) =>
    transaction.all(
      "INSERT INTO alive (name, t_ms) VALUES ('opened', ?1) ON CONFLICT (name) DO UPDATE SET t_ms = excluded.t_ms",
      [openedMs],
    ),
  );
}
