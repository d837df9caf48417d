import { appendFileSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { temporaryFolders } from "../history/built-module.ts";
import { planBook } from "../../src/interop/outbox/book.ts";
import { alarmItem } from "../../src/interop/outbox/item.ts";
import { openJournal } from "../../src/interop/outbox/journal.ts";
import type { JournalRecord } from "../../src/interop/outbox/journal-line.ts";
import { journalLine, readJournalLine } from "../../src/interop/outbox/journal-line.ts";

import { alarmNotice } from "./made-notices.ts";
import { until } from "./made-outbox.ts";

const newFolder = temporaryFolders();

const put = (n: number, to: readonly string[] = ["a", "b"]): JournalRecord => ({
  k: "put",
  n,
  to,
  item: alarmItem(alarmNotice({ tMs: n })),
});

async function open(path: string, faults: (string | null)[] = []) {
  const book = planBook();
  const journal = await openJournal({
    path,
    replay: (record) => book.apply(record),
    snapshot: () => book.snapshot(),
    changed: (fault) => faults.push(fault),
    retryMs: 20,
  });
  const write = (...records: JournalRecord[]) => {
    for (const record of records) book.apply(record);
    return journal.append(records);
  };
  return { book, journal, write };
}

const numbers = (book: ReturnType<typeof planBook>, receiver: string) => book.waitingFor(receiver).map(({ n }) => n);

describe("a journal", () => {
  test("gives back, after it was cut anywhere, a beginning of what was written", async () => {
    const path = join(newFolder(), "outbox.journal");
    const first = await open(path);
    await first.write(put(1), put(2), { k: "done", n: 1, r: "a" }, put(3));
    const bytes = readFileSync(path);
    await first.journal.close();
    let most = -1;
    for (let length = 0; length <= bytes.length; length += 61) {
      writeFileSync(path, bytes.subarray(0, length));
      const { book, journal } = await open(path);
      const kept = numbers(book, "b");
      expect(kept).toEqual([1, 2, 3].slice(0, kept.length));
      expect(kept.length).toBeGreaterThanOrEqual(most);
      most = kept.length;
      await journal.close();
    }
  });

  test("passes over damaged lines, keeps the others, and is whole again afterwards", async () => {
    const path = join(newFolder(), "outbox.journal");
    const first = await open(path);
    await first.write(put(1), put(2), put(3));
    await first.journal.close();
    const lines = readFileSync(path, "utf8").split("\n");
    const damaged = lines.map((line) => (line.includes('"n":2,') ? line.replace('"n":2,', '"n":7,') : line));
    writeFileSync(path, damaged.join("\n"));
    appendFileSync(path, "half a li");
    const second = await open(path);
    expect(second.journal.damagedLines).toBe(2);
    expect(numbers(second.book, "a")).toEqual([1, 3]);
    await second.journal.close();
    const third = await open(path);
    expect(third.journal.damagedLines).toBe(0);
    await third.journal.close();
  });

  test("tells when it cannot write, waits, and loses nothing once it can", async () => {
    const folder = join(newFolder(), "late");
    // A file stands where the folder is to be.
    writeFileSync(folder, "");
    const faults: (string | null)[] = [];
    const { journal, write } = await open(join(folder, "outbox.journal"), faults);
    const written = write(put(1));
    await until(() => faults.length > 0);
    expect(faults[0]).toEqual(expect.any(String));
    rmSync(folder);
    await written;
    expect(faults.at(-1)).toBeNull();
    await journal.close();
    const { book, journal: next } = await open(join(folder, "outbox.journal"));
    expect(numbers(book, "a")).toEqual([1]);
    await next.close();
  });

  test("does not grow by what is done", async () => {
    const path = join(newFolder(), "outbox.journal");
    const first = await open(path);
    for (let n = 1; n <= 200; n++) await first.write(put(n, ["a"]), { k: "done", n, r: "a" });
    const grown = statSync(path).size;
    await first.journal.close();
    const second = await open(path);
    expect(numbers(second.book, "a")).toEqual([]);
    expect(second.book.isTaken(alarmItem(alarmNotice({ tMs: 7 })).id)).toBe(true);
    expect(statSync(path).size).toBeLessThan(grown / 10);
    await second.journal.close();
  });
});

test("a book that is rebuilt from its snapshot says the same", () => {
  const record = fc.oneof(
    fc.record({ k: fc.constant("put" as const), n: fc.integer({ min: 1, max: 20 }), to: fc.subarray(["a", "b"]) }),
    fc.record({ k: fc.constant("done" as const), n: fc.integer({ min: 1, max: 20 }), r: fc.constantFrom("a", "b") }),
    fc.record({ k: fc.constant("dead" as const), n: fc.integer({ min: 1, max: 20 }), r: fc.constantFrom("a", "b") }),
    fc.record({ k: fc.constant("again" as const), n: fc.integer({ min: 1, max: 20 }), r: fc.constantFrom("a", "b") }),
    fc.record({
      k: fc.constant("discarded" as const),
      n: fc.integer({ min: 1, max: 20 }),
      r: fc.constantFrom("a", "b"),
    }),
  );
  fc.assert(
    fc.property(fc.array(record, { maxLength: 60 }), (records) => {
      const book = planBook();
      let next = 1;
      for (const one of records) {
        if (one.k === "put") book.apply(put(next++, one.to));
        else if (one.k === "dead") book.apply({ ...one, why: "no", atMs: 2, firstMs: 1, attempts: 3 });
        else book.apply(one);
      }
      const again = planBook();
      for (const one of book.snapshot()) again.apply(readJournalLine(journalLine(one).trimEnd()) as JournalRecord);
      for (const receiver of ["a", "b"]) expect(again.waitingFor(receiver)).toEqual(book.waitingFor(receiver));
      expect(again.deadLetters()).toEqual(book.deadLetters());
    }),
  );
});
