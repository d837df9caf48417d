import { copyFileSync, existsSync, readFileSync, symlinkSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";

import { parse } from "csv-parse/sync";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import Database from "libsql";
import { beforeAll, describe, expect, test } from "vitest";

import { afar } from "../command-line.ts";

import { has, newFolder, openWardBench } from "./alarm-ward-bench.ts";

let folder: string;
beforeAll(async () => {
  folder = newFolder();
  const bench = await openWardBench(folder, ["1", "2"]);
  bench.pulse(75);
  bench.pulse(134);
  await bench.shows(has("pulse-high"));
  await bench.ward.obey("1", { order: "acknowledge", id: null }, 'nurse "A, B"');
  // The running second is written after it has passed.
  await new Promise((resolve) => setTimeout(resolve, 1200));
  await bench.ward.close();
});

interface Stored {
  readonly kind: string;
  readonly body: string;
}

/** A copy whose log somebody changed. */
function changed(sql: string): string {
  const copy = newFolder();
  copyFileSync(join(folder, "history.db"), join(copy, "history.db"));
  const database = new Database(join(copy, "history.db"));
  database.exec(sql);
  database.close();
  return copy;
}

describe("afar log verify", () => {
  test("counts the rows that are as they were written, and tells the end to be noted", async () => {
    const { code, out } = await afar("log", "verify", "--data", folder);
    expect(code).toBe(0);
    expect(out).toMatch(/history\.db: \d+ rows, all as they were written; it ends with \d+:[0-9a-f]{64}\n$/);
    const [noted] = /\d+:[0-9a-f]{64}/.exec(out) ?? [];
    expect((await afar("log", "verify", "--data", folder, "--noted", String(noted))).code).toBe(0);
    const other = String(noted).replace(/.$/, (digit) => (digit === "0" ? "1" : "0"));
    expect((await afar("log", "verify", "--data", folder, "--noted", other)).code).toBe(1);
  });

  test.each([
    ["changed", "UPDATE log SET body = replace(body, '134', '114') WHERE body LIKE '%PR 134%'"],
    ["removed", "DELETE FROM log WHERE sequence = 3"],
  ])("finds a row that was %s, and ends with 1", async (_what, sql) => {
    const { code, out } = await afar("log", "verify", "--data", changed(sql));
    expect(code).toBe(1);
    expect(out).toMatch(/history\.db: NOT AS IT WAS WRITTEN: row \d+ /);
  });

  test("says in one sentence that there is no log yet", async () => {
    const { code, err } = await afar("log", "verify", "--data", newFolder());
    expect(code).toBe(2);
    expect(err.trim().split("\n")).toHaveLength(1);
    expect(err).toContain("there is no log yet");
  });
});

describe("afar export", () => {
  const rowsOf = (path: string): Record<string, string>[] => parse(readFileSync(path), { columns: true });

  test("writes alarms and orders as CSV, each row marked as investigational", async () => {
    const out = join(newFolder(), "alarms.csv");
    expect((await afar("export", "alarms", "--data", folder, "--out", out)).code).toBe(0);
    const rows = rowsOf(out);
    expect(rows.map(({ sequence }) => Number(sequence))).toEqual(rows.map((_, i) => i + 1));
    expect(rows.find(({ alarm, phase }) => alarm === "pulse-high" && phase === "start")).toMatchObject({
      bed: "1",
      text: "** PR 134>120",
      worst: "134",
      limit: "120",
      unit: "bpm",
      late: "false",
    });
    expect(rows.find(({ kind }) => kind === "order")).toMatchObject({ by: 'nurse "A, B"' });
    expect(rows.every(({ status }) => status === "investigational, not for clinical use")).toBe(true);
    expect(rows.every(({ time }) => new Date(time).toISOString() === time)).toBe(true);
  });

  test("writes trends as CSV: a second without a value has an empty cell", async () => {
    const out = join(newFolder(), "trends.csv");
    expect((await afar("export", "trends", "--data", folder, "--out", out)).code).toBe(0);
    const rows = rowsOf(out);
    expect(new Set(rows.map(({ bed }) => bed))).toEqual(new Set(["1", "2"]));
    expect(rows.find(({ pulseBpm }) => pulseBpm !== "")).toMatchObject({ bed: "1", pulseBpm: "134" });
    expect(rows.filter(({ bed }) => bed === "2").every(({ pulseBpm }) => pulseBpm === "")).toBe(true);
    expect(rows.find(({ bed, marks }) => bed === "1" && marks.includes("alarm-medium"))).toBeDefined();
  });

  test("writes the same as Parquet, with whole numbers and times as such", async () => {
    const folders = newFolder();
    for (const what of ["alarms", "trends"]) {
      const [csv, parquet] = ["csv", "parquet"].map((kind) => join(folders, `${what}.${kind}`));
      for (const out of [csv, parquet]) {
        expect((await afar("export", what, "--data", folder, "--out", out)).code).toBe(0);
      }
      const rows = await parquetReadObjects({ file: await asyncBufferFromFile(parquet) });
      const inWords = (value: unknown) =>
        value instanceof Date ? value.toISOString() : value === null || value === undefined ? "" : String(value);
      const asText = rows.map((row) =>
        Object.fromEntries(Object.entries(row).map(([name, value]) => [name, inWords(value)])),
      );
      // Between the two the log took in the second export.
      const both = (all: Record<string, string>[]) => all.filter(({ kind }) => kind !== "access");
      expect(both(asText)).toEqual(both(rowsOf(csv)));
      expect(rows[0].time).toBeInstanceOf(Date);
    }
  });

  test("writes one bed and one stretch of time", async () => {
    const out = join(newFolder(), "some.csv");
    await afar("export", "alarms", "--data", folder, "--out", out, "--bed", "2");
    expect(rowsOf(out).every(({ bed }) => bed === "2")).toBe(true);
    await afar("export", "alarms", "--data", folder, "--out", out, "--to", "2020-01-01T00:00Z");
    expect(rowsOf(out)).toEqual([]);
  });

  test.each(["alarms.csv", "alarms.parquet", "trends.parquet"])(
    "is in the log with who took what, before %s is written, and the log's chain holds",
    async (name) => {
      const [what] = name.split(".");
      const copy = changed("SELECT 1");
      const out = join(newFolder(), name);
      expect(await afar("export", what, "--data", copy, "--out", out, "--bed", "1")).toMatchObject({
        code: 0,
        err: "",
      });
      const log = new Database(join(copy, "history.db"));
      const [row] = log.prepare("SELECT kind, body FROM log ORDER BY sequence DESC LIMIT 1").all() as Stored[];
      log.close();
      const detail = `${what} of bed 1, the begin to now, into ${out}`;
      expect(row.kind).toBe("access");
      expect(JSON.parse(row.body)).toMatchObject({
        by: userInfo().username,
        record: { what: "exported", address: "command line", detail },
      });
      expect((await afar("log", "verify", "--data", copy)).code).toBe(0);
    },
  );

  test("refuses a kind of file that it does not write, and leaves nothing behind", async () => {
    const out = join(newFolder(), "alarms.xlsx");
    const { code, err } = await afar("export", "alarms", "--data", folder, "--out", out);
    expect(code).toBe(2);
    expect(err).toContain("alarms.xlsx");
    expect(existsSync(out)).toBe(false);
  });

  test.each([
    ["alarms.csv", "alarms"],
    ["trends.parquet", "trends"],
  ])("ends with one sentence where %s does not fit on its disk, or may not be written", async (name, what) => {
    const out = join(newFolder(), name);
    // A device that is always full.
    symlinkSync("/dev/full", out);
    const full = await afar("export", what, "--data", folder, "--out", out);
    expect([full.code, full.out]).toEqual([1, ""]);
    expect(full.err).toBe(`afar: ${out} does not fit on its disk: free some space or write elsewhere.\n`);
    const nowhere = join(newFolder(), "nowhere", name);
    const refused = await afar("export", what, "--data", folder, "--out", nowhere);
    expect(refused.code).toBe(2);
    expect(refused.err).toBe(`afar: ${nowhere} cannot be written: give --out a path in a folder that is yours.\n`);
  });
});
