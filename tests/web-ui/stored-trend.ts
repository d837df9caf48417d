import { inflateRawSync } from "node:zlib";

import Database from "libsql";

/** One second as the database's own rows hold it. */
export interface StoredSecond {
  readonly second: number;
  readonly marks: number;
  /** In the order in which they are stored; NaN: not shown. */
  readonly values: readonly number[];
}

const SERIES = 7;

/** Reads a bed's seconds from a history's SQLite file without any code of the history. Rising. */
export function storedSeconds(path: string, bed: string, fromS: number, toS: number): StoredSecond[] {
  const database = new Database(path, { readonly: true });
  const blocks = database
    .prepare("SELECT minute, packed FROM trend_block WHERE bed = ? AND minute BETWEEN ? AND ? ORDER BY minute")
    .all(bed, Math.floor(fromS / 60), Math.floor(toS / 60)) as { minute: number; packed: Buffer }[];
  const loose = database
    .prepare("SELECT second, marks, figures FROM trend_second WHERE bed = ? AND second BETWEEN ? AND ? ORDER BY second")
    .all(bed, fromS, toS) as { second: number; marks: number; figures: Uint8Array }[];
  database.close();
  const packed = blocks.flatMap(({ minute, packed }) => {
    // Count in byte 1; then seconds (u8), marks (u32), clock (f64), and each series (f32), column by column.
    const bytes = inflateRawSync(packed);
    const n = bytes[1];
    return Array.from({ length: n }, (_, i) => ({
      second: 60 * minute + bytes[3 + i],
      marks: bytes.readUInt32LE(3 + n + 4 * i),
      values: Array.from({ length: SERIES }, (_, series) => bytes.readFloatLE(3 + n * 13 + 4 * (n * series + i))),
    }));
  });
  const pending = loose.map(({ second, marks, figures }) => ({
    second,
    marks,
    values: Array.from({ length: SERIES }, (_, series) => Buffer.from(figures).readFloatLE(4 * series)),
  }));
  return [...packed, ...pending].filter(({ second }) => second >= fromS && second < toS);
}
