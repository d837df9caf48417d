/** Since when, and why, a receiver does not take what it should. */
export interface Trouble {
  /** An attempt failed for all beds (null) or for one. */
  began(bed: string | null, nowMs: number, detail: string): void;
  /** A message of this bed was taken; null: the receiver is there. */
  ended(bed: string | null): void;
  /** What is wrong for longest; null where nothing is. */
  oldest(): Lasting | null;
}

export interface Lasting {
  /** Of a clock that never jumps, ms. */
  readonly sinceMs: number;
  readonly detail: string;
}

export function planTrouble(): Trouble {
  const since = new Map<string | null, Lasting>();
  return {
    began(bed, nowMs, detail) {
      if (!since.has(bed)) since.set(bed, { sinceMs: nowMs, detail });
    },
    ended(bed) {
      since.delete(null);
      since.delete(bed);
    },
    oldest: () => [...since.values()].sort((a, b) => a.sinceMs - b.sinceMs)[0] ?? null,
  };
}
