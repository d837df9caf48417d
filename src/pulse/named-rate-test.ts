import { ratioAt } from "./power-ratio.ts";
import { RATE_GRID_BPM } from "./rate-grid.ts";
import { drifted, WITHIN_BPM } from "./rate-tracker.ts";

/** What the colours show in one window. */
export interface NamedRateLook {
  /** Power over noise, see powerRatios. */
  readonly ratios: Float64Array;
  /** Distance of their bins, Hz. */
  readonly binHz: number;
}

/** Holds the colours at a rate that somebody else has named against the colours at all other rates. */
export interface NamedRateTest {
  /**
   * One second passed. `look`: at the longest window; null: nothing was seen, or no rate was
   * named. `isOpen`: at which places of the grid the test may be made; what the colours show elsewhere tells nothing.
   */
  step(look: NamedRateLook | null, isOpen: (at: number) => boolean): void;
  /** Whether the colours have stood out at a rate, over the last seconds, as they do by chance once in five hundred times. */
  isPassed(rateBpm: number): boolean;
}

/** Other lines than the rate's own lie further away than this, /min: the flanks of a line of a ten-second window end there. */
const OTHERS_FROM_BPM = 12;
/**
 * Mean of the highest power within reach of a rate over the mean at the others, where there is noise alone: exponentially distributed
 * powers, half a line to either side.
 */
const CHANCE_HEIGHT = 1.6;
/** More is not believed: one second in which the head jerks must not carry those around it. */
const MOST_HEIGHT = 12;
/** So long the test looks back, s, as far as it has looked at all. */
const MEMORY_S = 20;
/** Tapered windows of 15 s are alike until they lie so far apart, s. */
const NEW_LOOK_S = 7;
/** Standard normal deviate that is exceeded once in five hundred times. */
const DEVIATE = 2.88;

/**
 * Plans the test of rates that a network names. Without a pulse there the mean of its looks follows a gamma distribution, whose upper
 * tail the cube root makes normal (Wilson and Hilferty 1931); the other rates of the same windows tell the mean that chance gives.
 */
export function planNamedRateTest(inside: Uint8Array): NamedRateTest {
  const size = RATE_GRID_BPM.length;
  let heights: Float64Array = new Float64Array(size).fill(CHANCE_HEIGHT);
  let seenS = 0;
  return {
    step(look, isOpen) {
      heights = drifted(heights);
      if (!look) return;
      seenS = seenS * (1 - 1 / MEMORY_S) + 1;
      const newest = heightsOf(look, inside);
      for (let i = 0; i < size; i++) {
        const height = isOpen(i) ? Math.min(newest[i], MOST_HEIGHT) : CHANCE_HEIGHT;
        heights[i] += (height - heights[i]) / seenS;
      }
    },
    isPassed(rateBpm) {
      const height = heights[Math.round(rateBpm) - RATE_GRID_BPM[0]] ?? 0;
      const looks = 1 + seenS / NEW_LOOK_S;
      return Math.cbrt(height / CHANCE_HEIGHT) >= 1 - 1 / (9 * looks) + DEVIATE / (3 * Math.sqrt(looks));
    },
  };
}

/** For each rate the highest power within reach over the mean at the others: Float64Array [grid], 0 outside. Allocates it. */
function heightsOf({ ratios, binHz }: NamedRateLook, inside: Uint8Array): Float64Array {
  const powers = RATE_GRID_BPM.map((bpm) => ratioAt(ratios, binHz, bpm / 60) ?? 0);
  const out = new Float64Array(powers.length);
  for (let i = 0; i < out.length; i++) {
    if (!inside[i]) continue;
    let own = 0;
    let others = 0;
    let count = 0;
    for (let j = 0; j < out.length; j++) {
      const away = Math.abs(j - i);
      if (away <= WITHIN_BPM) own = Math.max(own, powers[j]);
      else if (inside[j] && away > OTHERS_FROM_BPM) {
        others += powers[j];
        count++;
      }
    }
    if (others > 0) out[i] = (own * count) / others;
  }
  return out;
}
