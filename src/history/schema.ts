import { HistoryFault } from "./fault.ts";
import type { SqlSession } from "./sql-session.ts";

/**
 * Steps from an empty store to the present layout, the first from version 0 to 1: in order, never changed once released.
 * `{int}` is a 64-bit integer, `{bytes}` bytes.
 */
export const SCHEMA_STEPS: readonly string[] = [
  `CREATE TABLE log (
     sequence {int} PRIMARY KEY, key TEXT NOT NULL UNIQUE, bed TEXT, kind TEXT NOT NULL, t_ms {int} NOT NULL,
     body TEXT NOT NULL, hash TEXT NOT NULL);
   CREATE INDEX log_bed ON log (bed, sequence);
   CREATE TABLE log_anchor (name TEXT PRIMARY KEY, sequence {int} NOT NULL, hash TEXT NOT NULL);
   CREATE TABLE bed_document (bed TEXT PRIMARY KEY, saved_ms {int} NOT NULL, body TEXT NOT NULL);
   CREATE TABLE alive (name TEXT PRIMARY KEY, t_ms {int} NOT NULL);
   CREATE TABLE trend_second (
     bed TEXT NOT NULL, second {int} NOT NULL, clock_ms {int} NOT NULL, marks {int} NOT NULL, figures {bytes} NOT NULL,
     PRIMARY KEY (second, bed));
   CREATE TABLE trend_block (bed TEXT NOT NULL, minute {int} NOT NULL, packed {bytes} NOT NULL, PRIMARY KEY (bed, minute));
   CREATE TABLE trend_minute (
     bed TEXT NOT NULL, minute {int} NOT NULL, marks {int} NOT NULL, figures {bytes} NOT NULL, PRIMARY KEY (bed, minute));
   CREATE INDEX trend_block_minute ON trend_block (minute);
   CREATE INDEX trend_minute_minute ON trend_minute (minute);
   CREATE TABLE wave_event (id TEXT PRIMARY KEY, bed TEXT NOT NULL, t_ms {int} NOT NULL, body TEXT NOT NULL);
   CREATE INDEX wave_event_bed ON wave_event (bed, t_ms)`,
];

/** Every table of the present layout, those that must not be lost first. */
export const TABLES = [
  "log_anchor",
  "log",
  "bed_document",
  "alive",
  "wave_event",
  "trend_minute",
  "trend_block",
  "trend_second",
] as const;

/**
 * Brings a store to the present layout: all steps that it lacks in one transaction, or none. Throws a HistoryFault `newer`
 * where a later version wrote it, and then has changed nothing.
 */
export async function migrate(
  session: SqlSession,
  place: string,
  steps: readonly string[] = SCHEMA_STEPS,
): Promise<void> {
  const version = await schemaVersion(session);
  if (version > steps.length) {
    throw new HistoryFault("newer", `${place}: a later version of Afar wrote it (layout ${version})`);
  }
  if (version === steps.length) return;
  const words = session.dialect === "sqlite" ? { int: "INTEGER", bytes: "BLOB" } : { int: "BIGINT", bytes: "BYTEA" };
  await session.transaction("synced", async (transaction) => {
    if (version === 0) await transaction.script("CREATE TABLE schema_version (version INTEGER NOT NULL)");
    for (const step of steps.slice(version)) {
      await transaction.script(step.replaceAll("{int}", words.int).replaceAll("{bytes}", words.bytes));
    }
    await transaction.script("DELETE FROM schema_version");
    await transaction.all("INSERT INTO schema_version (version) VALUES (?1)", [steps.length]);
  });
}

/** 0 for an empty store. */
async function schemaVersion(session: SqlSession): Promise<number> {
  const [{ n }] =
    session.dialect === "sqlite"
      ? await session.all("SELECT count(*) AS n FROM sqlite_master WHERE name = 'schema_version'")
      : await session.all(
          "SELECT count(*) AS n FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = 'schema_version'",
        );
  if (n === 0) return 0;
  const rows = await session.all("SELECT version FROM schema_version");
  return Number(rows[0]?.version ?? 0);
}
