const FIRST_MS = 500;
const LONGEST_MS = 8000;

/**
 * How long to wait before the next attempt, ms: doubling from half a second to eight, less up to a quarter by chance, so that
 * many screens do not return at the same instant.
 *
 * `attempt`: 0 for the first retry. `chance`: 0..1.
 */
export function retryDelayMs(attempt: number, chance: number): number {
  const fullMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** attempt);
  return fullMs * (1 - 0.25 * chance);
}
