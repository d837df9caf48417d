import { MOVEMENT_CHANNELS, type MovementEventMessage, type MovementMessage } from "../wire/movement.ts";

/** As much as a page draws: five minutes. */
const KEPT_MS = 300_000;
/** The remembered trace is two samples a second, each the largest of its half second: no blink is lost to the thinning. */
const STEP_MS = 500;

type Sample = (number | null)[];

/** The last five minutes of a bed's facial movement and what happened in them, as a page that is opened late must be told it. */
export class MovementMemory {
  /** By number of the half second since the source's first frame. */
  #samples = new Map<number, Sample>();
  #events: MovementEventMessage[] = [];
  #endMs = Number.NEGATIVE_INFINITY;
  #bed = "";

  clear(): void {
    this.#samples.clear();
    this.#events = [];
    this.#endMs = Number.NEGATIVE_INFINITY;
  }

  push(message: MovementMessage): void {
    if (message.tMs < this.#endMs - STEP_MS) this.clear();
    this.#bed = message.bed;
    const count = Math.max(0, ...message.channels.map((channel) => channel.length));
    for (let i = 0; i < count; i += 1) this.#take(message, i);
    this.#endMs = Math.max(this.#endMs, message.tMs + count * message.stepMs);
    const oldest = Math.floor((this.#endMs - KEPT_MS) / STEP_MS);
    for (const step of this.#samples.keys()) {
      if (step >= oldest) break;
      this.#samples.delete(step);
    }
  }

  pushEvent(message: MovementEventMessage): void {
    this.#events.push(message);
    this.#events = this.#events.filter(({ tMs }) => tMs > message.tMs - KEPT_MS && tMs <= message.tMs);
  }

  /** The trace, a message for each stretch without a hole, then the events; each oldest first. */
  replay(): (MovementMessage | MovementEventMessage)[] {
    const messages: MovementMessage[] = [];
    let next: number | null = null;
    for (const [step, sample] of this.#samples) {
      if (step !== next) {
        const channels = MOVEMENT_CHANNELS.map((): Sample => []);
        messages.push({ kind: "movement", bed: this.#bed, tMs: step * STEP_MS, stepMs: STEP_MS, channels });
      }
      for (const [i, channel] of (messages.at(-1)?.channels ?? []).entries()) channel.push(sample[i] ?? null);
      next = step + 1;
    }
    return [...messages, ...this.#events];
  }

  #take(message: MovementMessage, i: number): void {
    const step = Math.floor((message.tMs + i * message.stepMs) / STEP_MS);
    const sample = this.#samples.get(step) ?? MOVEMENT_CHANNELS.map(() => null);
    this.#samples.set(step, sample);
    for (const [c, channel] of message.channels.entries()) {
      const value = channel[i] ?? null;
      const known = sample[c] ?? null;
      if (value !== null && (known === null || Math.abs(value) > Math.abs(known))) sample[c] = value;
    }
  }
}
