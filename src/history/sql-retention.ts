import type { SqlSession } from "./sql-session.ts";
import { sumUp } from "./sql-trends.ts";
import type { RetentionBounds } from "./store.ts";

const MINUTE_MS = 60_000;

/** Pages given back to the disk at a time: the store answers nothing else meanwhile, so 4 MiB at most. */
const VACUUM_PAGES = 1000;

/** Removes trends and events that are too old, and gives some of the freed space back. */
export async function retainRest(session: SqlSession, bounds: RetentionBounds): Promise<void> {
  const { secondsBeforeMs, minutesBeforeMs, eventsBeforeMs } = bounds;
  await session.transaction("written", async (transaction) => {
    if (secondsBeforeMs !== null) {
      const minute = Math.floor(secondsBeforeMs / MINUTE_MS);
      // A bed that has stopped leaves its last minute second by second.
      const beds = await transaction.all("SELECT DISTINCT bed FROM trend_second");
      for (const { bed } of beds) await sumUp(transaction, String(bed), minute);
      await transaction.all("DELETE FROM trend_block WHERE minute < ?1", [minute]);
    }
    if (minutesBeforeMs !== null) {
      await transaction.all("DELETE FROM trend_minute WHERE minute < ?1", [Math.floor(minutesBeforeMs / MINUTE_MS)]);
    }
    if (eventsBeforeMs !== null) {
      await transaction.all("DELETE FROM wave_event WHERE t_ms < ?1", [Math.round(eventsBeforeMs)]);
    }
  });
  // PostgreSQL does this by itself.
  if (session.dialect === "sqlite") await session.script(`PRAGMA incremental_vacuum(${VACUUM_PAGES})`);
}
