import { join } from "node:path";

import { afterAll, beforeAll, describe, expect } from "vitest";

import { HistoryFault } from "../../src/history/fault.ts";
import { verifyLog } from "../../src/history/log-verdict.ts";
import { openPostgresSession } from "../../src/history/postgres-session.ts";
import { migrate, SCHEMA_STEPS } from "../../src/history/schema.ts";
import type { SqlSession } from "../../src/history/sql-session.ts";
import { planSqlStore } from "../../src/history/sql-store.ts";
import { openSqliteSession } from "../../src/history/sqlite-session.ts";
import { testNeeding } from "../left-out.ts";

import { temporaryFolders } from "./built-module.ts";
import { alarmEntry, trendSecond } from "./made-entries.ts";
import { POSTGRES, planPostgresCluster } from "./postgres-cluster.ts";

const newFolder = temporaryFolders();
const cluster = planPostgresCluster();
let schemas = 0;

beforeAll(async () => {
  if (POSTGRES.present) await cluster.start();
});
afterAll(() => cluster.remove());

const SQLITE = {
  need: { present: true, remedy: "" },
  open: async () => openSqliteSession(join(newFolder(), "history.db"), "write"),
};
const DATABASE = { need: POSTGRES, open: () => openPostgresSession(cluster.place(`layout_${schemas++}`)) };

/** Steps that follow the present ones, as a later version would add them. */
const LATER = [
  "CREATE TABLE later (name TEXT PRIMARY KEY, size {int} NOT NULL, content {bytes}); INSERT INTO later (name, size) VALUES ('a', 1)",
  "ALTER TABLE later ADD COLUMN unit TEXT; UPDATE later SET unit = 'ms', size = size + 1",
];

describe.each([
  ["SQLite", SQLITE],
  ["PostgreSQL", DATABASE],
])("the layout in %s", (name, { need, open }) => {
  const holds = (title: string, body: (session: SqlSession) => Promise<void>): void =>
    testNeeding(
      need,
      `${title}, in ${name}`,
      async () => {
        const session = await open();
        try {
          await body(session);
        } finally {
          await session.close();
        }
      },
      30_000,
    );

  for (let version = 0; version <= SCHEMA_STEPS.length; version++) {
    holds(`version ${version} becomes the present one and works`, async (session) => {
      if (version > 0) await migrate(session, "made", SCHEMA_STEPS.slice(0, version));
      await migrate(session, "made");
      const store = planSqlStore(session);
      await store.appendLog([{ ...alarmEntry(1), key: "a", late: false }], [{ bed: "1", savedMs: 1, content: {} }], 5);
      await store.appendTrends([trendSecond(1_700_000_000)], 5);
      expect(await verifyLog(store)).toMatchObject({ intact: true, rows: 1 });
      expect(await store.aliveMs()).toBe(5);
    });
  }

  holds("what version 1 holds is kept by all later steps", async (session) => {
    await migrate(session, "made", SCHEMA_STEPS.slice(0, 1));
    const store = planSqlStore(session);
    await store.appendLog(
      [{ ...alarmEntry(1), key: "a", late: false }],
      [{ bed: "1", savedMs: 1, content: { a: 1 } }],
      5,
    );
    await migrate(session, "made", [...SCHEMA_STEPS, LATER[0]]);
    await migrate(session, "made", [...SCHEMA_STEPS, ...LATER]);
    expect(await session.all("SELECT name, size, unit FROM later")).toEqual([{ name: "a", size: 2, unit: "ms" }]);
    expect(await verifyLog(store)).toMatchObject({ intact: true, rows: 1 });
    expect(await store.documents()).toEqual([{ bed: "1", savedMs: 1, content: { a: 1 } }]);
  });

  holds("a step that fails leaves everything as it was", async (session) => {
    await migrate(session, "made");
    const steps = [...SCHEMA_STEPS, LATER[0], "UPDATE no_such_table SET a = 1"];
    await expect(migrate(session, "made", steps)).rejects.toThrow(HistoryFault);
    await migrate(session, "made", [...SCHEMA_STEPS, ...LATER]);
    expect(await session.all("SELECT size FROM later")).toEqual([{ size: 2 }]);
  });

  holds("a later version is refused and not touched", async (session) => {
    await migrate(session, "made", [...SCHEMA_STEPS, ...LATER]);
    await expect(migrate(session, "made")).rejects.toMatchObject({ why: "newer" });
    expect(await session.all("SELECT version FROM schema_version")).toEqual([{ version: SCHEMA_STEPS.length + 2 }]);
  });

  holds("an entry that is sent twice stays one row", async (session) => {
    await migrate(session, "made");
    const store = planSqlStore(session);
    const entries = [1, 2].map((n) => ({ ...alarmEntry(n), key: `key-${n}`, late: false }));
    await store.appendLog([entries[0]], [], 5);
    const { sequences, head } = await store.appendLog(entries, [], 6);
    expect(sequences).toEqual([1, 2]);
    expect(head.sequence).toBe(2);
    expect((await store.log({ before: null, bed: null, limit: 9 })).map(({ recordedMs }) => recordedMs)).toEqual([
      6, 5,
    ]);
  });

  holds("a transaction that fails leaves nothing behind", async (session) => {
    await migrate(session, "made");
    const store = planSqlStore(session);
    const entry = { ...alarmEntry(1), key: "a", late: false };
    const impossible = { ...entry, key: "b", kind: null as unknown as string };
    await expect(store.appendLog([entry, impossible], [], 5)).rejects.toThrow(HistoryFault);
    expect(await store.log({ before: null, bed: null, limit: 9 })).toEqual([]);
    expect((await store.anchors()).head.sequence).toBe(0);
  });
});
