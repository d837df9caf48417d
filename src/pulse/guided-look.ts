import { RATE_GRID_BPM } from "./rate-grid.ts";
import { WITHIN_BPM } from "./rate-tracker.ts";

/** A line of a window of ten seconds is this wide, /min: rates nearer than half of it are not different ones. */
const LINE_BPM = 12;
/**
 * The highest within reach of a rate is the best of about one and a half lines: where there is noise alone, a share u of the other rates
 * or less stands out more with a probability of u to the power of two thirds.
 */
const LINES_WITHIN = 3 / 2;
/**
 * With a pulse that is too weak to stand out for sure this probability is mostly small: below p in p^A of all looks, half the time
 * below 0.06.
 */
const A = 0.25;

/**
 * ln ratios of "a pulse at this rate, weaker than the colours can tell from noise by themselves" against none, each rate looked at as if
 * it alone had been named: what stands out most is a pulse more likely than what does not, however much it stands out.
 * `logLikelihood`: Float64Array [grid] of the colours; `inside`: Uint8Array [grid], 1 at rates that may be named. Allocates
 * Float64Array [grid], 0 outside.
 */
export function rankLogRatios(logLikelihood: Float64Array, inside: Uint8Array): Float64Array {
  const size = RATE_GRID_BPM.length;
  const out = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    if (!inside[i]) continue;
    let own = Number.NEGATIVE_INFINITY;
    for (let j = Math.max(0, i - WITHIN_BPM); j <= Math.min(size - 1, i + WITHIN_BPM); j++) {
      own = Math.max(own, logLikelihood[j]);
    }
    let higher = 0;
    let others = 1;
    for (let j = 0; j < size; j++) {
      if (!inside[j] || Math.abs(j - i) <= LINE_BPM / 2) continue;
      others++;
      if (logLikelihood[j] > own) higher++;
    }
    // Which rate is the highest of all is told no finer than this.
    const least = (2 * WITHIN_BPM + 1) / others;
    const share = Math.max(least, higher / others);
    const chance = share ** (1 / LINES_WITHIN);
    out[i] = Math.log(share === least ? chance ** A / chance : A * chance ** (A - 1));
  }
  return out;
}
