/** Lowest and highest rate that is ever shown, /min. */
export const MIN_RATE_BPM = 25;
export const MAX_RATE_BPM = 240;

/** Hypotheses one /min apart: finer than the lobe of the longest window by a factor of ten. */
export const RATE_GRID_BPM: readonly number[] = Array.from(
  { length: MAX_RATE_BPM - MIN_RATE_BPM + 1 },
  (_, i) => MIN_RATE_BPM + i,
);
