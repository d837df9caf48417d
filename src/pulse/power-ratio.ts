import type { WindowAnalysis } from "./window-analysis.ts";

/**
 * Noise is estimated from a few dozen bins, not known, and no heart keeps its rate for a whole window: a ratio beyond this is
 * not believed to the letter.
 */
const MOST_RATIO = 120;
/** Reach of a line's side lobes, as multiples of the window's lobe. */
const SIDE_LOBES = 2;

/**
 * Pooled power over expected noise, Float64Array [bins]. Where a line is stronger than can be believed it is scaled down with
 * all that surrounds it, so that its flanks do not look as good as its top. Allocates.
 */
export function powerRatios({ pooled, noise, binHz, windowS }: WindowAnalysis): Float64Array {
  const ratios = pooled.power.map((power, i) => power / noise[i]);
  const reach = Math.round((SIDE_LOBES * 2) / windowS / binHz);
  return ratios.map((ratio, i) => {
    let highest = 0;
    for (let j = Math.max(0, i - reach); j <= Math.min(ratios.length - 1, i + reach); j++) {
      if (ratios[j] > highest) highest = ratios[j];
    }
    return highest > MOST_RATIO ? (ratio * MOST_RATIO) / highest : ratio;
  });
}

/** Value at a frequency between two bins; 1 beyond the last, where nothing is known. */
export function ratioAt(ratios: Float64Array, binHz: number, hz: number): number {
  const x = hz / binHz;
  const i = Math.floor(x);
  if (i + 1 >= ratios.length) return 1;
  return ratios[i] + (ratios[i + 1] - ratios[i]) * (x - i);
}
