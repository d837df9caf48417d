import type { ChestPattern } from "./chest-pattern.ts";
import { type ChestPool, type PooledSignal, poolOf } from "./chest-pool.ts";
import type { ChestWindow } from "./chest-window.ts";

/** A pattern that is found for the first time must be found in so many seconds on end: half of the noise in the second window is new at the start, and chance is rare. */
const FINDS = 2;
/** A pattern that was not found again for so long is forgotten: the patient may have moved unseen. */
const MEMORY_S = 180;
/** A pool that lost more of its weight than this is not the one that was found. */
const LEAST_SEEN = 0.4;
/**
 * While the pool moves by this share of what it did when it was found, and is not found again for so long, it moves in another way:
 * breath that stops leaves stillness.
 */
const MOVING_SHARE = 0.5;
const OTHERWISE_S = 8;

/** The cells that moved in breath rhythm when it was last found. */
export interface RememberedPool {
  readonly pool: ChestPool;
  /** False after a larger movement: what the cells show now may be something else. */
  readonly sure: boolean;
}

export interface ChestMemory {
  /** Takes what was found this second, or null; gives what is remembered, or null. Allocates. */
  update(window: ChestWindow, found: ChestPattern | null): RememberedPool | null;
  /** Takes how the pool in use moved in this second. */
  judge(pooled: PooledSignal, disturbed: boolean): void;
}

/** Plans the memory for a buffer of `fsHz` samples a second; it is asked once a second. */
export function planChestMemory(fsHz: number): ChestMemory {
  let memory: RememberedPool | null = null;
  let foundAt = 0;
  let now = 0;
  let finds = 0;
  return {
    update(window, found) {
      now = window.to;
      finds = found ? finds + 1 : 0;
      if (found && (memory || finds >= FINDS)) {
        memory = { pool: poolOf(window, found, memory?.pool ?? null), sure: true };
        foundAt = now;
      } else if (now - foundAt > MEMORY_S * fsHz) memory = null;
      return memory;
    },
    judge({ signal, seenShare }, disturbed) {
      if (!memory || foundAt === now) return;
      if (disturbed) memory = { ...memory, sure: false };
      const amplitudePx = Math.SQRT2 * deviation(signal.subarray(Math.max(0, signal.length - OTHERWISE_S * fsHz)));
      const otherwise =
        now - foundAt >= OTHERWISE_S * fsHz && amplitudePx > MOVING_SHARE * (memory.pool.amplitudePx ?? 0);
      if (otherwise || seenShare < LEAST_SEEN) memory = null;
    },
  };
}

function deviation(values: Float64Array): number {
  let sum = 0;
  let square = 0;
  for (const value of values) {
    sum += value;
    square += value * value;
  }
  const mean = sum / values.length;
  return Math.sqrt(Math.max(0, square / values.length - mean * mean));
}
