import { request as plainRequest } from "node:http";
import { request as tlsRequest } from "node:https";

/** Of an answer, what is read for its words. */
const WORDS_BYTES = 1024;

export interface Post {
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly tls: { readonly ca?: Buffer; readonly certificate?: Buffer; readonly key?: Buffer };
  readonly signal: AbortSignal;
}

export interface Answer {
  readonly status: number;
  /** How it begins. */
  readonly words: string;
}

/** Posts a body and waits for the answer. A redirection is an answer: nothing is taken elsewhere. Throws an Error with what failed. */
export function post({ address, headers, body, tls, signal }: Post): Promise<Answer> {
  const request = address.toLowerCase().startsWith("https:") ? tlsRequest : plainRequest;
  return new Promise((answered, failed) => {
    const sending = request(address, {
      method: "POST",
      headers: { ...headers, "content-length": Buffer.byteLength(body) },
      // A connection of its own: one that is kept may have been closed by the other side a moment ago.
      agent: false,
      signal,
      minVersion: "TLSv1.2",
      ...(tls.ca && { ca: tls.ca }),
      ...(tls.certificate && { cert: tls.certificate }),
      ...(tls.key && { key: tls.key }),
    });
    sending.on("error", failed);
    sending.on("response", (response) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      const done = () => {
        const words = Buffer.concat(chunks).subarray(0, WORDS_BYTES).toString("utf8");
        answered({ status: response.statusCode ?? 0, words });
        response.destroy();
      };
      response.on("data", (chunk: Buffer) => {
        chunks.push(chunk);
        bytes += chunk.length;
        if (bytes >= WORDS_BYTES) done();
      });
      response.on("end", done);
      response.on("error", failed);
    });
    sending.end(body);
  });
}
