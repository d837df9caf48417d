import type { RateStep } from "./scenario.ts";

/** The rate asked for at a time, per minute; null where there is none. Before 0 s the first step holds. */
export function rateAt(steps: readonly RateStep[], tS: number): number | null {
  let rate = steps[0]?.rate ?? null;
  for (const step of steps) {
    if (step.atS > tS) break;
    const before = rate;
    const share = step.rampS > 0 ? Math.min(1, (tS - step.atS) / step.rampS) : 1;
    rate = before === null || step.rate === null ? step.rate : before + (step.rate - before) * share;
  }
  return rate;
}

/** The rate under which an event came about: an event may fall onto the very moment at which its rate ends. */
export function rateOfEvent(steps: readonly RateStep[], atS: number): number {
  return rateAt(steps, atS) ?? rateAt(steps, atS - 0.01) ?? 60;
}

/** Intervals [start, end] in seconds in which there is no rate, within 0 .. durationS. */
export function gapsS(steps: readonly RateStep[], durationS: number): [number, number][] {
  const gaps: [number, number][] = [];
  steps.forEach((step, i) => {
    const endS = Math.min(durationS, steps[i + 1]?.atS ?? durationS);
    if (step.rate === null && step.atS < endS) gaps.push([step.atS, endS]);
  });
  return gaps;
}

/**
 * Times at which a running count of cycles passes given marks: an integrate-and-fire clock (IPFM, Hyndman and Mohn 1975).
 *
 * @param frequencyHz cycles a second at a time; 0 where none pass.
 * @param mark the count at which event k (0, 1, ...) happens; rising.
 * @returns Times in seconds in [startS, endS), rising. Integrated in steps of 1 ms, straight between them. Where cycles
 * pass again after a rest the next event comes at once.
 */
export function integrateAndFire(
  frequencyHz: (tS: number) => number,
  mark: (k: number) => number,
  startS: number,
  endS: number,
): number[] {
  const STEP_S = 0.001;
  const times: number[] = [];
  let count = 0;
  let runs = true;
  for (let i = 0; startS + i * STEP_S < endS; i++) {
    const added = frequencyHz(startS + (i + 0.5) * STEP_S) * STEP_S;
    // What starts again starts with an event.
    if (added > 0 && !runs) count = Math.max(count, mark(times.length));
    runs = added > 0;
    while (added > 0 && mark(times.length) < count + added) {
      const tS = startS + (i + Math.max(0, mark(times.length) - count) / added) * STEP_S;
      if (tS >= endS) return times;
      times.push(tS);
    }
    count += added;
  }
  return times;
}
