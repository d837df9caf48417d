import postgres from "postgres";

import { faultOf } from "./fault.ts";
import type { SqlRow, SqlSession, SqlValue } from "./sql-session.ts";

/** SQLSTATE says int8; values stay far below 2^53. */
const INT8_OID = 20;
/** Longest wait for a connection, s. */
const CONNECT_S = 5;
/** Longest wait for the end of what is under way, s. */
const CLOSE_S = 1;

/** Where a station's history lies in a PostgreSQL database. */
export interface PostgresPlace {
  /** `postgres://user@host:port/database`. */
  readonly url: string;
  /** Folder of a Unix socket that is used instead of the host; the port still tells which. */
  readonly socketFolder?: string;
  /** Schema of this station alone: lower-case letters, digits and underscores. */
  readonly schema: string;
}

/** Connects to a database, one connection, and makes the schema. Throws a HistoryFault. */
export async function openPostgresSession({ url, schema, socketFolder }: PostgresPlace): Promise<SqlSession> {
  if (!/^[a-z][a-z0-9_]*$/.test(schema)) throw new TypeError(`${schema} is no schema name`);
  // Without the password that the address may hold.
  const place = `database ${schema} at ${socketFolder ?? new URL(url).host}`;
  const sql = postgres(url, {
    max: 1,
    ...(socketFolder === undefined ? {} : { host: socketFolder }),
    connect_timeout: CONNECT_S,
    onnotice: () => undefined,
    connection: { application_name: "afar", search_path: schema },
    types: { int8: { to: INT8_OID, from: [INT8_OID], serialize: String, parse: Number } },
  });

  const guard = async <T>(body: () => Promise<T>): Promise<T> => {
    try {
      return await body();
    } catch (error) {
      throw faultOf(error, place);
    }
  };

  const sessionOn = (on: postgres.Sql | postgres.TransactionSql): SqlSession => ({
    dialect: "postgres",
    script: (text) => guard(async () => void (await on.unsafe(text))),
    all: (text, values = []) =>
      guard(async () => {
        const rows = await on.unsafe(text.replace(/\?(\d+)/g, "$$$1"), values as SqlValue[], { prepare: true });
        return rows as unknown as SqlRow[];
      }),
    transaction: (durability, body) =>
      guard(async () => {
        const result = await sql.begin(async (transaction) => {
          const mode = durability === "synced" ? "on" : "off";
          await transaction.unsafe(`SET LOCAL synchronous_commit TO ${mode}`);
          return { value: await body(sessionOn(transaction)) };
        });
        return (result as { value: Awaited<ReturnType<typeof body>> }).value;
      }),
    close: () => sql.end({ timeout: CLOSE_S }),
  });

  const session = sessionOn(sql);
  try {
    await session.script(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
  } catch (error) {
    await session.close();
    throw error;
  }
  return session;
}
