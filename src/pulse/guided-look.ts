import { RATE_GRID_BPM } from "./rate-grid.ts";
import { WITHIN_BPM } from "./rate-tracker.ts";

/** A line of a window of ten seconds is this wide, /min: rates nearer than half of it are not different ones. */
const LINE_BPM = 12;
/**
 * Where somebody names a rate beforehand, the share u of other rates at which the colours stand out more is even from 0 to 1 without a
 * pulse. With one that is too weak to stand out for sure u is mostly small: a density of A u^(A - 1), whose middle lies at u = 0.06.
 */
const A = 0.25;

/**
 * For each rate the share 0..1 of the other rates at which the colours stand out more. `logLikelihood`: Float64Array [grid] of the
 * colours; `inside`: Uint8Array [grid], 1 at rates that may be named. Allocates Float64Array [grid], 1 outside.
 */
export function sharesAbove(logLikelihood: Float64Array, inside: Uint8Array): Float64Array {
  const size = RATE_GRID_BPM.length;
  const out = new Float64Array(size).fill(1);
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
    // The highest of all is within reach by chance as often as there are lines in the band.
    out[i] = Math.max(2 * WITHIN_BPM + 1, higher) / others;
  }
  return out;
}

/**
 * ln ratio of "a pulse at this rate, weaker than the colours can tell from noise by themselves" against none, from sharesAbove: what
 * stands out most is a pulse more likely than what does not, however much it stands out. Good only for a rate that was named beforehand.
 */
export function rankLogRatio(shareAbove: number): number {
  return Math.log(A * shareAbove ** (A - 1));
}
