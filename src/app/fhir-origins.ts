import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

import type { Origin } from "../wire/receiver-notices.ts";

const ORIGINS: readonly Origin[] = ["live", "demonstration", "replay"];
/** What a bed says before its plan is known here is of that plan too. */
const EARLY_MS = 1000;
/** The last values of what was watched before may still be written as those of now. */
const SETTLING_MS = 2000;
/** Changes of one bed that are kept. */
const MOST_CHANGES = 200;

/** Where each bed's values came from, and since when. Neither method throws. */
export interface OriginMemory {
  /** From now on, its values come from there. */
  begin(bed: string, origin: Origin, nowMs: number): void;
  /** Where they came from at a time, ms of the station's clock. What nobody knows must not look like a patient's: it is a replay. */
  at(bed: string, tMs: number): Origin;
}

interface Change {
  readonly sinceMs: number;
  readonly origin: Origin;
}

/**
 * Keeps them in a file, for its owner alone, that is whole at any time: a bed whose camera takes the place of a recording keeps
 * its name, and its trend must not become a patient's.
 */
export function originFile(path: string): OriginMemory {
  const beds = readChanges(path);

  function write(): void {
    const next = `${path}.next`;
    try {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      writeFileSync(next, `${JSON.stringify(Object.fromEntries(beds))}\n`, { mode: 0o600 });
      renameSync(next, path);
    } catch {
      // After the next start nobody knows any more: then the values are marked as those of a replay.
    }
  }

  return {
    begin(bed, origin, nowMs) {
      const changes = beds.get(bed) ?? [];
      if (changes.at(-1)?.origin === origin) return;
      const settlingMs = changes.length === 0 ? -EARLY_MS : origin === "live" ? SETTLING_MS : 0;
      beds.set(bed, [...changes, { sinceMs: nowMs + settlingMs, origin }].slice(-MOST_CHANGES));
      write();
    },
    at: (bed, tMs) => beds.get(bed)?.findLast(({ sinceMs }) => sinceMs <= tMs)?.origin ?? "replay",
  };
}

/** Empty at the first start, and for a file of something else's making. */
function readChanges(path: string): Map<string, readonly Change[]> {
  try {
    const read = JSON.parse(readFileSync(path, "utf8")) as Record<string, readonly Change[]>;
    return new Map(
      Object.entries(read).map(([bed, changes]) => [
        bed,
        changes.filter(({ sinceMs, origin }) => Number.isFinite(sinceMs) && ORIGINS.includes(origin)),
      ]),
    );
  } catch {
    return new Map();
  }
}
