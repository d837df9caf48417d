import type { WardAlarm } from "../wire/alarms.ts";
import type { BedSummary } from "../wire/api.ts";
import type { AlarmMessage, BedMessage, HelloMessage, StreamMessage, TickMessage } from "../wire/messages.ts";
import type { Vitals } from "../wire/vitals.ts";

import { BedMemory } from "./bed-memory.ts";
import type { Readers } from "./readers.ts";

/** Where the station puts what its beds say. */
export interface StreamHub {
  /** Passes a message on to every open page. Messages of a bed that `setBeds` did not name go nowhere. */
  publish(message: BedMessage | AlarmMessage): void;
  /** Names the beds, in the order in which pages show them; beds that stay keep their past. */
  setBeds(beds: HelloMessage["beds"]): void;
}

/** The hub together with what the station's own API reads from it. */
export class BedHub implements StreamHub {
  #beds: HelloMessage["beds"] = [];
  #memories = new Map<string, BedMemory>();
  /** Those that have not ended, by identity. */
  readonly #wardAlarms = new Map<string, WardAlarm>();
  readonly #readers: Readers;

  readonly #wallMs: () => number;

  /** `wallMs`: the station's clock, ms since 1970. */
  constructor(readers: Readers, wallMs: () => number = Date.now) {
    this.#readers = readers;
    this.#wallMs = wallMs;
  }

  publish(message: BedMessage | AlarmMessage): void {
    if (message.kind === "ward-alarm") this.#rememberWard(message);
    // Others say what happened at a moment: the list of alarms that a late page is given holds what is left of it.
    else if (message.kind !== "alarm" && message.kind !== "alarm-sound") {
      const memory = this.#memories.get(message.bed);
      if (!memory) return;
      memory.remember(message, performance.now());
    }
    this.#readers.send(message);
  }

  setBeds(beds: HelloMessage["beds"]): void {
    this.#beds = beds;
    this.#memories = new Map(beds.map(({ bed }) => [bed, this.#memories.get(bed) ?? new BedMemory()]));
    for (const message of this.replay()) this.#readers.send(message);
  }

  /** Everything that a page must be told before it can follow live, closed by a tick. */
  replay(): StreamMessage[] {
    const past = [...this.#memories.values()].flatMap((memory) => memory.replay());
    return [{ kind: "hello", beds: this.#beds }, ...past, ...this.#wardAlarms.values(), this.tick()];
  }

  tick(): TickMessage {
    const nowMs = performance.now();
    const silentMs = Object.fromEntries([...this.#memories].map(([bed, memory]) => [bed, memory.silentMs(nowMs)]));
    return { kind: "tick", stationMs: this.#wallMs(), silentMs };
  }

  summaries(): BedSummary[] {
    const { silentMs } = this.tick();
    return this.#beds.map(({ bed, label, demo }) => {
      const status = this.#memories.get(bed)?.status;
      return {
        bed,
        label,
        demo,
        state: status?.state ?? null,
        detail: status?.detail ?? null,
        silentMs: silentMs[bed] ?? null,
      };
    });
  }

  /** Latest values of a bed; null while it has none, undefined where there is no such bed. */
  vitals(bed: string): Vitals | null | undefined {
    const memory = this.#memories.get(bed);
    return memory ? (memory.vitals?.vitals ?? null) : undefined;
  }

  #rememberWard(message: WardAlarm): void {
    if (message.phase === "end") this.#wardAlarms.delete(message.id);
    else this.#wardAlarms.set(message.id, message);
  }
}
