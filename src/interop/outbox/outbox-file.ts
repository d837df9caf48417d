import { readFile } from "node:fs/promises";

import { type DeadLetter, planBook } from "./book.ts";
import type { AlarmItem } from "./item.ts";
import { readJournalLine } from "./journal-line.ts";

/** What an outbox's journal holds for one receiver. */
export interface KeptMessages {
  readonly receiver: string;
  /** Alarms that it has not had yet, oldest first. */
  readonly waiting: readonly AlarmItem[];
  /** Messages that it refused for good, oldest first. */
  readonly dead: readonly DeadLetter[];
}

/** Reads a journal, also of a station that runs; it is not changed. Null where there is none. Allocates. */
export async function readOutbox(path: string, receivers: readonly string[]): Promise<KeptMessages[] | null> {
  const text = await readFile(path, "utf8").catch(() => null);
  if (text === null) return null;
  const book = planBook();
  for (const line of text.split("\n")) {
    const record = readJournalLine(line);
    if (record) book.apply(record);
  }
  return receivers.map((receiver) => ({
    receiver,
    waiting: book.waitingFor(receiver).map(({ item }) => item),
    dead: book.deadLetters().filter((letter) => letter.receiver === receiver),
  }));
}
