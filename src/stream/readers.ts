import type { WebSocket } from "ws";

import type { StreamMessage } from "../wire/messages.ts";
import { encodeRecord, isSampled } from "../wire/wave-frame.ts";

import type { Caller } from "./caller.ts";
import { messageFor } from "./message-access.ts";
import { WaveBatch } from "./wave-batch.ts";

/** WebSocket close codes after RFC 6455 and the IANA registry. */
const GOING_AWAY = 1001;
const TRY_AGAIN_LATER = 1013;
/** Of this station: after HTTP's 401. */
const SIGN_IN_AGAIN = 4401;
/** Frames of waves are so far apart, less than a picture of a screen: those of many beds travel together, that of one at once. */
const TOGETHER_MS = 15;

export interface ReaderLimits {
  /** Pages served at one time; one more is turned away. */
  readonly maxReaders: number;
  /** Of them for one account or token: nobody takes all places. Those of a box where nobody signs in are not told apart. */
  readonly maxOfOne: number;
  /** Bytes waiting for one page above which it is dropped: it reconnects and is brought up to date, the others never wait. */
  readonly maxBufferedBytes: number;
}

interface Reader {
  readonly caller: Caller;
  /** Where it asked for waves in binary frames: those that wait to be sent. */
  readonly waves: WaveBatch | null;
}

/** The pages that read the stream. */
export class Readers {
  readonly #open = new Map<WebSocket, Reader>();
  readonly #limits: ReaderLimits;
  #together: NodeJS.Timeout | null = null;
  #togetherMs = 0;

  constructor(limits: ReaderLimits) {
    this.#limits = limits;
  }

  get count(): number {
    return this.#open.size;
  }

  /**
   * Takes a reader in and sends it what it may see of `past`, or turns it away. What it sends is ignored. `binaryWaves`: it wants
   * messages of many samples in binary frames.
   */
  admit(socket: WebSocket, caller: Caller, past: readonly StreamMessage[], binaryWaves = false): void {
    if (this.#open.size >= this.#limits.maxReaders || this.#openOf(caller) >= this.#limits.maxOfOne) {
      socket.close(TRY_AGAIN_LATER, "too many pages are open: close one and try again");
      return;
    }
    const reader: Reader = { caller, waves: binaryWaves ? new WaveBatch() : null };
    this.#open.set(socket, reader);
    const done = caller.reading();
    socket.on("close", () => {
      this.#open.delete(socket);
      done();
    });
    socket.on("error", () => socket.terminate());
    for (const message of past) {
      const told = messageFor(caller, message);
      if (told === null || this.#batched(reader, told, recordOf(told))) continue;
      this.#deliver(socket, reader, Number.POSITIVE_INFINITY);
      socket.send(JSON.stringify(told));
    }
  }

  /** Sends to everybody who may see it; a reader that does not keep up is cut off. */
  send(message: StreamMessage): void {
    let whole: Buffer | null = null;
    let record: Uint8Array | null | undefined;
    for (const [socket, reader] of this.#open) {
      const told = messageFor(reader.caller, message);
      if (told === null) continue;
      if (reader.waves !== null && record === undefined) record = recordOf(message);
      if (this.#batched(reader, told, record ?? null)) continue;
      // What was said before must be read before.
      if (!this.#deliver(socket, reader, this.#limits.maxBufferedBytes)) continue;
      if (told === message) whole ??= frameOf(message);
      const frame = told === message && whole !== null ? whole : frameOf(told);
      if (this.#hasRoom(socket, frame.length, this.#limits.maxBufferedBytes)) socket.send(frame, { binary: false });
    }
  }

  /** Puts a message by, if it is one for a binary frame. */
  #batched({ waves }: Reader, told: StreamMessage, record: Uint8Array | null): boolean {
    if (waves === null || record === null || !isSampled(told)) return false;
    waves.add(record);
    const waitMs = Math.max(0, this.#togetherMs + TOGETHER_MS - performance.now());
    this.#together ??= setTimeout(() => {
      this.#together = null;
      this.#togetherMs = performance.now();
      for (const [socket, reader] of this.#open) this.#deliver(socket, reader, this.#limits.maxBufferedBytes);
    }, waitMs);
    return true;
  }

  /** Sends what waits for one reader; false where that was cut off. */
  #deliver(socket: WebSocket, { waves }: Reader, maxBufferedBytes: number): boolean {
    for (const frame of waves?.take() ?? []) {
      if (!this.#hasRoom(socket, frame.length, maxBufferedBytes)) return false;
      socket.send(frame, { binary: true });
    }
    return true;
  }

  #hasRoom(socket: WebSocket, bytes: number, maxBufferedBytes: number): boolean {
    if (socket.bufferedAmount + bytes <= maxBufferedBytes) return true;
    this.#open.delete(socket);
    socket.terminate();
    return false;
  }

  /** How many streams a signed-in caller has open. */
  #openOf({ name, isSignedIn }: Caller): number {
    return isSignedIn ? [...this.#open.values()].filter(({ caller }) => caller.name === name).length : 0;
  }

  /** Closes the stream of callers that may not read any more. */
  review(): void {
    for (const [socket, { caller }] of this.#open) {
      if (caller.isCurrent()) continue;
      // No further message, however long the goodbye takes.
      this.#open.delete(socket);
      socket.close(SIGN_IN_AGAIN, "sign in again");
    }
  }

  /** Says goodbye; whoever does not answer within `graceMs` is cut off. */
  async close(graceMs: number): Promise<void> {
    if (this.#together !== null) clearTimeout(this.#together);
    const gone = [...this.#open.keys()].map(
      (socket) =>
        new Promise<void>((resolve) => {
          const cut = setTimeout(() => socket.terminate(), graceMs);
          socket.once("close", () => {
            clearTimeout(cut);
            resolve();
          });
          socket.close(GOING_AWAY, "the station stops");
        }),
    );
    await Promise.all(gone);
  }
}

function recordOf(message: StreamMessage): Uint8Array | null {
  return isSampled(message) ? encodeRecord(message) : null;
}

function frameOf(message: StreamMessage): Buffer {
  return Buffer.from(JSON.stringify(message));
}
