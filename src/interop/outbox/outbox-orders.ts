import { planBook } from "./book.ts";
import { openJournal } from "./journal.ts";
import type { JournalRecord } from "./journal-line.ts";

/** What becomes of what a receiver refused: it waits to be sent once more, or is thrown away. */
export type LetterOrder = Extract<JournalRecord["k"], "again" | "discarded">;

/**
 * Orders about refused messages in the journal of a station that does not run: the message of that id, or all. Resolves with how
 * many there were, once it is on the disk. Throws an Error where the disk takes nothing.
 */
export async function orderLetters(
  path: string,
  receiver: string,
  id: string | null,
  order: LetterOrder,
): Promise<number> {
  const book = planBook();
  let fault: string | null = null;
  const journal = await openJournal({
    path,
    replay: (record) => book.apply(record),
    snapshot: () => book.snapshot(),
    changed: (now) => {
      fault = now;
    },
  });
  const letters = book
    .deadLetters()
    .filter((each) => each.receiver === receiver && (id === null || each.item.id === id));
  for (const { n } of letters) {
    const record: JournalRecord = { k: order, n, r: receiver };
    book.apply(record);
    journal.note(record);
  }
  if (!(await journal.close())) throw new Error(`${path} cannot be written (${fault})`);
  return letters.length;
}
