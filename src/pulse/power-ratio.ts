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
  return ratiosOver(pooled.power, noise, (SIDE_LOBES * 2) / windowS / binHz);
}

/** The same over the noise alone, as if light had left nothing: what may be a pulse that light hides. Null where light hides nothing. */
export function uncoveredRatios({ pooled, uncoveredNoise, binHz, windowS }: WindowAnalysis): Float64Array | null {
  return uncoveredNoise && ratiosOver(pooled.power, uncoveredNoise, (SIDE_LOBES * 2) / windowS / binHz);
}

export function ratiosOver(power: Float64Array, noise: Float64Array, reachBins: number): Float64Array {
  const ratios = power.map((value, i) => value / noise[i]);
  const reach = Math.round(reachBins);
  return ratios.map((ratio, i) => {
    let highest = 0;
    for (let j = Math.max(0, i - reach); j <= Math.min(ratios.length - 1, i + reach); j++) {
      if (ratios[j] > highest) highest = ratios[j];
    }
    return highest > MOST_RATIO ? (ratio * MOST_RATIO) / highest : ratio;
  });
}

/** Value at a frequency between two bins; null beyond the last, where nothing is known. */
export function ratioAt(ratios: Float64Array, binHz: number, hz: number): number | null {
  const x = hz / binHz;
  const i = Math.floor(x);
  if (i + 1 >= ratios.length) return null;
  return ratios[i] + (ratios[i + 1] - ratios[i]) * (x - i);
}

/** How far from the believed rate its line is looked for, /min. */
const REFINE_BPM = 2;
/** Faster hearts have narrow lobes for their distance from the drift, and the belief averages over more seconds. */
const REFINE_BELOW_BPM = 60;
/** Below this ratio the highest bin is chance as often as not, and the belief of the last seconds is the better rate. */
const REFINE_FROM_RATIO = 10;
const REFINE_STEP_BPM = 0.1;

/**
 * The rate, /min, near `rateBpm` at which the lines of f and 2f together stand out most: the harmonic places the rate twice
 * as finely as the fundamental, whose lobe detrending and drift push aside where the heart is slow.
 */
export function refineRate(ratios: Float64Array, binHz: number, rateBpm: number): number {
  if (rateBpm >= REFINE_BELOW_BPM) return rateBpm;
  if ((ratioAt(ratios, binHz, rateBpm / 60) ?? 0) < REFINE_FROM_RATIO) return rateBpm;
  let best = rateBpm;
  let most = Number.NEGATIVE_INFINITY;
  for (let step = -REFINE_BPM / REFINE_STEP_BPM; step <= REFINE_BPM / REFINE_STEP_BPM; step++) {
    const candidate = rateBpm + step * REFINE_STEP_BPM;
    const hz = candidate / 60;
    const sum = (ratioAt(ratios, binHz, hz) ?? 0) + (ratioAt(ratios, binHz, 2 * hz) ?? 0);
    if (sum > most) {
      most = sum;
      best = candidate;
    }
  }
  return best;
}
