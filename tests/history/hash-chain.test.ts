import { createHash } from "node:crypto";
import { join } from "node:path";

import fc from "fast-check";
import Database from "libsql";
import { describe, expect, test } from "vitest";

import { canonicalJson } from "../../src/history/canonical.ts";
import { chainFault, chainRow, EMPTY_HEAD, type StoredRow } from "../../src/history/hash-chain.ts";
import type { LogHead } from "../../src/history/log-entry.ts";
import { verifyLog } from "../../src/history/log-verdict.ts";
import { openSqliteStore } from "../../src/history/sqlite-store.ts";

import { temporaryFolders } from "./built-module.ts";
import { alarmEntry } from "./made-entries.ts";

const newFolder = temporaryFolders();

function chain(length: number): StoredRow[] {
  const rows: StoredRow[] = [];
  for (let n = 1; n <= length; n++) {
    const row = { ...alarmEntry(n), key: `key-${n}`, late: false, sequence: n, recordedMs: 5 * n };
    rows.push(chainRow(rows.at(-1) ?? EMPTY_HEAD, row));
  }
  return rows;
}

function firstFault(rows: readonly StoredRow[]): string | null {
  let previous: LogHead = EMPTY_HEAD;
  for (const row of rows) {
    const fault = chainFault(previous, row);
    if (fault) return fault;
    previous = row;
  }
  return null;
}

describe("canonical JSON", () => {
  test("says the same as JSON, and the same for any order of keys", () => {
    const plain = fc.jsonValue({ maxDepth: 3 });
    fc.assert(
      fc.property(plain, (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.string(), plain), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(reversed)).toBe(canonicalJson(value));
      }),
    );
  });

  test("orders keys as RFC 8785 does in its own example", () => {
    const value = { "\u20ac": "Euro Sign", "\r": "Carriage Return", "1": "One", "\u0080": "Control" };
    expect(canonicalJson(value)).toBe('{"\\r":"Carriage Return","1":"One","\u0080":"Control","\u20ac":"Euro Sign"}');
    expect(canonicalJson({ b: [1.5, true], a: null })).toBe('{"a":null,"b":[1.5,true]}');
  });

  test("refuses what JSON cannot hold", () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, () => 1, 1n]) {
      expect(() => canonicalJson({ value })).toThrow(TypeError);
    }
  });
});

describe("the chain", () => {
  test("hashes the hash before and the body, as SHA-256 has it", () => {
    const [first, second] = chain(2);
    expect(first.hash).toBe(createHash("sha256").update(Buffer.alloc(32)).update(first.body).digest("hex"));
    expect(second.hash).toBe(
      createHash("sha256").update(Buffer.from(first.hash, "hex")).update(second.body).digest("hex"),
    );
  });

  test("is whole as it was written, and shows any row that was removed, swapped or changed", () => {
    expect(firstFault(chain(20))).toBeNull();
    const fields = ["key", "bed", "kind", "tMs", "body", "hash", "sequence"] as const;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 18 }), fc.constantFrom("remove", "swap", ...fields), (at, how) => {
        const rows = chain(20);
        if (how === "remove") rows.splice(at, 1);
        else if (how === "swap") [rows[at], rows[at + 1]] = [rows[at + 1], rows[at]];
        else if (how === "tMs" || how === "sequence") rows[at] = { ...rows[at], [how]: rows[at][how] + 1 };
        else if (how === "body") rows[at] = { ...rows[at], body: rows[at].body.replace("134", "135") };
        else if (how === "hash")
          rows[at] = { ...rows[at], hash: rows[at].hash.replace(/^./, (c) => (c === "0" ? "1" : "0")) };
        else rows[at] = { ...rows[at], [how]: "another" };
        expect(firstFault(rows)).toMatch(new RegExp(`row ${at + 1} `));
      }),
    );
  });
});

describe("a log in a file", () => {
  /** Ten rows, then someone's SQL; the verdict after. */
  async function verdictAfter(sql: string, noted: LogHead | null = null) {
    const path = join(newFolder(), "history.db");
    const store = await openSqliteStore(path, "write", 0);
    const entries = Array.from({ length: 10 }, (_, n) => ({ ...alarmEntry(n + 1), key: `key-${n}`, late: false }));
    const { head } = await store.appendLog(entries, [], 1);
    await store.close();
    const database = new Database(path);
    database.exec(sql);
    database.close();
    const reader = await openSqliteStore(path, "read", 0);
    const verdict = await verifyLog(reader, noted);
    await reader.close();
    return { verdict, head };
  }

  test("is whole untouched", async () => {
    const { verdict, head } = await verdictAfter("SELECT 1");
    expect(verdict).toMatchObject({ intact: true, rows: 10, head });
  });

  test.each([
    ["a row in the middle was removed", "DELETE FROM log WHERE sequence = 5", 4, /row 5 is missing/],
    ["the first row was removed", "DELETE FROM log WHERE sequence = 1", 0, /row 1 is missing/],
    ["the last row was removed", "DELETE FROM log WHERE sequence = 10", 9, /row 10 is missing/],
    [
      "a value was changed",
      "UPDATE log SET body = replace(body, '134', '99') WHERE sequence = 7",
      6,
      /row 7 was changed/,
    ],
    ["a bed was changed", "UPDATE log SET bed = '2' WHERE sequence = 3", 2, /row 3 was changed/],
    ["all rows were removed", "DELETE FROM log", 0, /row 1 is missing/],
  ])("shows that %s", async (_, sql, rows, sentence) => {
    const { verdict } = await verdictAfter(sql);
    expect(verdict).toMatchObject({ intact: false, rows, sentence: expect.stringMatching(sentence) });
  });

  test("that was written anew, hashes included, does not hold the head that was noted before", async () => {
    const noted = { sequence: 6, hash: "ab".repeat(32) };
    const { verdict } = await verdictAfter("SELECT 1", noted);
    expect(verdict).toMatchObject({ intact: false, rows: 10, sentence: expect.stringMatching(/written anew/) });
    expect((await verdictAfter("SELECT 1", verdict.head)).verdict.intact).toBe(true);
  });
});
