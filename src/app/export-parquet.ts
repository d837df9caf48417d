import { type BasicType, fileWriter, ParquetWriter, schemaFromColumnData } from "hyparquet-writer";

import type { ExportFile } from "./export-file.ts";
import { type Cell, type Columns, STATUS } from "./export-rows.ts";

const TYPES = { text: "STRING", number: "DOUBLE", whole: "INT64", time: "TIMESTAMP", flag: "BOOLEAN" } as const;
/** Rows of one group: so many are held in memory. */
const GROUP_ROWS = 50_000;

/** Begins a table at a path, as Parquet. */
export async function openParquetFile(path: string, columns: Columns): Promise<ExportFile> {
  let rows: (readonly Cell[])[] = [];
  const columnData = () =>
    columns.map(([name, kind], i) => {
      const data = rows.map((row) => stored(row[i], kind));
      return { name, data, type: TYPES[kind] satisfies BasicType, nullable: true };
    });
  const schema = schemaFromColumnData({ columnData: columnData() });
  const kvMetadata = [{ key: "status", value: STATUS }];
  const writer = new ParquetWriter({ writer: fileWriter(path), schema, kvMetadata });
  const flush = async () => {
    if (rows.length > 0) await writer.write({ columnData: columnData() });
    rows = [];
  };
  return {
    async write(more) {
      for (const row of more) {
        rows.push(row);
        if (rows.length >= GROUP_ROWS) await flush();
      }
    },
    async close() {
      await flush();
      await writer.finish();
    },
  };
}

function stored(cell: Cell, kind: Columns[number][1]): Cell | bigint | Date {
  if (cell === null) return null;
  if (kind === "whole") return BigInt(Math.round(Number(cell)));
  return kind === "time" ? new Date(Number(cell)) : cell;
}
