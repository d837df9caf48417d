import { connect as connectPlain, isIP, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";

import { type Acknowledgement, readAcknowledgement } from "./acknowledgement.ts";
import { mllpFrame, planMllpReader } from "./mllp-framing.ts";

/** Certificates of a receiver that is reached over TLS, PEM. */
export interface TlsFiles {
  /** Of who signed the receiver's; the system's own where undefined. */
  readonly ca?: Buffer;
  /** The station's own, where the receiver asks for it. */
  readonly certificate?: Buffer;
  readonly key?: Buffer;
}

export interface MllpPlace {
  readonly host: string;
  readonly port: number;
  /** Null: without TLS. */
  readonly tls: TlsFiles | null;
}

/** An open connection; it is done for after the first failure. */
export interface MllpConnection {
  readonly isOpen: boolean;
  /** Sends a message; null once it is handed to the system, where no answer is waited for. Throws an Error with what failed. */
  send(text: string, timeoutMs: number): Promise<null>;
  /** Sends a message and waits for the answer to it; other answers are passed over. Throws an Error with what failed. */
  exchange(text: string, messageId: string, timeoutMs: number): Promise<Acknowledgement>;
  close(): void;
}

interface Waiting {
  readonly messageId: string;
  readonly answered: (answer: Acknowledgement) => void;
  readonly failed: (error: Error) => void;
}

/** Connects. Throws an Error with what failed. */
export async function connectMllp(place: MllpPlace, timeoutMs: number): Promise<MllpConnection> {
  const socket = await openSocket(place, timeoutMs);
  const reader = planMllpReader();
  let waiting: Waiting | null = null;
  let strays = 0;

  const end = (why: string) => {
    socket.destroy();
    waiting?.failed(new Error(why));
    waiting = null;
  };
  socket.setNoDelay(true);
  socket.setKeepAlive(true, 10_000);
  socket.on("error", (error) => end(error.message));
  socket.on("close", () => end("it closed the connection"));
  socket.on("data", (chunk) => {
    const texts = reader.push(chunk);
    if (texts === null) return end("it sends what is no answer");
    for (const text of texts) {
      const answer = readAcknowledgement(text);
      if (answer === null || answer.messageId !== waiting?.messageId) {
        strays += 1;
        continue;
      }
      waiting.answered(answer);
      waiting = null;
    }
  });

  function within<T>(timeoutMs: number, late: () => string, work: Promise<T>): Promise<T> {
    const timer = setTimeout(() => end(late()), timeoutMs);
    return work.finally(() => clearTimeout(timer));
  }

  return {
    get isOpen() {
      return !socket.destroyed;
    },
    send: (text, timeoutMs) =>
      within(
        timeoutMs,
        () => `it took nothing for ${timeoutMs} ms`,
        new Promise((done, failed) => {
          waiting = { messageId: "", answered: () => undefined, failed };
          socket.write(mllpFrame(text), (error) => (error ? failed(error) : done(null)));
        }),
      ),
    exchange(text, messageId, timeoutMs) {
      strays = 0;
      const answer = new Promise<Acknowledgement>((answered, failed) => {
        if (socket.destroyed) return failed(new Error("it closed the connection"));
        waiting = { messageId, answered, failed };
        socket.write(mllpFrame(text));
      });
      const late = () =>
        strays > 0
          ? `it answered other messages (${strays}) and not this one within ${timeoutMs} ms`
          : `no answer within ${timeoutMs} ms`;
      return within(timeoutMs, late, answer);
    },
    close: () => end("the station ends the connection"),
  };
}

function openSocket({ host, port, tls }: MllpPlace, timeoutMs: number): Promise<Socket> {
  return new Promise((opened, failed) => {
    const socket =
      tls === null
        ? connectPlain({ host, port })
        : connectTls({
            host,
            port,
            // A name that is asked for must be one, not an address.
            ...(isIP(host) === 0 && { servername: host }),
            minVersion: "TLSv1.2",
            ...(tls.ca && { ca: tls.ca }),
            ...(tls.certificate && { cert: tls.certificate }),
            ...(tls.key && { key: tls.key }),
          });
    const timer = setTimeout(() => give(new Error(`no connection within ${timeoutMs} ms`)), timeoutMs);
    function give(error: Error | null): void {
      clearTimeout(timer);
      socket.off("error", give);
      if (error === null) {
        opened(socket);
        return;
      }
      socket.on("error", () => undefined);
      socket.destroy();
      failed(error);
    }
    socket.once("error", give);
    socket.once(tls === null ? "connect" : "secureConnect", () => give(null));
  });
}
