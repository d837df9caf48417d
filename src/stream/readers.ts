import type { WebSocket } from "ws";

import type { StreamMessage } from "../wire/messages.ts";

import type { Caller } from "./caller.ts";
import { messageFor } from "./message-access.ts";

/** WebSocket close codes after RFC 6455 and the IANA registry. */
const GOING_AWAY = 1001;
const TRY_AGAIN_LATER = 1013;
/** Of this station: after HTTP's 401. */
const SIGN_IN_AGAIN = 4401;

export interface ReaderLimits {
  /** Pages served at one time; one more is turned away. */
  readonly maxReaders: number;
  /** Of them for one account or token: nobody takes all places. Those of a box where nobody signs in are not told apart. */
  readonly maxOfOne: number;
  /** Bytes waiting for one page above which it is dropped: it reconnects and is brought up to date, the others never wait. */
  readonly maxBufferedBytes: number;
}

/** The pages that read the stream. */
export class Readers {
  readonly #open = new Map<WebSocket, Caller>();
  readonly #limits: ReaderLimits;

  constructor(limits: ReaderLimits) {
    this.#limits = limits;
  }

  get count(): number {
    return this.#open.size;
  }

  /** Takes a reader in and sends it what it may see of `past`, or turns it away. What it sends is ignored. */
  admit(socket: WebSocket, caller: Caller, past: readonly StreamMessage[]): void {
    if (this.#open.size >= this.#limits.maxReaders || this.#openOf(caller) >= this.#limits.maxOfOne) {
      socket.close(TRY_AGAIN_LATER, "too many pages are open: close one and try again");
      return;
    }
    this.#open.set(socket, caller);
    const done = caller.reading();
    socket.on("close", () => {
      this.#open.delete(socket);
      done();
    });
    socket.on("error", () => socket.terminate());
    for (const message of past) {
      const told = messageFor(caller, message);
      if (told !== null) socket.send(JSON.stringify(told));
    }
  }

  /** Sends to everybody who may see it; a reader that does not keep up is cut off. */
  send(message: StreamMessage): void {
    let whole: Buffer | null = null;
    for (const [socket, caller] of this.#open) {
      const told = messageFor(caller, message);
      if (told === null) continue;
      if (told === message) whole ??= frameOf(message);
      const frame = told === message && whole !== null ? whole : frameOf(told);
      if (socket.bufferedAmount + frame.length > this.#limits.maxBufferedBytes) {
        this.#open.delete(socket);
        socket.terminate();
      } else {
        socket.send(frame, { binary: false });
      }
    }
  }

  /** How many streams a signed-in caller has open. */
  #openOf({ name, isSignedIn }: Caller): number {
    return isSignedIn ? [...this.#open.values()].filter((each) => each.name === name).length : 0;
  }

  /** Closes the stream of callers that may not read any more. */
  review(): void {
    for (const [socket, caller] of this.#open) {
      if (caller.isCurrent()) continue;
      // No further message, however long the goodbye takes.
      this.#open.delete(socket);
      socket.close(SIGN_IN_AGAIN, "sign in again");
    }
  }

  /** Says goodbye; whoever does not answer within `graceMs` is cut off. */
  async close(graceMs: number): Promise<void> {
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

function frameOf(message: StreamMessage): Buffer {
  return Buffer.from(JSON.stringify(message));
}
