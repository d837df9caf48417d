/** Median and quartiles, in the unit of the values. */
export interface Spread {
  readonly median: number;
  readonly lower: number;
  readonly upper: number;
}

/** Median and quartiles of at least one value, interpolated between ranks. Throws RangeError on none. */
export function spreadOf(values: readonly number[]): Spread {
  if (values.length === 0) throw new RangeError("no value has no spread");
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => {
    const rank = share * (sorted.length - 1);
    const below = Math.floor(rank);
    const above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (sorted[above] - sorted[below]) * (rank - below);
  };
  return { median: at(0.5), lower: at(0.25), upper: at(0.75) };
}
