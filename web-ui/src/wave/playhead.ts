/** The sweep is never further behind the newest sample than this. */
export const LONGEST_LAG_MS = 250;
/** What is kept beyond the latest arrival of the last seconds: half a picture of the screen. */
const MARGIN_MS = 8;
/** What is kept at first, when no arrival has been waited for yet. */
const FIRST_MARGIN_MS = 60;
/** Further behind than this is no jitter but another place in time. */
const ANOTHER_PLACE_MS = 2000;
/** How strongly the pace is bent to keep the lag: 100 ms too late is 5 % faster. */
const PACE_PER_MS = 0.0005;
const LARGEST_BEND = 0.2;
/** A late arrival is forgotten within about so long. */
const FORGETTING_MS = 8000;

/**
 * Plays the wave at an even pace although it arrives in stretches, some of them late: as little behind the newest sample as
 * the latest arrival of the last seconds allows, and never in front of it.
 */
export class Playhead {
  #atMs: number | null = null;
  #endMs = 0;
  #nowMs = 0;
  /** How old the newest sample was when it was first seen, and at most before the next one came; from a zero of its own. */
  #freshMs = 0;
  #oldestMs = 0;

  /** Time to show now. `elapsedMs`: since the last call; `endMs`: time up to which the wave is known. */
  advance(elapsedMs: number, endMs: number): number {
    this.#nowMs += elapsedMs;
    const ageMs = this.#nowMs - endMs;
    const lagMs = this.#atMs === null ? null : endMs - this.#atMs;
    if (this.#atMs === null || lagMs === null || lagMs < 0 || lagMs > ANOTHER_PLACE_MS) {
      this.#endMs = endMs;
      this.#freshMs = ageMs;
      this.#oldestMs = ageMs + FIRST_MARGIN_MS;
      this.#atMs = endMs - FIRST_MARGIN_MS - MARGIN_MS;
      return this.#atMs;
    }
    if (endMs !== this.#endMs) {
      this.#endMs = endMs;
      this.#freshMs = ageMs;
      // A pause in what arrives is no reason to stay behind once it is over.
      this.#oldestMs = Math.min(this.#oldestMs, ageMs + LONGEST_LAG_MS);
    }
    const forgotten = 1 - Math.exp(-elapsedMs / FORGETTING_MS);
    this.#oldestMs = Math.max(ageMs, this.#oldestMs - forgotten * (this.#oldestMs - this.#freshMs));
    const aimMs = this.#nowMs - this.#oldestMs - MARGIN_MS;
    const bend = Math.max(-LARGEST_BEND, Math.min(LARGEST_BEND, PACE_PER_MS * (aimMs - this.#atMs)));
    this.#atMs = Math.min(this.#atMs + elapsedMs * (1 + bend), endMs);
    this.#atMs = Math.max(this.#atMs, endMs - LONGEST_LAG_MS);
    return this.#atMs;
  }
}
