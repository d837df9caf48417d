/** Since when, and why, a receiver does not take what it should. */
export interface Trouble {
  /** An attempt failed for all beds (null) or for one. */
  began(bed: string | null, nowMs: number, detail: string): void;
  /** A message of this bed was taken; null: the receiver is there. */
  ended(bed: string | null): void;
  /** What is wrong for at least `forMs`; null where nothing is. */
  lasting(nowMs: number, forMs: number): string | null;
}

export function planTrouble(): Trouble {
  const since = new Map<string | null, { readonly sinceMs: number; readonly detail: string }>();
  return {
    began(bed, nowMs, detail) {
      if (!since.has(bed)) since.set(bed, { sinceMs: nowMs, detail });
    },
    ended(bed) {
      since.delete(null);
      since.delete(bed);
    },
    lasting(nowMs, forMs) {
      const oldest = [...since.values()].sort((a, b) => a.sinceMs - b.sinceMs)[0];
      return oldest && nowMs - oldest.sinceMs >= forMs ? oldest.detail : null;
    },
  };
}
