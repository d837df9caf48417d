/** Slowest and fastest breathing that is ever shown, /min. */
export const MIN_RATE_BRPM = 4;
export const MAX_RATE_BRPM = 60;

/** Steps of 3 %, finer than a window of two breaths tells apart by a factor of ten. */
const STEPS = 92;
const STEP = (MAX_RATE_BRPM / MIN_RATE_BRPM) ** (1 / STEPS);
/** The hypotheses go on to 85 /min, so that what is faster than breathing (a heart, a fan) is seen as what it is. */
const FASTER_STEPS = 12;

/** Rates below the slowest breathing, to which what is slower than a breath is held. */
const SLOWER_STEPS = Math.floor(Math.log(2) / Math.log(STEP));

/** Hypotheses at equal ratios, /min, rising: breathing varies in proportion to its rate. */
export const BREATH_GRID_BRPM: readonly number[] = Array.from(
  { length: STEPS + FASTER_STEPS + 1 },
  (_, i) => MIN_RATE_BRPM * STEP ** i,
);

/** The grid, continued downwards by an octave: the hypotheses are its last entries. */
export const LOOKED_AT_BRPM: readonly number[] = [
  ...Array.from({ length: SLOWER_STEPS }, (_, i) => MIN_RATE_BRPM * STEP ** (i - SLOWER_STEPS)),
  ...BREATH_GRID_BRPM,
];

/** Index in LOOKED_AT_BRPM of the first hypothesis. */
export const FIRST_HYPOTHESIS = SLOWER_STEPS;

/** Number of grid steps that a ratio of rates spans, rounded. */
export function stepsOf(ratio: number): number {
  return Math.round(Math.log(ratio) / Math.log(STEP));
}

/** A rate is right within this, /min. */
export const WITHIN_BRPM = 2;

/** Shortest and longest stretch in which a rate is looked for, s. */
const SHORTEST_WINDOW_S = 4;
const LONGEST_WINDOW_S = 30;

/** Length of `breaths` breaths of a rate, kept to 4..30 s. */
export function windowOf(rateBrpm: number, breaths: number): number {
  return Math.min(Math.max((60 * breaths) / rateBrpm, SHORTEST_WINDOW_S), LONGEST_WINDOW_S);
}
