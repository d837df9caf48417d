import type { Reading } from "../bed/reading.ts";

const SLOWEST_CHANGE_MS = 1000;

/**
 * Keeps a numeral calm: whole numbers, at most one change a second. Going silent and coming back are shown at once, for a
 * number must never stand longer than it is known.
 */
export class RatePacer {
  #shown: number | null = null;
  #changedMs = 0;

  /** The whole number to show now, null for none. `nowMs`: a clock that never jumps. */
  show(reading: Reading, nowMs: number): number | null {
    const wanted = reading.state === "none" ? null : Math.round(reading.ratePerMin);
    const hurried = wanted === null || this.#shown === null;
    if (wanted !== this.#shown && (hurried || nowMs - this.#changedMs >= SLOWEST_CHANGE_MS)) {
      this.#shown = wanted;
      this.#changedMs = nowMs;
    }
    return this.#shown;
  }
}
