import { deflateRawSync, inflateRawSync } from "node:zlib";

import { type PlacedSecond, TREND_SERIES } from "./trend.ts";

const LAYOUT = 1;
/** Layout, number of seconds, number of series. */
const HEADER_BYTES = 3;
/** Second in the minute u8, marks u32, clock against axis f64. */
const FIXED_BYTES = 13;

/**
 * Packs the seconds of one bed's minute: a header, then column by column (neighbours in time are alike and pack well),
 * little-endian, deflated. Allocates.
 */
export function packBlock(minute: number, seconds: readonly PlacedSecond[]): Uint8Array {
  const n = seconds.length;
  const bytes = new Uint8Array(HEADER_BYTES + n * (FIXED_BYTES + 4 * TREND_SERIES.length));
  const view = new DataView(bytes.buffer);
  bytes.set([LAYOUT, n, TREND_SERIES.length]);
  seconds.forEach(({ second, clockMs, marks, values }, index) => {
    bytes[HEADER_BYTES + index] = second - 60 * minute;
    view.setUint32(HEADER_BYTES + n + 4 * index, marks, true);
    view.setFloat64(HEADER_BYTES + 5 * n + 8 * index, clockMs - 1000 * second, true);
    values.forEach((value, series) => {
      view.setFloat32(HEADER_BYTES + n * (FIXED_BYTES + 4 * series) + 4 * index, value, true);
    });
  });
  return deflateRawSync(bytes, { level: 1 });
}

/** Unpacks a bed's minute. Series that were not known when it was packed are NaN. Throws where the bytes are none. Allocates. */
export function unpackBlock(bed: string, minute: number, packed: Uint8Array): PlacedSecond[] {
  const bytes = inflateRawSync(packed);
  if (bytes[0] !== LAYOUT) throw new RangeError(`unknown layout ${bytes[0]} of a trend block`);
  const [, n, seriesCount] = bytes;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: n }, (_, index) => {
    const second = 60 * minute + bytes[HEADER_BYTES + index];
    const values = Float32Array.from(TREND_SERIES, (_, series) =>
      series < seriesCount
        ? view.getFloat32(HEADER_BYTES + n * (FIXED_BYTES + 4 * series) + 4 * index, true)
        : Number.NaN,
    );
    const marks = view.getUint32(HEADER_BYTES + n + 4 * index, true);
    return {
      bed,
      second,
      clockMs: view.getFloat64(HEADER_BYTES + 5 * n + 8 * index, true) + 1000 * second,
      values,
      marks,
    };
  });
}
