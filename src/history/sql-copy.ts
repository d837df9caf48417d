import { migrate, TABLES } from "./schema.ts";
import type { SqlSession } from "./sql-session.ts";
import { openSqliteSession } from "./sqlite-session.ts";

const ROWS_AT_ONCE = 1000;

/** Writes all tables as they are at one moment into a SQLite file that must not exist yet. Throws a HistoryFault. */
export async function copyStore(session: SqlSession, path: string): Promise<void> {
  if (session.dialect === "sqlite") {
    await session.all("VACUUM INTO ?1", [path]);
    return;
  }
  const copy = openSqliteSession(path, "write");
  try {
    await migrate(copy, path);
    await session.transaction("synced", async (source) => {
      // Every statement after this sees the same moment.
      await source.script("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
      await copy.transaction("synced", async (target) => {
        for (const table of TABLES) await copyTable(source, target, table);
      });
    });
  } finally {
    await copy.close();
  }
}

async function copyTable(source: SqlSession, target: SqlSession, table: string): Promise<void> {
  await source.script(`DECLARE copied CURSOR FOR SELECT * FROM ${table}`);
  for (;;) {
    const rows = await source.all(`FETCH ${ROWS_AT_ONCE} FROM copied`);
    for (const row of rows) {
      const names = Object.keys(row);
      const places = names.map((_, index) => `?${index + 1}`);
      await target.all(`INSERT INTO ${table} (${names.join(", ")}) VALUES (${places.join(", ")})`, Object.values(row));
    }
    if (rows.length < ROWS_AT_ONCE) break;
  }
  await source.script("CLOSE copied");
}
