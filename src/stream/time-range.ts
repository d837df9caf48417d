import { AfarError } from "../base/errors.ts";

/** A stretch of time, ms since 1970: from included, to left out. */
export interface AskedRange {
  readonly fromMs: number;
  readonly toMs: number;
}

/** What a request may say of time, as text. */
export interface RangeQuery {
  readonly from?: string;
  readonly to?: string;
}

const HOUR_MS = 3_600_000;

/** The stretch that a request asks for. Throws USAGE where it is none, or longer than `longestMs`. */
export function askedRange({ from, to }: RangeQuery, longestMs: number): AskedRange {
  const [fromMs, toMs] = [timeOf(from), timeOf(to)];
  if (fromMs === null || toMs === null || fromMs >= toMs) {
    throw new AfarError("USAGE", "give from and to, in milliseconds since 1970, from before to");
  }
  if (toMs - fromMs > longestMs) {
    throw new AfarError("USAGE", `from and to lie more than ${longestMs / HOUR_MS} h apart: ask for a shorter stretch`);
  }
  return { fromMs, toMs };
}

function timeOf(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
}
