/** How events that were told fare against the true ones. */
export interface MatchedEvents {
  /** True events, and those told. */
  readonly real: number;
  readonly told: number;
  /** True events with one told of their own, true ones without, and told ones that are none. */
  readonly found: number;
  readonly missed: number;
  readonly false: number;
}

/** How far a told time may lie before and after the true one, ms. */
export interface EventTolerance {
  readonly earlyMs: number;
  readonly lateMs: number;
}

/**
 * Pairs true and told times, both rising, ms: each with at most one other within the tolerance, as many pairs as can be.
 * Allocates the result alone.
 */
export function matchEvents(
  realMs: readonly number[],
  toldMs: readonly number[],
  { earlyMs, lateMs }: EventTolerance,
): MatchedEvents {
  let found = 0;
  // Of sorted times the earliest that still fits may always be taken: no later choice gains by leaving it.
  for (let real = 0, told = 0; real < realMs.length && told < toldMs.length; ) {
    const delayMs = toldMs[told] - realMs[real];
    if (delayMs >= -earlyMs && delayMs <= lateMs) found += 1;
    if (delayMs >= -earlyMs) real += 1;
    if (delayMs <= lateMs) told += 1;
  }
  return {
    real: realMs.length,
    told: toldMs.length,
    found,
    missed: realMs.length - found,
    false: toldMs.length - found,
  };
}
