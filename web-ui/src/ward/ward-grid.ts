/** Width over height that suits a tile best: a wave beside its numbers. */
const BEST_ASPECT = 2.1;
const GAP_PX = 6;
/** Smaller than this nothing is legible: the view scrolls instead. */
const LEAST = { widthPx: 148, heightPx: 72 } as const;

export interface WardGrid {
  readonly columns: number;
  readonly tileHeightPx: number;
}

/** Columns and tile height that show `count` tiles of equal size as large as a place of this size lets them be. CSS pixels. */
export function wardGrid(count: number, widthPx: number, heightPx: number): WardGrid {
  let best: WardGrid = { columns: 1, tileHeightPx: LEAST.heightPx };
  let largest = -1;
  for (let columns = 1; columns <= Math.max(1, count); columns += 1) {
    const width = (widthPx - GAP_PX * (columns - 1)) / columns;
    if (columns > 1 && width < LEAST.widthPx) break;
    const rows = Math.ceil(count / columns);
    const height = (heightPx - GAP_PX * (rows - 1)) / rows;
    const size = Math.min(width / BEST_ASPECT, height);
    if (size <= largest) continue;
    largest = size;
    best = { columns, tileHeightPx: Math.max(LEAST.heightPx, Math.floor(height)) };
  }
  return best;
}
