import { mkdirSync } from "node:fs";
import { type FileHandle, open, readFile, rename } from "node:fs/promises";
import { dirname } from "node:path";

import { type JournalRecord, journalLine, readJournalLine } from "./journal-line.ts";

/** A file that has grown beyond this, and to twice what it needs, is written anew. */
const COMPACT_BYTES = 4 << 20;

export interface JournalOptions {
  readonly path: string;
  /** Takes each record that the file holds, in their order. */
  readonly replay: (record: JournalRecord) => void;
  /** Fewest records that say what all of them say. */
  readonly snapshot: () => readonly JournalRecord[];
  /** Told when the file cannot be written, with the system's words, and with null when it can again. */
  readonly changed: (fault: string | null) => void;
  readonly retryMs?: number;
}

/** An append-only file of records that survives a kill at any moment and a loss of power. */
export interface Journal {
  /** Lines of the file that were torn or damaged. */
  readonly damagedLines: number;
  /** Appends; resolves once it is on the disk, however long that takes, or once the journal is closed. */
  append(records: readonly JournalRecord[]): Promise<void>;
  /** Appends what may be lost: its absence only makes a message come twice. */
  note(record: JournalRecord): void;
  /** Tries once more to write what waits. Resolves with whether all is on the disk. */
  close(): Promise<boolean>;
}

/** Opens a journal. A file that cannot be opened is told, and tried again while records wait in memory. */
export async function openJournal(options: JournalOptions): Promise<Journal> {
  const { path, replay, snapshot, changed, retryMs = 1000 } = options;
  let damagedLines = 0;
  let file: FileHandle | null = null;
  let size = 0;
  let compactAt = 0;
  let fault: string | null = null;
  let pending: string[] = [];
  let waiting: (() => void)[] = [];
  let flushing: Promise<void> | null = null;
  let isClosed = false;

  const text = await readFile(path, "utf8").catch(() => "");
  for (const line of text.split("\n")) {
    if (line === "") continue;
    const record = readJournalLine(line);
    if (record) replay(record);
    else damagedLines += 1;
  }

  /** The file as it must be, put in its place in one step: what was torn before is gone. */
  async function writeAnew(): Promise<void> {
    mkdirSync(dirname(path), { recursive: true });
    const lines = snapshot().map(journalLine).join("");
    const fresh = await open(`${path}.new`, "w", 0o600);
    try {
      await fresh.writeFile(lines);
      await fresh.sync();
      await rename(`${path}.new`, path);
    } catch (error) {
      await fresh.close();
      throw error;
    }
    await file?.close().catch(() => undefined);
    file = fresh;
    size = Buffer.byteLength(lines);
    compactAt = Math.max(COMPACT_BYTES, 2 * size);
    const folder = await open(dirname(path), "r");
    await folder.sync().finally(() => folder.close());
  }

  async function writeOn(lines: string): Promise<void> {
    const bytes = Buffer.from(lines);
    for (let written = 0; written < bytes.length; ) {
      const { bytesWritten } = await file!.write(bytes, written, bytes.length - written, size + written);
      written += bytesWritten;
    }
    await file!.datasync();
    size += bytes.length;
  }

  function tell(now: string | null): void {
    if (now === fault) return;
    fault = now;
    changed(fault);
  }

  async function flushOnce(): Promise<boolean> {
    const lines = pending;
    const told = waiting;
    pending = [];
    waiting = [];
    try {
      // A record is in the snapshot as soon as it is in the journal: what waits needs no lines of its own then.
      if (file === null || size > compactAt) await writeAnew();
      else await writeOn(lines.join(""));
      for (const done of told) done();
      tell(null);
      return true;
    } catch (error) {
      // A torn write is overwritten by the next one, which begins at the same place, or anew.
      pending = [...lines, ...pending];
      waiting = [...told, ...waiting];
      tell((error as Error).message);
      return false;
    }
  }

  async function flush(): Promise<void> {
    while (pending.length > 0 && !isClosed) {
      if (!(await flushOnce())) await new Promise((resolve) => setTimeout(resolve, retryMs));
    }
    flushing = null;
  }

  function write(record: JournalRecord): void {
    pending.push(journalLine(record));
    flushing ??= Promise.resolve().then(flush);
  }

  await flushOnce();
  return {
    damagedLines,
    append(records) {
      if (records.length === 0) return Promise.resolve();
      return new Promise((done) => {
        waiting.push(done);
        for (const record of records) write(record);
      });
    },
    note: write,
    async close() {
      isClosed = true;
      await flushing;
      const isWritten = pending.length === 0 || (await flushOnce());
      for (const done of waiting) done();
      await file?.close().catch(() => undefined);
      return isWritten;
    },
  };
}
