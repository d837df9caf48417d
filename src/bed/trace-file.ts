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
/** A colour is one of 8 bits; a waveform has any unit, within what can be squared and summed. */
const COLOUR_RANGE = { least: 0, most: 255 };
const WAVEFORM_RANGE = { least: -1e12, most: 1e12 };
/** A longer step is a slip of units (ns for ms) or two recordings in one file, not a pause. */
const LONGEST_STEP_MS = 3_600_000;

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
  const header = rows[0]?.record ?? [];
  const kind = path.endsWith(".bvp.csv") ? "waveform" : "colour";
  const regions = kind === "waveform" ? waveformRegion(path, header) : colourRegions(path, header);
  const numbers = rows
    .slice(1)
    .map(({ record, line }) => readNumbers(`${path} line ${line}`, record, header.length, kind));
  if (numbers.length === 0) throw new AfarError("NO_FRAMES", `${path} holds a header but no samples: record it again.`);
  for (let i = 1; i < numbers.length; i++) {
    checkStep(`${path} line ${rows[i + 1].line}`, (numbers[i][0] ?? 0) - (numbers[i - 1][0] ?? 0));
  }
  const frames = numbers.map((row, i) => toFrame(row, numbers[i + 1]?.[0] ?? null, numbers, regions.length, kind));
  return { kind, regions, frames };
}

interface Row {
  readonly record: readonly string[];
  /** Counted from 1, empty lines included. */
  readonly line: number;
}

function readRows(path: string): Row[] {
  const rows: Row[] = [];
  try {
    parse(readFileSync(path), {
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      bom: true,
      on_record(record: string[], { lines }) {
        rows.push({ record, line: lines });
        return null;
      },
    });
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw new AfarError("FILE_UNREADABLE", `${path} cannot be read as CSV (${cause}): export it again.`, {
      cause: error,
    });
  }
  return rows;
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

function readNumbers(
  place: string,
  row: readonly string[],
  columns: number,
  kind: TraceFile["kind"],
): (number | null)[] {
  const numbers = row.map((cell) => (cell === "" ? null : Number(cell)));
  if (numbers.length !== columns || numbers[0] === null || numbers.some((n) => n !== null && !Number.isFinite(n))) {
    throw new AfarError("FILE_UNREADABLE", `${place} must hold ${columns} numbers and does not: mend it.`);
  }
  const { least, most } = kind === "colour" ? COLOUR_RANGE : WAVEFORM_RANGE;
  if (numbers.slice(1).some((n) => n !== null && (n < least || n > most))) {
    throw new AfarError("FILE_UNREADABLE", `${place} holds a value out of ${least}..${most}: mend it.`);
  }
  return numbers;
}

function checkStep(place: string, stepMs: number): void {
  if (stepMs > 0 && stepMs <= LONGEST_STEP_MS) return;
  const cause = stepMs > 0 ? "is more than an hour after" : "is not later than";
  throw new AfarError("FILE_UNREADABLE", `${place}: its time ${cause} the one before: give rising times in ms.`);
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
