import type { Reading } from "../bed/reading.ts";

const SLOWEST_CHANGE_MS = 1000;

/** A number on the screen, and of which second of the stream it is. */
export interface ShownRate {
  /** Whole; null for none. */
  readonly ratePerMin: number | null;
  /** Time of the values that it was told with, ms of the source; null before the first. */
  readonly tMs: number | null;
}

/**
 * Keeps a numeral calm: whole numbers, at most one change a second. Going silent and coming back are shown at once, for a
 * number must never stand longer than it is known. A number that comes too soon waits until its second is over.
 */
export class RatePacer {
  #shown: ShownRate = { ratePerMin: null, tMs: null };
  #changedMs = 0;
  #waits = false;

  /** What to show now. `tMs`: of the values that `reading` is from; `nowMs`: a clock that never jumps. */
  show(reading: Reading, tMs: number | null, nowMs: number): ShownRate {
    const ratePerMin = reading.state === "none" ? null : Math.round(reading.ratePerMin);
    const before = this.#shown.ratePerMin;
    const hurried = ratePerMin === null || before === null;
    this.#waits = ratePerMin !== before && !hurried && nowMs - this.#changedMs < SLOWEST_CHANGE_MS;
    if (this.#waits) return this.#shown;
    if (ratePerMin !== before) this.#changedMs = nowMs;
    if (ratePerMin !== before || tMs !== this.#shown.tMs) this.#shown = { ratePerMin, tMs };
    return this.#shown;
  }

  /** How long until what was last given to `show` may be shown, ms; null where it is shown. */
  waitMs(nowMs: number): number | null {
    return this.#waits ? Math.max(0, this.#changedMs + SLOWEST_CHANGE_MS - nowMs) : null;
  }
}
