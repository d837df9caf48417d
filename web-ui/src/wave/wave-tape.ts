import type { WaveMessage } from "../../../src/wire/messages.ts";

export interface TapeLimits {
  /** More than the widest screen sweeps through. */
  readonly keptMs: number;
  /** A longer pause between two samples is a hole, not a line. */
  readonly longestLineMs: number;
}

export const PULSE_TAPE: TapeLimits = { keptMs: 90_000, longestLineMs: 150 };
/** Down to an eighth of the pulse's speed, and sampled as sparsely as five times a second. */
export const RESPIRATION_TAPE: TapeLimits = { keptMs: 400_000, longestLineMs: 300 };

interface Point {
  readonly tMs: number;
  /** Per mille; null where nothing was measured. */
  readonly value: number | null;
}

/** The wave that has arrived: a line through samples, broken by silence and by holes. Times in ms of the source. */
export class WaveTape {
  readonly #limits: TapeLimits;
  #points: Point[] = [];
  #epoch = 0;

  constructor(limits: TapeLimits) {
    this.#limits = limits;
  }

  /** Changes whenever the past was dropped, so that what was drawn of it no longer stands. */
  get epoch(): number {
    return this.#epoch;
  }

  /** Time up to which the wave is known; null while it is empty. */
  get endMs(): number | null {
    return this.#points.at(-1)?.tMs ?? null;
  }

  clear(): void {
    this.#points = [];
    this.#epoch += 1;
  }

  /**
   * Appends a stretch; one that lies before the end means that the source began anew, and drops the past.
   *
   * `silent`: no rate is shown, so that samples, if there are any, must not look like a vital sign.
   */
  push(message: WaveMessage, silent: boolean): void {
    const { tMs, stepMs, spanMs, samples } = message;
    const endMs = this.endMs;
    if (endMs !== null && tMs < endMs - this.#limits.longestLineMs) this.clear();
    if (samples === null || silent) {
      this.#points.push({ tMs, value: null }, { tMs: tMs + spanMs, value: null });
    } else {
      for (const [i, value] of samples.entries()) this.#points.push({ tMs: tMs + i * stepMs, value });
    }
    const oldest = (this.endMs ?? 0) - this.#limits.keptMs;
    if ((this.#points[0]?.tMs ?? oldest) < oldest - 5000) this.#points = this.#points.filter((p) => p.tMs >= oldest);
  }

  /** Value in per mille, linear between samples; null in silence, in holes and outside of what is known. */
  valueAt(tMs: number): number | null {
    const next = this.#firstAfter(tMs);
    const before = this.#points[next - 1];
    const after = this.#points[next];
    if (before === undefined || before.value === null) return null;
    if (after === undefined) return before.tMs === tMs ? before.value : null;
    if (after.value === null || after.tMs - before.tMs > this.#limits.longestLineMs) return null;
    const share = (tMs - before.tMs) / (after.tMs - before.tMs);
    return before.value + share * (after.value - before.value);
  }

  /** Largest distance from zero within a span, per mille; null where it holds no samples. */
  largest(fromMs: number, toMs: number): number | null {
    let largest: number | null = null;
    for (let i = this.#firstAfter(fromMs); i < this.#points.length; i += 1) {
      const { tMs, value } = this.#points[i] as Point;
      if (tMs > toMs) break;
      if (value !== null) largest = Math.max(largest ?? 0, Math.abs(value));
    }
    return largest;
  }

  /** Index of the first point later than `tMs`. */
  #firstAfter(tMs: number): number {
    let low = 0;
    let high = this.#points.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#points[middle] as Point).tMs <= tMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
