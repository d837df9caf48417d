import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";

import type { KnownRecording, RecordingsAnswer } from "../wire/replay.ts";
import { partsAmong } from "../bed/recording/part-name.ts";

/** A folder in which recordings lie, and how their ids begin. */
export interface RecordingsFolder {
  readonly name: string;
  /** Absolute; need not exist. */
  readonly path: string;
}

/** A recording and where its files lie. */
export interface FoundRecording extends KnownRecording {
  readonly path: string;
  /** Null where none lies beside it. */
  readonly truthPath: string | null;
}

const MOST_LISTED = 500;
const MOST_VISITED = 20_000;
const MOST_DEPTH = 4;
const VIDEO = /\.(mp4|mkv|avi|mov|webm|m4v|mpg|mpeg|ts)$/i;
const TRACES = /\.traces\.csv$/;
const WAVE = /\.bvp\.csv$/;

/** The recordings in some folders, the newest first. Links are not followed: what is listed lies in the folders themselves. */
export async function listRecordings(
  folders: readonly RecordingsFolder[],
): Promise<{ readonly found: readonly FoundRecording[]; readonly areMore: boolean }> {
  const found: FoundRecording[] = [];
  let visited = 0;

  async function visit(path: string, id: string, depth: number): Promise<void> {
    const children = await readdir(path, { withFileTypes: true }).catch(() => []);
    visited += children.length;
    if (visited > MOST_VISITED) return;
    const files = children.filter((child) => child.isFile()).map(({ name }) => name);
    for (const [name, kind] of recordingsAmong(files)) {
      const status = await lstat(join(path, name)).catch(() => null);
      const truth = truthName(name);
      const truthPath = files.includes(truth) ? join(path, truth) : null;
      if (!status?.isFile()) continue;
      found.push({
        id: `${id}/${name}`,
        kind,
        bytes: status.size,
        writtenMs: Math.round(status.mtimeMs),
        hasTruth: truthPath !== null,
        path: join(path, name),
        truthPath,
      });
    }
    if (depth === MOST_DEPTH) return;
    for (const child of children) {
      if (child.isDirectory()) await visit(join(path, child.name), `${id}/${child.name}`, depth + 1);
    }
  }

  for (const { name, path } of folders) await visit(path, name, 0);
  found.sort((a, b) => b.writtenMs - a.writtenMs || (a.id < b.id ? -1 : 1));
  return { found: found.slice(0, MOST_LISTED), areMore: found.length > MOST_LISTED || visited > MOST_VISITED };
}

/** What of a listing a page is told: no path of this box. */
export function recordingsAnswer({ found, areMore }: Awaited<ReturnType<typeof listRecordings>>): RecordingsAnswer {
  const recordings = found.map(({ id, kind, bytes, writtenMs, hasTruth }) => ({
    id,
    kind,
    bytes,
    writtenMs,
    hasTruth,
  }));
  return { recordings, areMore };
}

/** Of a recorder's parts the first of each run, from which a replay goes on. */
function recordingsAmong(names: readonly string[]): (readonly [name: string, kind: KnownRecording["kind"]])[] {
  const parts = partsAmong(names);
  const isPart = new Set(parts.map(({ name }) => name));
  const firsts = new Map<number, string>();
  for (const { run, name } of parts) if (!firsts.has(run)) firsts.set(run, name);
  return [
    ...[...firsts.values()].map((name) => [name, "recorded"] as const),
    ...names
      .filter((name) => !isPart.has(name))
      .flatMap((name) => {
        const kind = kindOf(name);
        return kind ? [[name, kind] as const] : [];
      }),
  ];
}

function kindOf(name: string): KnownRecording["kind"] | null {
  if (name.endsWith(".mcap")) return "recorded";
  if (TRACES.test(name)) return "traces";
  if (WAVE.test(name)) return "wave";
  return VIDEO.test(name) ? "video" : null;
}

function truthName(name: string): string {
  return `${name.replace(/(\.traces\.csv|\.bvp\.csv|\.[^.]+)$/, "")}.truth.json`;
}
