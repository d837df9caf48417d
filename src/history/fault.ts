/**
 * Why a store does not take or give. `damaged`: its bytes are not what was written. `locked`: another process holds it.
 * `newer`: a later version of Afar wrote it. `gone`: the database or the thread that serves it cannot be reached. `refused`: it
 * will never take this record.
 */
export type FaultCause = "full" | "damaged" | "read-only" | "locked" | "newer" | "gone" | "refused" | "unknown";

/** A failure of a store, with one sentence for its reader. Plain enough to cross threads by its two fields. */
export class HistoryFault extends Error {
  readonly why: FaultCause;

  constructor(why: FaultCause, message: string) {
    super(message);
    this.name = "HistoryFault";
    this.why = why;
  }
}

/** By beginning of the code: SQLite's extended result codes, PostgreSQL's SQLSTATE classes, the system's error names. */
const CAUSES: readonly (readonly [RegExp, FaultCause])[] = [
  // The index of SQLite's log of pages cannot grow.
  [/^(SQLITE_IOERR_SHM|SQLITE_FULL|ENOSPC|EDQUOT|53100)/, "full"],
  [/^(SQLITE_CORRUPT|SQLITE_NOTADB|SQLITE_FORMAT|SQLITE_IOERR_SHORT_READ|XX00[12])/, "damaged"],
  [/^(SQLITE_READONLY|EACCES|EPERM|EROFS|25006)/, "read-only"],
  [/^(SQLITE_BUSY|SQLITE_LOCKED|SQLITE_PROTOCOL|55P03|40001|40P01)/, "locked"],
  [/^(SQLITE_CANTOPEN|SQLITE_IOERR|08|57P0|ECONN|ENOENT|ETIMEDOUT|ENOTFOUND|EPIPE|CONNECT|CONNECTION)/, "gone"],
  [/^(SQLITE_CONSTRAINT|SQLITE_TOOBIG|SQLITE_MISMATCH|22|23)/, "refused"],
];

const WORDS: Record<FaultCause, string> = {
  full: "the disk is full",
  damaged: "the file is damaged",
  "read-only": "it may not be written",
  locked: "another process holds it",
  newer: "a later version of Afar wrote it",
  gone: "it cannot be reached",
  refused: "it refuses the record",
  unknown: "it does not do what it should",
};

/** The fault behind anything that a store threw, `place` being the file or database. Allocates. */
export function faultOf(error: unknown, place: string): HistoryFault {
  if (error instanceof HistoryFault) return error;
  const { code, message } = error as { code?: unknown; message?: unknown };
  // The driver gives no code where it cannot open a file; its message ends with SQLite's: 14 is "unable to open".
  const text =
    typeof code === "string" && code !== "" ? code : /: 14"?\)?$/.test(String(message)) ? "SQLITE_CANTOPEN" : "";
  const cause = CAUSES.find(([beginning]) => beginning.test(text))?.[1] ?? "unknown";
  return new HistoryFault(cause, `${place}: ${WORDS[cause]} (${message ?? error})`);
}
