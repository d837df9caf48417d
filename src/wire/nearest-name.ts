/**
 * The candidate that a mistyped name most likely means: at most a third of its letters inserted, left out, replaced or swapped with
 * their neighbour, whatever their case; else the first that begins with it, as where the unit was forgotten. Null where none does. The distance is Damerau's, restricted to swaps of
 * neighbours (Communications of the ACM 1964).
 */
export function nearestName(name: string, candidates: readonly string[]): string | null {
  let nearest: string | null = null;
  let least = Math.max(1, Math.floor(name.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance >= least) continue;
    least = distance;
    nearest = candidate;
  }
  return nearest ?? candidates.find((candidate) => name.length > 3 && beginsWith(candidate, name)) ?? null;
}

function beginsWith(candidate: string, name: string): boolean {
  return candidate.toLowerCase().startsWith(name.toLowerCase());
}

function editDistance(a: string, b: string): number {
  // A key of many thousand letters means none of ours.
  if (Math.abs(a.length - b.length) > 16) return Number.POSITIVE_INFINITY;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, replaced);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    before = last;
    last = row;
  }
  return last[b.length];
}
