import { existsSync, readFileSync } from "node:fs";

import { parse } from "csv-parse/sync";

import { AfarError } from "../base/errors.ts";
import type { TraceFrame } from "../base/trace-frame.ts";

/** A recording of numbers: colour traces (`NAME.traces.csv`) or one pulse waveform (`NAME.bvp.csv`). */
export interface TraceFile {
  readonly kind: "colour" | "waveform";
  readonly regions: readonly string[];
  readonly frames: readonly TraceFrame[];
}

const CHANNELS = ["r", "g", "b"];

/** True for a name that `readTraceFile` understands. */
export function isTraceFile(path: string): boolean {
  return path.endsWith(".traces.csv") || path.endsWith(".bvp.csv");
}

/**
 * Reads a whole trace file. Times are taken relative to its first row. An empty cell means that the region was not seen.
 *
 * Throws FILE_MISSING, FILE_UNREADABLE (names the line) and NO_FRAMES.
 */
export function readTraceFile(path: string): TraceFile {
  if (!existsSync(path)) throw new AfarError("FILE_MISSING", `${path} does not exist: check the path.`);
  const rows = readRows(path);
  const header = rows[0] ?? [];
  const kind = path.endsWith(".bvp.csv") ? "waveform" : "colour";
  const regions = kind === "waveform" ? waveformRegion(path, header) : colourRegions(path, header);
  const numbers = rows.slice(1).map((row, i) => readNumbers(path, row, i + 2, header.length));
  if (numbers.length === 0) throw new AfarError("NO_FRAMES", `${path} holds a header but no samples: record it again.`);
  const frames = numbers.map((row, i) => toFrame(row, numbers[i + 1]?.[0] ?? null, numbers, regions.length, kind));
  return { kind, regions, frames };
}

function readRows(path: string): string[][] {
  try {
    return parse(readFileSync(path), { relax_column_count: true, skip_empty_lines: true, trim: true, bom: true });
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw new AfarError("FILE_UNREADABLE", `${path} cannot be read as CSV (${cause}): export it again.`, {
      cause: error,
    });
  }
}

function waveformRegion(path: string, header: readonly string[]): string[] {
  if (header.join(",") !== "tMs,bvp") {
    throw new AfarError("FILE_UNREADABLE", `${path} line 1 must be tMs,bvp and is not: write that header.`);
  }
  return ["bvp"];
}

function colourRegions(path: string, header: readonly string[]): string[] {
  const columns = header.slice(1);
  const regions = columns.filter((_, i) => i % 3 === 0).map((name) => name.replace(/\.r$/, ""));
  const expected = regions.flatMap((name) => CHANNELS.map((channel) => `${name}.${channel}`));
  if (header[0] !== "tMs" || regions.length === 0 || expected.join() !== columns.join()) {
    throw new AfarError(
      "FILE_UNREADABLE",
      `${path} line 1 must be tMs and then NAME.r,NAME.g,NAME.b for each region: write that header.`,
    );
  }
  return regions;
}

function readNumbers(path: string, row: readonly string[], line: number, columns: number): (number | null)[] {
  const numbers = row.map((cell) => (cell === "" ? null : Number(cell)));
  const sound =
    numbers.length === columns && numbers[0] !== null && numbers.every((n) => n === null || Number.isFinite(n));
  if (!sound) {
    throw new AfarError("FILE_UNREADABLE", `${path} line ${line} must hold ${columns} numbers and does not: mend it.`);
  }
  return numbers;
}

function toFrame(
  row: readonly (number | null)[],
  nextMs: number | null,
  rows: readonly (readonly (number | null)[])[],
  regions: number,
  kind: TraceFile["kind"],
): TraceFrame {
  const startMs = rows[0][0] ?? 0;
  const tMs = (row[0] ?? 0) - startMs;
  const meanMs = rows.length > 1 ? ((rows[rows.length - 1][0] ?? 0) - startMs) / (rows.length - 1) : 0;
  const rgb = new Float64Array(regions * 3);
  const usable = new Uint8Array(regions);
  for (let region = 0; region < regions; region++) {
    const cells = kind === "waveform" ? [row[1], row[1], row[1]] : row.slice(1 + region * 3, 4 + region * 3);
    if (cells.includes(null)) continue;
    usable[region] = 1;
    rgb.set(cells as number[], region * 3);
  }
  const durationMs = nextMs === null ? meanMs : nextMs - startMs - tMs;
  return { tMs, durationMs, keyframe: true, rgb, usable, room: null, head: null };
}
