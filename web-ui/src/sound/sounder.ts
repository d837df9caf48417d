import type { AlarmPriority } from "../../../src/wire/alarms.ts";

import { BURSTS, type Burst } from "./burst.ts";

/** What plays bursts. */
export interface Voice {
  play(burst: Burst): void;
  hush(): void;
}

const RANK: Readonly<Record<AlarmPriority, number>> = { low: 1, medium: 2, high: 3 };

/** Sounds what is to be heard again and again, with the rest between bursts, and single bursts where nothing else sounds. */
export class Sounder {
  readonly #voice: Voice;
  #repeated: AlarmPriority | null = null;
  #playing: { priority: AlarmPriority; untilMs: number } | null = null;
  #nextMs = 0;

  constructor(voice: Voice) {
    this.#voice = voice;
  }

  /** Called a few times a second. `wanted`: the priority that is to be heard again and again; null: none. */
  follow(wanted: AlarmPriority | null, nowMs: number): void {
    const before = this.#repeated;
    this.#repeated = wanted;
    if (wanted === null) {
      // Whoever acknowledged hears at once that it was heard.
      if (before !== null) this.#hush();
      return;
    }
    const rises = before === null || RANK[wanted] > RANK[before];
    if (rises || nowMs >= this.#nextMs) this.#play(wanted, nowMs);
  }

  /** One burst. It gives way to what sounds already and is no lower. */
  once(priority: AlarmPriority, nowMs: number): void {
    const sounding = this.#playing !== null && nowMs < this.#playing.untilMs ? this.#playing.priority : null;
    if (this.#repeated !== null && RANK[this.#repeated] >= RANK[priority]) return;
    if (sounding !== null && RANK[sounding] >= RANK[priority]) return;
    this.#play(priority, nowMs);
  }

  #play(priority: AlarmPriority, nowMs: number): void {
    const burst = BURSTS[priority];
    this.#voice.play(burst);
    const endMs = nowMs + 1000 * burst.lengthS;
    this.#playing = { priority, untilMs: endMs };
    this.#nextMs = endMs + 1000 * (burst.restS ?? 15);
  }

  #hush(): void {
    this.#voice.hush();
    this.#playing = null;
  }
}
