import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";

import { AfarError } from "../../base/errors.ts";
import type { TraceFrame } from "../../base/trace-frame.ts";

import { nextPartPath, partPlace, partsAmong } from "./part-name.ts";
import { openPart, type Part, type PartItem } from "./part-reader.ts";
import type { RecordingFacts } from "./recording-facts.ts";

/** One run of a recorder, from one of its parts to its last. */
export interface RecordedRun {
  readonly facts: RecordingFacts;
  /**
   * Frames, commands and silences in order, their time counted from where the replay begins; each frame has memory of its own. Throws
   * nothing: where the recording ends early, `endError` tells.
   */
  items(): Generator<PartItem>;
  /** After the items: FILE_UNREADABLE where a part is damaged or missing; null where all was read. */
  endError(): AfarError | null;
}

/** True for what `openRuns` understands: an MCAP file, or a folder that holds parts of a recording. */
export function isRecordedRun(path: string): boolean {
  if (path.endsWith(".mcap")) return true;
  return existsSync(path) && statSync(path).isDirectory() && partsAmong(readdirSync(path)).length > 0;
}

/**
 * Opens the runs that a path names: all of a folder's, or the one that goes on from a file. Throws AfarError FILE_MISSING,
 * FILE_UNREADABLE.
 */
export function openRuns(path: string): RecordedRun[] {
  if (!existsSync(path) || !statSync(path).isDirectory()) return [new PartsRun(path)];
  const firsts = new Map<number, string>();
  for (const { run, name } of partsAmong(readdirSync(path))) if (!firsts.has(run)) firsts.set(run, join(path, name));
  return [...firsts.values()].map((first) => new PartsRun(first));
}

class PartsRun implements RecordedRun {
  readonly facts: RecordingFacts;
  readonly #first: string;
  #endError: AfarError | null = null;

  constructor(first: string) {
    this.#first = first;
    const part = openPart(first);
    this.facts = part.facts;
    part.close();
  }

  endError(): AfarError | null {
    return this.#endError;
  }

  *items(): Generator<PartItem> {
    const { beginsMs } = this.facts;
    let lastMs = Number.NEGATIVE_INFINITY;
    for (const part of this.#parts()) {
      for (const item of part.items()) {
        if (item.kind === "frame") {
          const frame = earlier(item.frame, beginsMs);
          if (frame.tMs <= lastMs) return this.#fail(part.path, "its times do not rise");
          lastMs = frame.tMs;
          yield { kind: "frame", frame };
        } else yield item.kind === "passed" ? { kind: "passed", tMs: item.tMs - beginsMs } : item;
      }
      const damage = part.damage();
      if (damage !== null) return this.#fail(part.path, damage);
    }
  }

  *#parts(): Generator<Part> {
    let path: string | null = this.#first;
    while (path !== null) {
      const part = this.#open(path);
      if (!part) return;
      try {
        yield part;
      } finally {
        part.close();
      }
      path = this.#next(path, part.facts);
    }
  }

  #open(path: string): Part | null {
    try {
      return openPart(path);
    } catch (error) {
      if (!(error instanceof AfarError)) throw error;
      this.#endError = error;
      return null;
    }
  }

  /** Path of the part that follows; null behind the last, and for a file of a name of its own. */
  #next(path: string, { run, part }: RecordingFacts): string | null {
    if (partPlace(path) === null) return null;
    const next = nextPartPath(path, { run, part });
    if (existsSync(next)) return next;
    const later = partsAmong(readdirSync(join(path, ".."))).filter((other) => other.run === run && other.part > part);
    if (later.length > 0) {
      this.#endError = new AfarError("FILE_UNREADABLE", `${basename(next)} is missing beside ${path}: put it back.`);
    }
    return null;
  }

  #fail(path: string, cause: string): void {
    this.#endError = new AfarError(
      "FILE_UNREADABLE",
      `${path} is damaged (${cause}): what stands before that was used, copy it again.`,
    );
  }
}

/** The frame as of a clock that was started later. */
export function earlier(frame: TraceFrame, byMs: number): TraceFrame {
  const { tMs, motion } = frame;
  return { ...frame, tMs: tMs - byMs, ...(motion ? { motion: { ...motion, tMs: motion.tMs - byMs } } : {}) };
}
