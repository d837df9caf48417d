import type { ChestPool } from "./chest-pool.ts";

/**
 * How alike neighbours move, -1..1: 1 where all do the same, about 0 where each goes its own way; 1 where no two of them are
 * neighbours. Cells of one axis, side by side or one above the other. Allocates.
 */
export function coherence({ members }: ChestPool, columns: number): number {
  const moves = { xPx: new Map<number, number>(), yPx: new Map<number, number>() };
  for (const { axis, cell, gain, trust } of members) moves[axis].set(cell, gain * Math.sqrt(trust));
  let shared = 0;
  let all = 0;
  for (const along of Object.values(moves)) {
    for (const [cell, move] of along) {
      const right = (cell + 1) % columns === 0 ? undefined : along.get(cell + 1);
      for (const other of [right, along.get(cell + columns)]) {
        if (other === undefined) continue;
        shared += 2 * move * other;
        all += move * move + other * other;
      }
    }
  }
  return all > 0 ? shared / all : 1;
}
