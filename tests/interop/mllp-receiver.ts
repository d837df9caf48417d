import { createServer, type Socket } from "node:net";
import { createServer as createTlsServer, type TlsOptions } from "node:tls";

import { onTestFinished } from "vitest";

/** What a receiver does with a message; `count` from 1. */
export type Behaviour = (
  reply: Reply,
  message: { readonly id: string; readonly text: string; readonly count: number },
) => void;

export interface Reply {
  readonly socket: Socket;
  /** Answers with this code, and for this message where it is not the right one. */
  answer(code: string, id?: string, words?: string): void;
}

export interface MllpReceiver {
  readonly port: number;
  readonly texts: string[];
  behave(behaviour: Behaviour): void;
}

/** A receiver that behaves as it is told; it ends with the test. */
export async function startMllpReceiver(behaviour: Behaviour, tls?: TlsOptions): Promise<MllpReceiver> {
  let behave = behaviour;
  const texts: string[] = [];
  const sockets = new Set<Socket>();
  const serve = (socket: Socket) => {
    sockets.add(socket);
    let kept = "";
    socket.on("error", () => socket.destroy());
    socket.on("data", (chunk) => {
      kept += chunk.toString("latin1");
      for (let end = kept.indexOf("\x1c\r"); end >= 0; end = kept.indexOf("\x1c\r")) {
        const text = Buffer.from(kept.slice(1, end), "latin1").toString("utf8");
        kept = kept.slice(end + 2);
        texts.push(text);
        const id = text.split("|")[9];
        const answer: Reply["answer"] = (code, other = id, words = "") =>
          socket.write(`\x0bMSH|^~\\&|TEST||||20261124||ACK^R40|1|P|2.6\rMSA|${code}|${other}|${words}\r\x1c\r`);
        behave({ socket, answer }, { id, text, count: texts.length });
      }
    });
  };
  const server = tls ? createTlsServer(tls, serve) : createServer(serve);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return {
    port: (server.address() as { port: number }).port,
    texts,
    behave(next) {
      behave = next;
    },
  };
}
