import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Lines of text that are read by their number, kept on the disk: a long replay would fill the memory. */
export interface KeptLines {
  readonly count: number;
  /** Throws the system's error where the disk does not take it. */
  push(line: string): void;
  /** Fewer where there are no more. Allocates. */
  read(from: number, count: number): string[];
  close(): void;
}

/** Plans lines in a file that has no name, so that nothing is left of it however the process ends. */
export function keepLines(): KeptLines {
  const folder = mkdtempSync(join(tmpdir(), "afar-replay-"));
  const file = openSync(join(folder, "lines"), "wx+", 0o600);
  rmSync(folder, { recursive: true });
  /** Where each line begins, and where the next one will. */
  const offsets = [0];
  return {
    get count() {
      return offsets.length - 1;
    },
    push(line) {
      const bytes = Buffer.from(line);
      const offset = offsets[offsets.length - 1];
      for (let done = 0; done < bytes.length; ) {
        done += writeSync(file, bytes, done, bytes.length - done, offset + done);
      }
      offsets.push(offset + bytes.length);
    },
    read(from, count) {
      const to = Math.min(from + count, offsets.length - 1);
      return Array.from({ length: Math.max(0, to - from) }, (_, i) => {
        const bytes = Buffer.alloc(offsets[from + i + 1] - offsets[from + i]);
        readSync(file, bytes, 0, bytes.length, offsets[from + i]);
        return bytes.toString();
      });
    },
    close: () => closeSync(file),
  };
}
