import { COLUMN_MS, type MovementTape, TAPE_SPAN_MS } from "../../../src/wire/movement-tape.ts";

import type { StripRow } from "./strip-rows.ts";

/** Columns of a full strip. */
export const STRIP_COLUMNS = TAPE_SPAN_MS / COLUMN_MS;

/** A stretch of a strip, in columns from its left edge. */
export interface Stretch {
  readonly from: number;
  readonly count: number;
}

/** The stretches of the last five minutes that were told and in which nothing could be seen. */
export function unseenStretches(tape: MovementTape, row: StripRow): Stretch[] {
  const { firstColumn, lastColumn } = tape;
  if (firstColumn === null || lastColumn === null) return [];
  const left = lastColumn - STRIP_COLUMNS + 1;
  const stretches: Stretch[] = [];
  for (let column = Math.max(firstColumn, left); column <= lastColumn; column += 1) {
    if (row.traced(tape, column) !== null) continue;
    const last = stretches.at(-1);
    if (last && last.from + last.count === column - left) {
      stretches[stretches.length - 1] = { from: last.from, count: last.count + 1 };
    } else {
      stretches.push({ from: column - left, count: 1 });
    }
  }
  return stretches;
}
