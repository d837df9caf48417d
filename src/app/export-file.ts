import { once } from "node:events";
import { createWriteStream } from "node:fs";

import { AfarError } from "../base/errors.ts";

import type { Cell, Columns } from "./export-rows.ts";

/** A table that is being written, some rows at a time. */
export interface ExportFile {
  write(rows: readonly (readonly Cell[])[]): Promise<void>;
  close(): Promise<void>;
}

/** Begins a table at a path, as CSV (RFC 4180). Throws an AfarError where it cannot be written. */
export async function openCsvFile(path: string, columns: Columns): Promise<ExportFile> {
  const stream = createWriteStream(path);
  await once(stream, "open").catch((error: unknown) => {
    throw cannotWrite(path, error);
  });
  const put = async (rows: readonly (readonly Cell[])[]) => {
    if (!stream.write(csvLines(rows, columns))) await once(stream, "drain");
  };
  await put([columns.map(([name]) => name)]);
  return {
    write: put,
    async close() {
      stream.end();
      await once(stream, "finish");
    },
  };
}

/** Rows as lines of CSV (RFC 4180), each with its end; a row of the columns' names is the header. Allocates. */
export function csvLines(rows: readonly (readonly Cell[])[], columns: Columns): string {
  return rows.map((row) => `${row.map((cell, i) => csvCell(inWords(cell, columns[i][1]))).join(",")}\r\n`).join("");
}

function inWords(cell: Cell, kind: Columns[number][1]): Cell {
  return kind === "time" && typeof cell === "number" ? new Date(cell).toISOString() : cell;
}

/** An empty cell for null; quoted where it must be. */
function csvCell(cell: Cell): string {
  if (cell === null) return "";
  const text = String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function cannotWrite(path: string, error: unknown): AfarError {
  const { code } = error as NodeJS.ErrnoException;
  return new AfarError("USAGE", `${path} cannot be written (${code}): give another path with --out.`, { cause: error });
}
