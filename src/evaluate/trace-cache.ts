import { createHash } from "node:crypto";
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";

import { isRecordedRun } from "../bed/recording/recorded-run.ts";
import { isTraceFile } from "../bed/trace-file.ts";

import { contentKey, keepLines } from "./reading-cache.ts";
import { type RecordedTraces, TRACE_LINES_FORM, traceLines, tracesOfLines } from "./recorded-traces.ts";

/** Keeps the traces of videos, which are dear to make. */
export interface TraceCache {
  /** What was kept of a recording, else what `make` gives, which is then kept; files of traces are read anew each time. */
  traces(path: string, make: () => Promise<RecordedTraces>): Promise<RecordedTraces>;
}

/**
 * Plans a cache in a folder; keys are content, ending and `build` (null: nothing is kept). A damaged entry is made again, and
 * what other builds kept, some megabytes a minute of video, is removed. Throws what contentKey and keepLines throw.
 */
export function planTraceCache(folder: string, build: () => string | null): TraceCache {
  return {
    async traces(path, make) {
      const before = build();
      if (before === null || isTraceFile(path) || isRecordedRun(path)) return make();
      const own = createHash("sha256").update(before).digest("hex").slice(0, 16);
      const entry = join(folder, own, `${await contentKey([path], TRACE_LINES_FORM, before)}.jsonl`);
      const kept = await read(entry);
      if (kept) return kept;
      const made = await make();
      if (build() === before) {
        await keepLines(entry, traceLines(made));
        const others = (await readdir(folder)).filter((name) => name !== own);
        await Promise.all(others.map((name) => rm(join(folder, name), { recursive: true, force: true })));
      }
      return made;
    },
  };
}

async function read(entry: string): Promise<RecordedTraces | null> {
  try {
    return tracesOfLines((await readFile(entry, "utf8")).trimEnd().split("\n"));
  } catch {
    return null;
  }
}
