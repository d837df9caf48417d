import { pathToFileURL } from "node:url";

import Database from "libsql";

import { faultOf } from "./fault.ts";
import type { Durability, SqlRow, SqlSession, SqlValue } from "./sql-session.ts";

/** Time to wait for another process that holds the file, ms: under the 500 ms within which an alarm must be recorded. */
const BUSY_MS = 200;
const WAL_BYTES = 4 << 20;

/**
 * Opens a SQLite file; to write, makes it where it is absent, in WAL mode; to read, writes nothing. Its calls do not return before they are done, so a thread of their own should make them.
 * Throws a HistoryFault.
 */
export function openSqliteSession(path: string, purpose: "write" | "read"): SqlSession {
  const guard = <T>(body: () => T): T => {
    try {
      return body();
    } catch (error) {
      throw faultOf(error, path);
    }
  };

  const database = guard(() => new Database(purpose === "read" ? `${pathToFileURL(path).href}?mode=ro` : path));
  const statements = new Map<string, Database.Statement>();

  const all = (sql: string, values: readonly SqlValue[]): SqlRow[] =>
    guard(() => {
      let statement = statements.get(sql);
      if (!statement) {
        statement = database.prepare(sql);
        statements.set(sql, statement);
      }
      if (!statement.reader) {
        statement.run([...values]);
        return [];
      }
      const rows = statement.all([...values]) as Record<string, SqlValue | ArrayBuffer>[];
      for (const row of rows) {
        for (const [name, value] of Object.entries(row)) {
          if (value instanceof ArrayBuffer) row[name] = new Uint8Array(value);
        }
      }
      return rows as SqlRow[];
    });

  guard(() => {
    database.exec(`PRAGMA busy_timeout=${BUSY_MS}`);
    database.exec("PRAGMA temp_store=MEMORY");
    if (purpose === "read") return;
    // Heeded before the first table is made; later it would still write, and a file may yet be found to be damaged.
    const [{ page_count: pages }] = database.prepare("PRAGMA page_count").all() as { page_count: number }[];
    if (pages === 0) database.exec("PRAGMA auto_vacuum=INCREMENTAL");
    database.prepare("PRAGMA journal_mode=WAL").all();
    // The log of pages not yet in the file is cut back to this after it was large once.
    database.prepare(`PRAGMA journal_size_limit=${WAL_BYTES}`).all();
  });

  let synced: Durability | null = null;
  const session: SqlSession = {
    dialect: "sqlite",
    async script(sql) {
      guard(() => database.exec(sql));
    },
    async all(sql, values = []) {
      return all(sql, values);
    },
    async transaction(durability, body) {
      if (durability !== synced)
        guard(() => database.exec(`PRAGMA synchronous=${durability === "synced" ? "FULL" : "NORMAL"}`));
      synced = durability;
      guard(() => database.exec("BEGIN IMMEDIATE"));
      try {
        const result = await body(session);
        guard(() => database.exec("COMMIT"));
        return result;
      } catch (error) {
        if (database.inTransaction) guard(() => database.exec("ROLLBACK"));
        throw faultOf(error, path);
      }
    },
    async close() {
      statements.clear();
      guard(() => database.close());
    },
  };
  return session;
}
