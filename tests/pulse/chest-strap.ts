import type { Beat } from "../../src/pulse/beat-finder.ts";
import { beatIntervals, isWellTimed } from "../../src/pulse/beat-intervals.ts";

/** How far a strap's intervals may be shifted against the camera's, and in which steps, ms. */
const MOST_LAG_MS = 3500;
const LAG_STEP_MS = 20;
/** An interval that differs by more than this is another beat's. */
const OTHER_BEAT_MS = 200;

/** The strap's intervals of the same span as the beats, after the shift in time that fits best. */
export function strapSpan(ibiMs: readonly number[], beats: readonly Beat[]): number[] {
  const starts = ibiMs.map((_, i) => ibiMs.slice(0, i).reduce((sum, ibi) => sum + ibi, 0));
  const seen = beatIntervals(beats).filter(isWellTimed);
  let best = { cost: Number.POSITIVE_INFINITY, lagMs: 0 };
  for (let lagMs = -MOST_LAG_MS; lagMs <= MOST_LAG_MS; lagMs += LAG_STEP_MS) {
    let cost = 0;
    for (const interval of seen) {
      const middle = interval.fromMs + interval.ibiMs / 2 - lagMs;
      const away = (i: number) => Math.abs(starts[i] + ibiMs[i] / 2 - middle);
      const i = ibiMs.reduce((nearest, _, each) => (away(each) < away(nearest) ? each : nearest), 0);
      cost += Math.min(OTHER_BEAT_MS, Math.abs(interval.ibiMs - ibiMs[i])) + 0.3 * Math.min(OTHER_BEAT_MS, away(i));
    }
    if (cost < best.cost) best = { cost, lagMs };
  }
  const fromMs = beats[0].tMs - best.lagMs - 500;
  const toMs = beats[beats.length - 1].tMs - best.lagMs + 500;
  return ibiMs.filter((ibi, i) => starts[i] >= fromMs && starts[i] + ibi <= toMs);
}

export function variabilityOfStrap(ibiMs: readonly number[]): { readonly sdnnMs: number; readonly rateBpm: number } {
  const mean = ibiMs.reduce((sum, ibi) => sum + ibi, 0) / ibiMs.length;
  const squares = ibiMs.reduce((sum, ibi) => sum + (ibi - mean) ** 2, 0);
  return { sdnnMs: Math.sqrt(squares / (ibiMs.length - 1)), rateBpm: 60_000 / mean };
}
