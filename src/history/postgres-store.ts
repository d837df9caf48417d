import { openPostgresSession, type PostgresPlace } from "./postgres-session.ts";
import { migrate } from "./schema.ts";
import { planSqlStore } from "./sql-store.ts";
import type { HistoryStore } from "./store.ts";

/** Opens a schema of a PostgreSQL database as a history, in the present layout. Throws a HistoryFault. */
export async function openPostgresStore(place: PostgresPlace): Promise<HistoryStore> {
  const session = await openPostgresSession(place);
  try {
    await migrate(session, `database ${place.schema}`);
  } catch (error) {
    await session.close();
    throw error;
  }
  return planSqlStore(session);
}
