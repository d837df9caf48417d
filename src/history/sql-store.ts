import { copyStore } from "./sql-copy.ts";
import { appendEntries, continueLog, queryLog, readAnchors, readStoredRows, trimLog } from "./sql-log.ts";
import { retainRest } from "./sql-retention.ts";
import type { SqlSession } from "./sql-session.ts";
import { appendSeconds, readAxis, readMinutes, readSeconds, sumUp } from "./sql-trends.ts";
import type { HistoryStore } from "./store.ts";
import type { TrendAxis } from "./trend-axis.ts";
import type { WaveEvent } from "./wave-event.ts";

/** Most titles of events in one answer. */
const MOST_EVENTS = 1000;
/** Beds whose minute is summed up in one transaction: an alarm waits for no more, though the minute of all ends at once. */
const BEDS_AT_ONCE = 4;

/** The history over SQL, in tables of the present layout. */
export function planSqlStore(session: SqlSession): HistoryStore {
  const axes = new Map<string, TrendAxis>();
  /** By bed: the minute up to which its seconds are summed up. */
  const summed = new Map<string, number>();

  return {
    appendLog: (entries, documents, recordedMs) =>
      session.transaction("synced", async (transaction) => {
        const appended = await appendEntries(transaction, entries, recordedMs);
        for (const { bed, savedMs, content } of documents) {
          await transaction.all(
            `INSERT INTO bed_document (bed, saved_ms, body) VALUES (?1, ?2, ?3)
             ON CONFLICT (bed) DO UPDATE SET saved_ms = excluded.saved_ms, body = excluded.body`,
            [bed, Math.round(savedMs), JSON.stringify(content)],
          );
        }
        return appended;
      }),

    async appendTrends(seconds, aliveMs) {
      try {
        for (const { bed } of seconds) if (!axes.has(bed)) axes.set(bed, await readAxis(session, bed));
        await session.transaction("written", async (transaction) => {
          const minutes = await appendSeconds(transaction, seconds, axes);
          const ended = [...minutes].filter(([bed, minute]) => summed.get(bed) !== minute);
          for (const [bed, minute] of ended.slice(0, BEDS_AT_ONCE)) {
            await sumUp(transaction, bed, minute);
            summed.set(bed, minute);
          }
          await transaction.all(
            "INSERT INTO alive (name, t_ms) VALUES ('station', ?1) ON CONFLICT (name) DO UPDATE SET t_ms = excluded.t_ms",
            [Math.round(aliveMs)],
          );
        });
      } catch (error) {
        // They have moved on over what is not there.
        axes.clear();
        summed.clear();
        throw error;
      }
    },

    async documents() {
      const rows = await session.all("SELECT bed, saved_ms, body FROM bed_document ORDER BY bed");
      return rows.map(({ bed, saved_ms, body }) => ({
        bed: String(bed),
        savedMs: Number(saved_ms),
        content: JSON.parse(String(body)) as unknown,
      }));
    },

    async aliveMs() {
      const [row] = await session.all("SELECT t_ms FROM alive WHERE name = 'station'");
      return row ? Number(row.t_ms) : null;
    },

    log: (query) => queryLog(session, query),
    anchors: () => readAnchors(session),
    storedRows: (after, limit) => readStoredRows(session, after, limit),
    continueFrom: (head) => continueLog(session, head),
    trendSeconds: (bed, range) => readSeconds(session, bed, range),
    trendMinutes: (bed, range) => readMinutes(session, bed, range),

    async saveEvent(event) {
      await session.transaction("written", (transaction) =>
        transaction.all("INSERT INTO wave_event (id, bed, t_ms, body) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING", [
          event.id,
          event.bed,
          Math.round(event.tMs),
          JSON.stringify(event),
        ]),
      );
    },

    async events(bed, { fromMs, toMs }) {
      const rows = await session.all(
        `SELECT body FROM wave_event WHERE bed = ?1 AND t_ms >= ?2 AND t_ms < ?3 ORDER BY t_ms DESC, id DESC LIMIT ${MOST_EVENTS}`,
        [bed, Math.round(fromMs), Math.round(toMs)],
      );
      return rows.map(({ body }) => {
        const { id, tMs, title } = JSON.parse(String(body)) as WaveEvent;
        return { id, bed, tMs, title };
      });
    },

    async event(id) {
      const [row] = await session.all("SELECT body FROM wave_event WHERE id = ?1", [id]);
      return row ? (JSON.parse(String(row.body)) as WaveEvent) : null;
    },

    async forgetBed(bed) {
      await session.transaction("synced", async (transaction) => {
        for (const table of ["trend_second", "trend_block", "trend_minute", "wave_event", "bed_document"]) {
          await transaction.all(`DELETE FROM ${table} WHERE bed = ?1`, [bed]);
        }
      });
    },

    async retain(bounds) {
      if (bounds.logBeforeMs !== null) await trimLog(session, bounds.logBeforeMs);
      await retainRest(session, bounds);
    },

    backup: (path) => copyStore(session, path),
    close: () => session.close(),
    abandon: () => session.close(),
  };
}
