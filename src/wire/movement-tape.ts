import { MOVEMENT_CHANNELS, type MovementEventMessage, type MovementMessage } from "./movement.ts";

export type MovementChannel = (typeof MOVEMENT_CHANNELS)[number];

/** How much a tape keeps: what a page draws, and a page that is opened late is told. */
export const TAPE_SPAN_MS = 300_000;
/** A column of the tape holds the largest of this time, so that no blink is lost to the thinning. */
export const COLUMN_MS = 500;

type Column = (number | null)[];

/** The last five minutes of a bed's facial movement, in columns of half a second, with its events. Times in ms of the source. */
export class MovementTape {
  readonly #columns = new Map<number, Column>();
  #events: MovementEventMessage[] = [];
  #first: number | null = null;
  #last: number | null = null;

  /** Number of the newest column; null while the tape is empty. */
  get lastColumn(): number | null {
    return this.#last;
  }

  /** Number of the oldest column since when the trace has been told; null while the tape is empty. */
  get firstColumn(): number | null {
    return this.#first;
  }

  /** Oldest first. */
  get events(): readonly MovementEventMessage[] {
    return this.#events;
  }

  /** Numbers of the columns that were told, oldest first. */
  columns(): Iterable<number> {
    return this.#columns.keys();
  }

  clear(): void {
    this.#columns.clear();
    this.#events = [];
    this.#first = null;
    this.#last = null;
  }

  /** Appends a stretch; one that lies before the end means that the source began anew, and drops the past. */
  push(message: MovementMessage): void {
    if (this.#last !== null && columnOf(message.tMs) < this.#last - 1) this.clear();
    const count = Math.max(0, ...message.channels.map((channel) => channel.length));
    for (let i = 0; i < count; i += 1) this.#take(message, i);
    const oldest = (this.#last ?? 0) - TAPE_SPAN_MS / COLUMN_MS + 1;
    for (const column of this.#columns.keys()) {
      if (column >= oldest) break;
      this.#columns.delete(column);
    }
    if (this.#first !== null) this.#first = Math.max(this.#first, oldest);
  }

  pushEvent(message: MovementEventMessage): void {
    this.#events.push(message);
    this.#events = this.#events.filter(({ tMs }) => tMs > message.tMs - TAPE_SPAN_MS && tMs <= message.tMs);
  }

  /** Largest value of a column, signed; null where nothing was seen, and outside of what is known. */
  valueAt(channel: MovementChannel, column: number): number | null {
    return this.#columns.get(column)?.[MOVEMENT_CHANNELS.indexOf(channel)] ?? null;
  }

  #take(message: MovementMessage, i: number): void {
    const at = columnOf(message.tMs + i * message.stepMs);
    const column = this.#columns.get(at) ?? MOVEMENT_CHANNELS.map(() => null);
    this.#columns.set(at, column);
    this.#first ??= at;
    this.#last = Math.max(this.#last ?? at, at);
    for (const [c, channel] of message.channels.entries()) {
      const value = channel[i] ?? null;
      const known = column[c] ?? null;
      if (value !== null && (known === null || Math.abs(value) > Math.abs(known))) column[c] = value;
    }
  }
}

/** Number of the column that a time lies in. */
export function columnOf(tMs: number): number {
  return Math.floor(tMs / COLUMN_MS);
}
