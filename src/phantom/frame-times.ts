import { loopFrames } from "./loop.ts";
import { createRandom } from "./random.ts";
import type { Scenario } from "./scenario.ts";

export interface FrameTimes {
  /** Pictures in the video, or in one lap of the loop. */
  readonly count: number;
  readonly durationS: number;
  readonly periodS: number | null;
  /** Stamp of a picture, ms, rising without end; and the time in the scenario, which a loop takes up again. */
  at(index: number): { readonly tMs: number; readonly tS: number };
  /** Stamps that were dropped in the first lap, ms. */
  readonly droppedMs: readonly number[];
}

/** Decides which pictures the camera delivers: all of a steady rate, less those that are dropped. */
export function planFrameTimes(scenario: Scenario, loop: boolean): FrameTimes {
  const { rateHz, dropPercent } = scenario.video;
  const slots = loop ? loopFrames(scenario) : Math.max(1, Math.round(scenario.durationS * rateHz));
  const random = createRandom(scenario.seed, "drops");
  const kept: number[] = [];
  const droppedMs: number[] = [];
  for (let slot = 0; slot < slots; slot++) {
    // The first picture starts the clock, so it is never dropped.
    if (slot > 0 && random.uniform() < dropPercent / 100) droppedMs.push((slot * 1000) / rateHz);
    else kept.push(slot);
  }
  return {
    count: kept.length,
    durationS: slots / rateHz,
    periodS: loop ? slots / rateHz : null,
    at(index) {
      const lap = Math.floor(index / kept.length);
      const slot = kept[index % kept.length];
      return { tMs: ((lap * slots + slot) * 1000) / rateHz, tS: slot / rateHz };
    },
    droppedMs,
  };
}
