/** Silence from which on a bed counts as stalled; the page looks five times a second, so it is grey within 2 s. */
const STALLED_MS = 1700;

interface LastHeard {
  vitalsMs: number | null;
  waveMs: number | null;
}

/**
 * Knows how long each bed has been silent. Values and pulse wave are both needed: a bed is as silent as the one that stopped first.
 * Every time given is of one clock that never jumps, ms.
 */
export class StallWatch {
  readonly #heard = new Map<string, LastHeard>();

  heard(bed: string, what: "vitals" | "wave", nowMs: number): void {
    const last = this.#heard.get(bed) ?? { vitalsMs: null, waveMs: null };
    if (what === "vitals") last.vitalsMs = nowMs;
    else last.waveMs = nowMs;
    this.#heard.set(bed, last);
  }

  /** Takes the station's word for a bed's silence: after a reload the replayed past must not pass for a sign of life. */
  told(bed: string, silentMs: number | null, nowMs: number): void {
    if (silentMs === null) {
      this.forget(bed);
      return;
    }
    const sinceMs = nowMs - silentMs;
    this.#heard.set(bed, { vitalsMs: sinceMs, waveMs: sinceMs });
  }

  /** A bed that starts anew has nothing to be silent about yet. */
  forget(bed: string): void {
    this.#heard.delete(bed);
  }

  /** Null while the bed was never heard. */
  silenceMs(bed: string, nowMs: number): number | null {
    const last = this.#heard.get(bed);
    if (!last) return null;
    const times = [last.vitalsMs, last.waveMs].filter((time) => time !== null);
    return times.length === 0 ? null : Math.max(0, nowMs - Math.min(...times));
  }
}

/** Whole seconds of silence to show, or null while the bed is not stalled. */
export function stalledSeconds(silenceMs: number | null): number | null {
  return silenceMs === null || silenceMs < STALLED_MS ? null : Math.round(silenceMs / 1000);
}
