import type { StreamMessage } from "../../../src/wire/messages.ts";
import { decodeFrame } from "../../../src/wire/wave-frame.ts";

import { retryDelayMs } from "./retry.ts";

/** The station ticks every second; after this long without a word the link is dead, whatever the socket says. */
const LONGEST_QUIET_MS = 3500;

export type Link =
  | { readonly phase: "connecting" }
  | { readonly phase: "open" }
  /** `retryMs`: when the next attempt is made, on the clock of `performance.now()`. */
  | { readonly phase: "lost"; readonly retryMs: number };

/** Keeps one WebSocket to the station open for as long as the page lives, and says how it stands. */
export function connect(url: string, onMessage: (message: StreamMessage) => void, onLink: (link: Link) => void): void {
  let attempt = 0;

  const open = () => {
    const socket = new WebSocket(url);
    socket.binaryType = "arraybuffer";
    // Opening may take as long again.
    let heardMs = performance.now() + LONGEST_QUIET_MS;
    let quiet = setTimeout(look, 2 * LONGEST_QUIET_MS);

    // One timer that looks whether something came, since setting one anew costs more than reading a message.
    function look() {
      const leftMs = heardMs + LONGEST_QUIET_MS - performance.now();
      if (leftMs > 0) quiet = setTimeout(look, leftMs);
      else lose();
    }

    function lose() {
      clearTimeout(quiet);
      socket.onmessage = null;
      socket.onclose = null;
      socket.close();
      const delayMs = retryDelayMs(attempt, Math.random());
      attempt += 1;
      onLink({ phase: "lost", retryMs: performance.now() + delayMs });
      setTimeout(open, delayMs);
    }

    socket.onmessage = ({ data }) => {
      heardMs = performance.now();
      if (typeof data !== "string") {
        for (const message of decodeFrame(new Uint8Array(data)) ?? []) onMessage(message);
        return;
      }
      const message: StreamMessage = JSON.parse(data);
      // Only now is it known that a station is at the other end, and not merely something that accepts connections.
      if (message.kind === "hello") {
        attempt = 0;
        onLink({ phase: "open" });
      }
      onMessage(message);
    };
    socket.onclose = lose;
  };

  onLink({ phase: "connecting" });
  open();
}
