import type { WaveMessage } from "../wire/messages.ts";

/** Stretches are joined up to this length, so that a new page is told a minute in some sixty messages, not in thousands. */
const LONGEST_STRETCH_MS = 1000;
/** Joined samples may lie this far from where they were measured. */
const JOIN_TOLERANCE_MS = 5;

/** The last `keptMs` of one wave of one bed, as a page that is opened late must be told it. */
export class WaveMemory {
  readonly #keptMs: number;
  #stretches: WaveMessage[] = [];

  constructor(keptMs: number) {
    this.#keptMs = keptMs;
  }

  /** Oldest first. */
  get stretches(): readonly WaveMessage[] {
    return this.#stretches;
  }

  clear(): void {
    this.#stretches = [];
  }

  /** Takes the next stretch; one from before the last means that the source began anew, and drops the past. */
  push(message: WaveMessage): void {
    const last = this.#stretches.at(-1);
    if (last && message.tMs < last.tMs) this.clear();
    const joined = last && message.tMs >= last.tMs ? join(last, message) : null;
    if (joined) this.#stretches[this.#stretches.length - 1] = joined;
    else this.#stretches.push(message);
    const fromMs = message.tMs + message.spanMs - this.#keptMs;
    const first = this.#stretches.findIndex((stretch) => stretch.tMs + stretch.spanMs > fromMs);
    if (first > 0) this.#stretches.splice(0, first);
  }
}

/** Both as one stretch; null where that would move a sample, mix silence with wave, or grow too long. */
function join(before: WaveMessage, after: WaveMessage): WaveMessage | null {
  const spanMs = after.tMs + after.spanMs - before.tMs;
  if (spanMs > LONGEST_STRETCH_MS || before.reason !== after.reason) return null;
  if (Math.abs(before.tMs + before.spanMs - after.tMs) > JOIN_TOLERANCE_MS) return null;
  if (before.samples === null || after.samples === null) {
    return before.samples === after.samples ? { ...before, spanMs } : null;
  }
  const nextMs = before.tMs + before.samples.length * before.stepMs;
  const steady = before.stepMs === after.stepMs && Math.abs(nextMs - after.tMs) <= JOIN_TOLERANCE_MS;
  return steady ? { ...before, spanMs, samples: [...before.samples, ...after.samples] } : null;
}
