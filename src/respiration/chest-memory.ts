import type { ChestPool, PooledSignal } from "./chest-pool.ts";
import type { ChestWindow } from "./chest-window.ts";

/**
 * A pattern that is found for the first time must be found in so many seconds on end: a window below 12 s is mostly new within two
 * seconds, a longer one is not, and movement has had more time to look like breath by chance.
 */
const FINDS = 2;
const FINDS_LATER = 4;
const LATER_S = 12;
/** From one to the next its rhythm may change by this share: wind has another one in every window. */
const STEADY_SHARE = 0.15;
/** A pattern that was not found again for so long is forgotten: the patient may have moved unseen. */
const MEMORY_S = 180;
/** A pool that lost more of its weight than this is not the one that was found. */
const LEAST_SEEN = 0.4;
/**
 * While the pool moves by this share of what it did when it was found, and is not found again for so long, it moves in another way:
 * breath that stops leaves stillness.
 */
const MOVING_SHARE = 0.5;
const OTHERWISE_S = 5;

/** The cells that moved in breath rhythm when it was last found. */
export interface RememberedPool {
  readonly pool: ChestPool;
  /** False after a larger movement: what the cells show now may be something else. */
  readonly sure: boolean;
}

/** A pool whose pattern repeats. */
export interface FoundPool {
  readonly pool: ChestPool;
  readonly hz: number;
  readonly keepsTime: boolean;
}

export interface ChestMemory {
  /** The pool that is remembered, or null. */
  readonly pool: ChestPool | null;
  /**
   * Takes the pool that was found this second at `hz`, or null, and whether it keeps time: only one that does is a new one; one
   * that is known may change its pace. Gives what is remembered, or null. Allocates.
   */
  update(window: ChestWindow, found: FoundPool | null): RememberedPool | null;
  /** The pool that was found last is followed at sample `to`, without a search, and does what it did. */
  keep(to: number): void;
  /** Takes how the pool in use moved in this second. */
  judge(pooled: PooledSignal, disturbed: boolean): void;
}

/** Plans the memory for a buffer of `fsHz` samples a second; it is asked once a second. */
export function planChestMemory(fsHz: number): ChestMemory {
  let memory: RememberedPool | null = null;
  let foundAt = 0;
  let now = 0;
  let finds = 0;
  let lastHz = 0;
  return {
    get pool() {
      return memory?.pool ?? null;
    },
    update(window, found) {
      now = window.to;
      if (!found?.keepsTime) finds = 0;
      else finds = Math.abs(found.hz - lastHz) <= STEADY_SHARE * lastHz ? finds + 1 : 1;
      lastHz = found?.hz ?? 0;
      const needed = window.to - window.from < LATER_S * fsHz ? FINDS : FINDS_LATER;
      if (found && (memory || finds >= needed)) {
        memory = { pool: found.pool, sure: true };
        foundAt = now;
      } else if (now - foundAt > MEMORY_S * fsHz) memory = null;
      return memory;
    },
    keep(to) {
      now = to;
      foundAt = to;
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
