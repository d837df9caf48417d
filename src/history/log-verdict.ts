import { chainFault } from "./hash-chain.ts";
import type { LogHead } from "./log-entry.ts";
import type { HistoryStore } from "./store.ts";

const ROWS_AT_ONCE = 500;

export interface LogVerdict {
  readonly intact: boolean;
  /** Rows that were read and are as they were written. */
  readonly rows: number;
  /** Last row that retention removed; sequence 0: none. */
  readonly base: LogHead;
  /** End of the log: who notes it elsewhere can prove later that nothing before it was changed. */
  readonly head: LogHead;
  /** One sentence about the first row that is not as it was written; null where there is none. */
  readonly sentence: string | null;
}

/**
 * Checks the whole log against its chain of hashes, also while it grows: finds a row that was removed, put in or changed. It cannot
 * find that all rows from some point on were written anew, hashes included, unless `noted` is a head of the log that was kept elsewhere.
 * Throws a HistoryFault.
 */
export async function verifyLog(
  store: Pick<HistoryStore, "anchors" | "storedRows">,
  noted: LogHead | null = null,
): Promise<LogVerdict> {
  const { base, head } = await store.anchors();
  const verdict = (rows: number, sentence: string | null): LogVerdict => ({
    intact: sentence === null,
    rows,
    base,
    head,
    sentence,
  });

  let previous: LogHead = base;
  let rows = 0;
  let met = noted === null || noted.sequence < base.sequence || isSame(noted, base);
  while (previous.sequence < head.sequence) {
    const slice = await store.storedRows(previous.sequence, ROWS_AT_ONCE);
    if (slice.length === 0) return verdict(rows, `row ${previous.sequence + 1} is missing at the end`);
    for (const row of slice) {
      const sentence = chainFault(previous, row);
      if (sentence) {
        // Retention may have moved the beginning meanwhile.
        const moved = (await store.anchors()).base.sequence > previous.sequence;
        return moved ? verifyLog(store, noted) : verdict(rows, sentence);
      }
      previous = row;
      rows++;
      if (noted && isSame(noted, row)) met = true;
      if (row.sequence === head.sequence) break;
    }
  }
  if (!isSame(previous, head))
    return verdict(rows, `the log ends at row ${previous.sequence} and should end at ${head.sequence}`);
  return verdict(rows, met ? null : `row ${noted?.sequence} is not the one that was noted: the log was written anew`);
}

function isSame(a: LogHead, b: LogHead): boolean {
  return a.sequence === b.sequence && a.hash === b.hash;
}
