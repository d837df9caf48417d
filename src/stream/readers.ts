import type { WebSocket } from "ws";

import type { StreamMessage } from "../wire/messages.ts";

/** WebSocket close codes after RFC 6455 and the IANA registry. */
const GOING_AWAY = 1001;
const TRY_AGAIN_LATER = 1013;

export interface ReaderLimits {
  /** Pages served at one time; one more is turned away. */
  readonly maxReaders: number;
  /** Bytes waiting for one page above which it is dropped: it reconnects and is brought up to date, the others never wait. */
  readonly maxBufferedBytes: number;
}

/** The pages that read the stream. */
export class Readers {
  readonly #open = new Set<WebSocket>();
  readonly #limits: ReaderLimits;

  constructor(limits: ReaderLimits) {
    this.#limits = limits;
  }

  get count(): number {
    return this.#open.size;
  }

  /** Takes a reader in and sends it `past`, or turns it away. What it sends is ignored. */
  admit(socket: WebSocket, past: readonly StreamMessage[]): void {
    if (this.#open.size >= this.#limits.maxReaders) {
      socket.close(TRY_AGAIN_LATER, "too many pages are open: close one and try again");
      return;
    }
    this.#open.add(socket);
    socket.on("close", () => this.#open.delete(socket));
    socket.on("error", () => socket.terminate());
    for (const message of past) socket.send(JSON.stringify(message));
  }

  /** Sends to everybody; a reader that does not keep up is cut off. */
  send(message: StreamMessage): void {
    if (this.#open.size === 0) return;
    const frame = Buffer.from(JSON.stringify(message));
    for (const socket of this.#open) {
      if (socket.bufferedAmount + frame.length > this.#limits.maxBufferedBytes) {
        this.#open.delete(socket);
        socket.terminate();
      } else {
        socket.send(frame, { binary: false });
      }
    }
  }

  /** Says goodbye; whoever does not answer within `graceMs` is cut off. */
  async close(graceMs: number): Promise<void> {
    const gone = [...this.#open].map(
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
