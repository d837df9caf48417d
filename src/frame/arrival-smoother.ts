/** Pictures over which the line reaches once it has grown: ten seconds of a common camera. */
const LONGEST_MEMORY = 300;
/** What is believed of the line after a picture that was missing. */
const MEMORY_AFTER_GAP = 30;
/** A longer wait is a gap, not a late picture. */
const GAP_MS = 300;
/** So many pictures in a row must be late by most of an interval before one is taken for missing. */
const SURE_PICTURES = 3;
const MOST_OF_AN_INTERVAL = 0.6;
/** So many missing pictures close together are another rate. */
const RATE_CHANGE_SLIPS = 4;
const CLOSE_PICTURES = 20;

export interface ArrivalSmoother {
  /** Time at which a picture that arrived at `arrivalMs` was most likely taken, on the same clock. */
  step(arrivalMs: number): number;
}

/**
 * Plans the times of pictures that carry no stamp: a line through the times of arrival over their number, from the past
 * alone, so that no jitter of the network is passed on. A filter with a growing, then a fixed memory of that regression
 * (Morrison, Introduction to Sequential Smoothing and Prediction, 1969). A missing picture moves the line by whole
 * intervals; a wait of more than 300 ms starts it anew.
 */
export function planArrivalSmoother(): ArrivalSmoother {
  let count = 0;
  let lineMs = 0;
  let intervalMs = 0;
  let arrivedMs = 0;
  let late: number[] = [];
  let slips: number[] = [];
  let pictures = 0;

  function restart(arrivalMs: number): number {
    count = 1;
    late = [];
    slips = [];
    lineMs = arrivalMs;
    return lineMs;
  }

  return {
    step(arrivalMs) {
      pictures++;
      const waitedMs = arrivalMs - arrivedMs;
      arrivedMs = arrivalMs;
      if (count === 0 || waitedMs > GAP_MS) return restart(arrivalMs);
      let aheadMs = lineMs + intervalMs;
      let errorMs = arrivalMs - aheadMs;
      late = [...late, errorMs].slice(-SURE_PICTURES);
      const leastMs = Math.min(...late);
      const slipped = late.length === SURE_PICTURES && leastMs > MOST_OF_AN_INTERVAL * intervalMs;
      if (slipped) {
        const missingMs = Math.max(1, Math.round(leastMs / intervalMs)) * intervalMs;
        aheadMs += missingMs;
        errorMs -= missingMs;
        late = [];
        count = Math.min(count, MEMORY_AFTER_GAP);
        slips = [...slips, pictures].filter((picture) => picture > pictures - CLOSE_PICTURES);
      }
      // The line runs ahead of the pictures, or falls behind again and again: they come at another rate now.
      if (slips.length >= RATE_CHANGE_SLIPS || (late.length === SURE_PICTURES && Math.max(...late) < -intervalMs)) {
        return restart(arrivalMs);
      }
      count = Math.min(count + 1, LONGEST_MEMORY);
      lineMs = aheadMs + ((2 * (2 * count - 1)) / (count * (count + 1))) * errorMs;
      intervalMs = Math.max(0, intervalMs + (6 / (count * (count + 1))) * errorMs);
      return lineMs;
    },
  };
}
