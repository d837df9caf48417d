import { open } from "node:fs/promises";

import type { Cell, Columns } from "./export-rows.ts";

/** A table that is being written, some rows at a time. Rejects with what the file system says. */
export interface ExportFile {
  write(rows: readonly (readonly Cell[])[]): Promise<void>;
  close(): Promise<void>;
}

/** Begins a table at a path, as CSV (RFC 4180). */
export async function openCsvFile(path: string, columns: Columns): Promise<ExportFile> {
  const file = await open(path, "w");
  await file.appendFile(csvLines([columns.map(([name]) => name)], columns));
  return {
    write: (rows) => file.appendFile(csvLines(rows, columns)),
    close: () => file.close(),
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
