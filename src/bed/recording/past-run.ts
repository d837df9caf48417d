import { closeSync, fstatSync, openSync, readdirSync, readSync } from "node:fs";
import { join } from "node:path";

import { hasMcapPrefix } from "@mcap/core";

import { partsAmong } from "./part-name.ts";

const MAGIC_BYTES = 8;

/** The newest run of recording in a folder. */
export interface PastRun {
  readonly run: number;
  /** False where its recorder was killed or its disk was full. */
  readonly ended: boolean;
  /** Time from its last write to `nowMs` since 1970; null where the clock went back. */
  awayMs(nowMs: number): number | null;
}

/** Looks for the newest run in a folder; null where there is none. Throws the file system's error. */
export function lastRun(folder: string): PastRun | null {
  const newest = partsAmong(readdirSync(folder)).at(-1);
  if (!newest) return null;
  const fd = openSync(join(folder, newest.name), "r");
  try {
    const { size, mtimeMs } = fstatSync(fd);
    const magic = new Uint8Array(MAGIC_BYTES);
    if (size > MAGIC_BYTES) readSync(fd, magic, 0, MAGIC_BYTES, size - MAGIC_BYTES);
    return {
      run: newest.run,
      ended: hasMcapPrefix(new DataView(magic.buffer)),
      awayMs: (nowMs) => (nowMs < mtimeMs ? null : nowMs - mtimeMs),
    };
  } finally {
    closeSync(fd);
  }
}
