import { AfarError } from "../base/errors.ts";
import type { RangeQuery } from "../wire/history.ts";

/** A stretch of time, ms since 1970: from included, to left out. */
export interface AskedRange {
  readonly fromMs: number;
  readonly toMs: number;
}

const HOUR_MS = 3_600_000;

/** The stretch that a request asks for. Throws USAGE where it is none, or longer than `longestMs`. */
export function askedRange({ from, to }: RangeQuery, longestMs: number): AskedRange {
  if (from >= to) throw new AfarError("USAGE", "from must lie before to, both in milliseconds since 1970");
  if (to - from > longestMs) {
    throw new AfarError("USAGE", `from and to lie more than ${longestMs / HOUR_MS} h apart: ask for a shorter stretch`);
  }
  return { fromMs: from, toMs: to };
}
