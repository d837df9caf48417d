import type { BedMessage, OutlineMessage, StatusMessage, VitalsMessage, WaveMessage } from "../wire/messages.ts";

/** How much of the wave a newly opened page is given: a little more than one sweep at 1280 px. */
const WAVE_KEPT_MS = 10_000;

/** What the station remembers of one bed, so that a page that is opened late or reloaded is not empty. */
export class BedMemory {
  status: StatusMessage | null = null;
  vitals: VitalsMessage | null = null;
  #lastLive: VitalsMessage | null = null;
  #outline: OutlineMessage | null = null;
  #waves: WaveMessage[] = [];
  #vitalsAtMs: number | null = null;
  #waveAtMs: number | null = null;

  /** `nowMs`: any clock that never jumps. */
  remember(message: BedMessage, nowMs: number): void {
    switch (message.kind) {
      case "status":
        this.status = message;
        if (message.state !== "running") this.#forgetValues(message.state === "source-lost");
        break;
      case "vitals":
        this.vitals = message;
        this.#vitalsAtMs = nowMs;
        if (message.vitals.pulse.rateBpm !== null && !message.vitals.pulse.held) this.#lastLive = message;
        break;
      case "outline":
        this.#outline = message;
        break;
      case "wave":
        this.#rememberWave(message);
        this.#waveAtMs = nowMs;
        break;
    }
  }

  /**
   * Messages that bring a new page up to now, oldest first. The last live values go before the latest ones, so that the page
   * knows since when a value is held.
   */
  replay(): BedMessage[] {
    const vitals = this.#lastLive === this.vitals ? [this.vitals] : [this.#lastLive, this.vitals];
    return [this.status, ...this.#waves, this.#outline, ...vitals].filter((message) => message !== null);
  }

  /** Milliseconds since the last values or the last wave stretch, whichever is older; null while there were none. */
  silentMs(nowMs: number): number | null {
    const times = [this.#vitalsAtMs, this.#waveAtMs].filter((time) => time !== null);
    return times.length === 0 ? null : nowMs - Math.min(...times);
  }

  /** A lost source leaves the wave of the past standing and keeps the count of silence; a new start forgets both. */
  #forgetValues(keepPast: boolean): void {
    this.vitals = null;
    this.#lastLive = null;
    this.#outline = null;
    if (keepPast) return;
    this.#waves = [];
    this.#vitalsAtMs = null;
    this.#waveAtMs = null;
  }

  #rememberWave(message: WaveMessage): void {
    const last = this.#waves.at(-1);
    if (last && message.tMs < last.tMs) this.#waves = [];
    this.#waves.push(message);
    const fromMs = message.tMs + message.spanMs - WAVE_KEPT_MS;
    const first = this.#waves.findIndex((wave) => wave.tMs + wave.spanMs > fromMs);
    if (first > 0) this.#waves.splice(0, first);
  }
}
