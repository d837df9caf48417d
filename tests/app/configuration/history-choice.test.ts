import { expect, test } from "vitest";

import type { ConfiguredHistory } from "../../../src/app/configuration/configuration.ts";
import { historyPlace } from "../../../src/app/configuration/history-choice.ts";

const retention = { secondsMs: 1, minutesMs: 1, eventsMs: 1, logMs: 1 };
const postgres: ConfiguredHistory = { place: { kind: "postgres", variable: "DB", schema: "afar" }, retention };

test("a history lies where the file says, and where it says nothing nowhere yet", () => {
  expect(historyPlace(null, {}, "thread.js")).toBeNull();
  expect(historyPlace({ place: null, retention }, {}, "thread.js")).toBeNull();
  const sqlite: ConfiguredHistory = { place: { kind: "sqlite", path: "/h.db" }, retention };
  expect(historyPlace(sqlite, {}, "thread.js")).toEqual({ kind: "sqlite", path: "/h.db", threadModule: "thread.js" });
  const url = "postgres://u:geheim@db/afar";
  expect(historyPlace(postgres, { DB: url }, "thread.js")).toEqual({ kind: "postgres", url, schema: "afar" });
});

test.each([
  ["is not set", {}],
  ["is not set", { DB: "" }],
  ["holds no address of a PostgreSQL database", { DB: "mysql://u:geheim@db/afar" }],
  ["holds no address of a PostgreSQL database", { DB: "postgres://u:geheim@db:port/afar" }],
])("a database's variable that %s is refused without a word of what it holds", (what, env) => {
  const act = () => historyPlace(postgres, env, "thread.js");
  expect(act).toThrow(
    expect.objectContaining({ code: "CONFIG_INVALID", message: expect.stringContaining(`DB, which ${what}`) }),
  );
  expect(act).not.toThrow("geheim");
});
