/** The sweep is never further behind the newest sample than this. */
export const LONGEST_LAG_MS = 250;
const SHORTEST_LAG_MS = 60;
/** Further behind than this is no jitter but another place in time. */
const ANOTHER_PLACE_MS = 2000;
/** How strongly the pace is bent to keep the lag: 100 ms too late is 5 % faster. */
const PACE_PER_MS = 0.0005;
const LARGEST_BEND = 0.2;
/** The estimate of how much arrives at once forgets slowly. */
const FORGETTING = 0.998;

/**
 * Plays the wave at an even pace although it arrives in stretches: stays as little behind the newest sample as the size of
 * the stretches allows, and never in front of it.
 */
export class Playhead {
  #atMs: number | null = null;
  #endMs: number | null = null;
  #stretchMs = 0;

  /** Time to show now. `elapsedMs`: since the last call; `endMs`: time up to which the wave is known. */
  advance(elapsedMs: number, endMs: number): number {
    const arrivedMs = endMs - (this.#endMs ?? endMs);
    this.#endMs = endMs;
    if (arrivedMs >= 0 && arrivedMs < 2 * LONGEST_LAG_MS) {
      this.#stretchMs = Math.max(arrivedMs, this.#stretchMs * FORGETTING);
    }
    const aimMs = Math.min(SHORTEST_LAG_MS + this.#stretchMs / 2, LONGEST_LAG_MS - this.#stretchMs / 2);
    const lagMs = this.#atMs === null ? null : endMs - this.#atMs;
    if (this.#atMs === null || lagMs === null || lagMs < 0 || lagMs > ANOTHER_PLACE_MS) {
      this.#atMs = endMs - aimMs;
      return this.#atMs;
    }
    const bend = Math.max(-LARGEST_BEND, Math.min(LARGEST_BEND, PACE_PER_MS * (lagMs - aimMs)));
    this.#atMs = Math.min(this.#atMs + elapsedMs * (1 + bend), endMs);
    this.#atMs = Math.max(this.#atMs, endMs - LONGEST_LAG_MS);
    return this.#atMs;
  }
}
