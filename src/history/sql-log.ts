import { HistoryFault } from "./fault.ts";
import { chainRow, EMPTY_HEAD, parseBody, type StoredRow } from "./hash-chain.ts";
import type { LogHead, LogRow, PendingEntry } from "./log-entry.ts";
import type { SqlRow, SqlSession } from "./sql-session.ts";
import type { Appended, LogAnchors, LogQuery } from "./store.ts";

const COLUMNS = "sequence, key, bed, kind, t_ms, body, hash";

/** Appends entries within a transaction. Entries that are already there keep their rows. */
export async function appendEntries(
  session: SqlSession,
  entries: readonly PendingEntry[],
  recordedMs: number,
): Promise<Appended> {
  const before = await readAnchor(session, "head");
  let head: LogHead = before;
  const sequences: number[] = [];
  for (const entry of entries) {
    const [present] = await session.all("SELECT sequence FROM log WHERE key = ?1", [entry.key]);
    if (present) {
      sequences.push(Number(present.sequence));
      continue;
    }
    const row = chainRow(head, { ...entry, sequence: head.sequence + 1, recordedMs: Math.round(recordedMs) });
    await session.all(`INSERT INTO log (${COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)`, [
      row.sequence,
      row.key,
      row.bed,
      row.kind,
      row.tMs,
      row.body,
      row.hash,
    ]);
    sequences.push(row.sequence);
    head = { sequence: row.sequence, hash: row.hash };
  }
  if (head !== before) await moveAnchor(session, "head", before, head);
  return { sequences, head };
}

/** Moves an anchor within a transaction, from where it was read: another writer in between is a fault. */
async function moveAnchor(session: SqlSession, name: "base" | "head", from: LogHead, to: LogHead): Promise<void> {
  const values = [name, to.sequence, to.hash];
  const moved =
    from === EMPTY_HEAD
      ? await session.all(
          "INSERT INTO log_anchor (name, sequence, hash) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING RETURNING name",
          values,
        )
      : await session.all(
          "UPDATE log_anchor SET sequence = ?2, hash = ?3 WHERE name = ?1 AND sequence = ?4 RETURNING name",
          [...values, from.sequence],
        );
  if (moved.length !== 1) throw new HistoryFault("locked", "another station writes the same log");
}

async function readAnchor(session: SqlSession, name: "base" | "head"): Promise<LogHead> {
  const [row] = await session.all("SELECT sequence, hash FROM log_anchor WHERE name = ?1", [name]);
  return row ? { sequence: Number(row.sequence), hash: String(row.hash) } : EMPTY_HEAD;
}

export async function readAnchors(session: SqlSession): Promise<LogAnchors> {
  return { base: await readAnchor(session, "base"), head: await readAnchor(session, "head") };
}

/** Lets an empty log continue after `head`. Throws a HistoryFault where it is not empty. */
export async function continueLog(session: SqlSession, head: LogHead): Promise<void> {
  if (head.sequence === 0) return;
  await session.transaction("synced", async (transaction) => {
    await moveAnchor(transaction, "base", EMPTY_HEAD, head);
    await moveAnchor(transaction, "head", EMPTY_HEAD, head);
  });
}

/** Rows for a reader, newest first. */
export async function queryLog(
  session: SqlSession,
  { before, bed, ofNoBed = false, limit }: LogQuery,
): Promise<LogRow[]> {
  const conditions: string[] = [];
  const values: (string | number)[] = [limit];
  if (before !== null) conditions.push(`sequence < ?${values.push(before)}`);
  if (bed !== null) conditions.push(`bed = ?${values.push(bed)}`);
  if (ofNoBed) conditions.push("bed IS NULL");
  const where = conditions.length === 0 ? "" : `WHERE ${conditions.join(" AND ")}`;
  const rows = await session.all(`SELECT body FROM log ${where} ORDER BY sequence DESC LIMIT ?1`, values);
  return rows.map(({ body }) => parseBody(String(body)));
}

/** Rows as they lie there, oldest first. */
export async function readStoredRows(session: SqlSession, after: number, limit: number): Promise<StoredRow[]> {
  const rows = await session.all(`SELECT ${COLUMNS} FROM log WHERE sequence > ?1 ORDER BY sequence LIMIT ?2`, [
    after,
    limit,
  ]);
  return rows.map(storedRow);
}

function storedRow({ sequence, key, bed, kind, t_ms, body, hash }: SqlRow): StoredRow {
  return {
    sequence: Number(sequence),
    key: String(key),
    bed: bed === null ? null : String(bed),
    kind: String(kind),
    tMs: Number(t_ms),
    body: String(body),
    hash: String(hash),
  };
}

/** Removes the oldest rows, as far as all of them happened before a time, and moves the log's begin after them. */
export async function trimLog(session: SqlSession, beforeMs: number): Promise<void> {
  await session.transaction("synced", async (transaction) => {
    const [kept] = await transaction.all("SELECT min(sequence) AS first FROM log WHERE t_ms >= ?1", [
      Math.round(beforeMs),
    ]);
    const { base, head } = await readAnchors(transaction);
    const last = kept?.first == null ? head.sequence : Number(kept.first) - 1;
    const [row] = await transaction.all("SELECT sequence, hash FROM log WHERE sequence = ?1", [last]);
    if (!row || last <= base.sequence) return;
    await transaction.all("DELETE FROM log WHERE sequence <= ?1", [last]);
    await moveAnchor(transaction, "base", base, { sequence: last, hash: String(row.hash) });
  });
}
