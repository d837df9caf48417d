import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";

import { AfarError } from "../base/errors.ts";

import { type MovementReading, movementReadingOf } from "./movement-reading.ts";
import type { Replayed } from "./replayed-file.ts";
import { readingOf, vitalsOf } from "./second-reading.ts";

/** Raised whenever the form of what is kept changes. */
const FORM = "2";

/** Keeps what replays gave, so that an evaluation that was broken off goes on where it was, and a second one is quick. */
export interface ReadingCache {
  /** What was kept of a recording made of these files, else what `replay` gives, which is then kept. */
  readings(files: readonly string[], replay: () => Promise<Replayed>): Promise<Replayed>;
}

/**
 * Plans a cache in a folder. An entry's key is the content of the recording's files, their endings and `build`, the build
 * that replays; it is asked again after a replay, and what two builds made together is not kept. `build` null: nothing is
 * kept. An entry is renamed into place whole; a damaged one is made again. Throws AfarError DISK_FULL, and FILE_UNREADABLE
 * where a file cannot be read.
 */
export function planReadingCache(folder: string, build: () => string | null): ReadingCache {
  return {
    async readings(files, replay) {
      const before = build();
      if (before === null) return replay();
      const path = join(folder, `${await contentKey(files, FORM, before)}.jsonl`);
      const kept = await read(path);
      if (kept) return kept;
      const made = await replay();
      if (build() === before) await write(path, made);
      return made;
    },
  };
}

/**
 * Name for what `build` makes of these files in the given form: by their content and their endings. Throws FILE_UNREADABLE.
 */
export async function contentKey(files: readonly string[], form: string, build: string): Promise<string> {
  const hash = createHash("sha256").update(`${form}\n${build}\n`);
  for (const file of files) {
    const content = createHash("sha256");
    try {
      await pipeline(createReadStream(file), content);
    } catch (cause) {
      throw new AfarError("FILE_UNREADABLE", `${file} cannot be read: check its rights and its disk.`, { cause });
    }
    hash.update(`${endingOf(file)} ${content.digest("hex")}\n`);
  }
  return hash.digest("hex").slice(0, 32);
}

/** What decides how a file is replayed: `.bvp.csv` is read otherwise than `.traces.csv`. */
function endingOf(file: string): string {
  return /(\.(traces|bvp))?\.[^./]*$/.exec(file)?.[0].toLowerCase() ?? "";
}

async function read(path: string): Promise<Replayed | null> {
  try {
    const [head, ...lines] = (await readFile(path, "utf8")).trimEnd().split("\n");
    const { note, seconds, moved } = JSON.parse(head) as { note: string | null; seconds: number; moved: number };
    if (lines.length !== seconds + moved) return null;
    const values = lines.map((line): unknown => JSON.parse(line));
    const movement = values.slice(seconds).map(movementReadingOf);
    if (!movement.every((moved): moved is MovementReading => moved !== null)) return null;
    return { note, readings: values.slice(0, seconds).map(readingOf), movement };
  } catch {
    return null;
  }
}

function write(path: string, { note, readings, movement }: Replayed): Promise<void> {
  const head = { note, seconds: readings.length, moved: movement.length };
  const lines = [head, ...readings.map(vitalsOf), ...movement];
  return keepLines(
    path,
    lines.map((line) => JSON.stringify(line)),
  );
}

/** Writes a whole file of the cache, or none. Throws DISK_FULL, and USAGE where the folder cannot be written. */
export async function keepLines(path: string, lines: readonly string[]): Promise<void> {
  const draft = `${path}.${randomUUID()}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(draft, `${lines.join("\n")}\n`);
    await rename(draft, path);
  } catch (cause) {
    await rm(draft, { force: true }).catch(() => undefined);
    if ((cause as NodeJS.ErrnoException).code === "ENOSPC") {
      throw new AfarError("DISK_FULL", `${path} cannot be written: free some space on that disk.`, { cause });
    }
    throw new AfarError("USAGE", `${path} cannot be written: set AFAR_CACHE to a folder that can.`, { cause });
  }
}
