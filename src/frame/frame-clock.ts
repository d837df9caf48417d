/** A step back, or ahead, by more than this is a new start of the stamps, not a late or a missing frame. */
const RESTART_BACK_MS = 1_000;
const RESTART_AHEAD_MS = 600_000;
/** A smaller step ahead is a repetition with rounding. */
const LEAST_STEP_MS = 0.001;

/**
 * Turns a container's stamps into strictly rising times.
 *
 * A good stamp is kept as it is, so gaps and irregular intervals survive. A stamp that repeats, steps back or overshoots the
 * following one is placed half way between its neighbours, or one nominal interval after its predecessor where the
 * follower is of no help; so is a missing one. When stamps start anew (back by more than 1 s, ahead by more than 10 min),
 * the new count is joined on one nominal interval after the last frame.
 */
export class FrameClock {
  readonly #nominalMs: number;
  #originMs: number | null;
  #lastMs: number | null = null;

  /** `originMs`: the stamp that becomes 0; null for that of the first frame. */
  constructor(nominalMs: number, originMs: number | null = null) {
    this.#nominalMs = nominalMs;
    this.#originMs = originMs;
  }

  /**
   * Time of the next frame, ms since the origin.
   *
   * `stampMs`: its own stamp; `followingMs`: the stamp of the frame after it; null where there is none.
   */
  place(stampMs: number | null, followingMs: number | null): number {
    const expectedMs = this.#lastMs === null ? 0 : this.#lastMs + this.#nominalMs;
    if (this.#originMs === null && stampMs !== null) this.#originMs = stampMs - expectedMs;
    let tMs = stampMs === null ? expectedMs : stampMs - (this.#originMs ?? 0);
    if (this.#lastMs !== null && stampMs !== null) {
      const lastMs = this.#lastMs;
      const earliestMs = lastMs + LEAST_STEP_MS;
      const nextMs = followingMs === null ? null : followingMs - (this.#originMs ?? 0);
      const nextHelps = nextMs !== null && nextMs > earliestMs;
      if ((nextHelps && nextMs < tMs) || (tMs < earliestMs && tMs > lastMs - RESTART_BACK_MS)) {
        tMs = nextHelps ? Math.min((lastMs + nextMs) / 2, expectedMs) : expectedMs;
      } else if (tMs < earliestMs || tMs > lastMs + RESTART_AHEAD_MS) {
        this.#originMs = stampMs - expectedMs;
        tMs = expectedMs;
      }
    }
    this.#lastMs = tMs;
    return tMs;
  }
}
