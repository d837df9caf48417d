import { extname } from "node:path";

import { AfarError } from "../base/errors.ts";
import { parseBody } from "../history/hash-chain.ts";
import { historyParts } from "../history/history-logs.ts";
import type { HistoryStore } from "../history/store.ts";

import { isBedDocument } from "./alarm-document.ts";
import { auditExport } from "./export-audit.ts";
import { type ExportFile, openCsvFile } from "./export-file.ts";
import { openParquetFile } from "./export-parquet.ts";
import { LOG_COLUMNS, logCells, TREND_COLUMNS, trendRows } from "./export-rows.ts";
import { type HistoryChoice, keptPlaces } from "./history-place.ts";
import { cannotWrite } from "./named-file.ts";

/** Rows and seconds that are held in memory at a time. */
const ROWS_AT_ONCE = 1000;
const STRETCH_MS = 3_600_000;

export interface ExportOptions extends HistoryChoice {
  readonly out: string;
  readonly bed?: string;
  /** ms since 1970. */
  readonly from?: number;
  readonly to?: number;
  /** The demonstration's history instead of that of real beds. */
  readonly demo?: boolean;
}

/** `afar export`: a station's trends, or its alarms and orders, as a table. Its log says so before the first row leaves. */
export async function exportHistory(what: "trends" | "alarms", options: ExportOptions): Promise<void> {
  const place = keptPlaces(options)[options.demo ? 1 : 0];
  const parts = historyParts(place);
  if (parts.length === 0) {
    throw new AfarError(
      "FILE_MISSING",
      "there is no history yet: it begins when the station runs; --data names its folder",
    );
  }
  const columns = what === "trends" ? TREND_COLUMNS : LOG_COLUMNS;
  let rows = 0;
  let unwritten: AfarError | null = null;
  const written = async <T>(writing: () => Promise<T>): Promise<T> => {
    try {
      return await writing();
    } catch (error) {
      unwritten = error instanceof AfarError ? error : cannotWrite(options.out, "--out", error);
      throw unwritten;
    }
  };
  const file = await written(() => openFile(options.out, columns));
  await auditExport(place, exportWords(what, options));
  const counted: ExportFile = {
    async write(more) {
      rows += more.length;
      await written(() => file.write(more));
    },
    close: () => written(file.close),
  };
  for (const part of parts) {
    try {
      const store = await part.open();
      if (what === "trends") await exportTrends(store, counted, options);
      else await exportLog(store, counted, options);
      await store.close();
    } catch (error) {
      if (error === unwritten) throw error;
      // What can be read of the others is worth having.
      process.stderr.write(`afar: left out: ${error instanceof Error ? error.message : error}\n`);
      process.exitCode = 1;
    }
  }
  await counted.close();
  process.stdout.write(`${options.out}: ${rows} rows\n`);
}

function exportWords(what: string, { bed, from, to, out }: ExportOptions): string {
  const time = (tMs: number | undefined, none: string) => (tMs === undefined ? none : new Date(tMs).toISOString());
  const beds = bed === undefined ? "all beds" : `bed ${bed}`;
  return `${what} of ${beds}, ${time(from, "the begin")} to ${time(to, "now")}, into ${out}`;
}

async function openFile(path: string, columns: typeof LOG_COLUMNS): Promise<ExportFile> {
  if (extname(path) === ".csv") return openCsvFile(path, columns);
  if (extname(path) === ".parquet") return openParquetFile(path, columns);
  throw new AfarError("USAGE", `${path} is of no kind that can be written: let its name end with .csv or .parquet.`);
}

async function exportTrends(store: HistoryStore, file: ExportFile, options: ExportOptions): Promise<void> {
  const { from = 0, to = Date.now() + STRETCH_MS } = options;
  const documents = (await store.documents()).filter(isBedDocument);
  for (const { bed } of documents) {
    if (options.bed !== undefined && options.bed !== bed) continue;
    // By its minutes it is known where a bed has anything, without reading all of it.
    const minutes = await store.trendMinutes(bed, { fromMs: from, toMs: to });
    const hours = new Set(minutes.tMs.map((tMs) => Math.floor(tMs / STRETCH_MS)));
    for (const hour of [...hours].sort((a, b) => a - b)) {
      const range = { fromMs: Math.max(from, hour * STRETCH_MS), toMs: Math.min(to, (hour + 1) * STRETCH_MS) };
      await file.write(trendRows(bed, await store.trendSeconds(bed, range)));
    }
  }
}

async function exportLog(store: HistoryStore, file: ExportFile, { bed, from, to }: ExportOptions): Promise<void> {
  let after = (await store.anchors()).base.sequence;
  for (;;) {
    const stored = await store.storedRows(after, ROWS_AT_ONCE);
    if (stored.length === 0) return;
    after = stored[stored.length - 1].sequence;
    const rows = stored
      .filter((row) => (bed === undefined || row.bed === bed) && row.tMs >= (from ?? 0) && row.tMs < (to ?? Infinity))
      .map(({ body }) => logCells(parseBody(body)));
    await file.write(rows);
  }
}
