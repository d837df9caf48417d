import { request as plainRequest } from "node:http";
import { request as tlsRequest } from "node:https";

export interface HttpTls {
  readonly ca?: Buffer;
  readonly certificate?: Buffer;
  readonly key?: Buffer;
}

export interface Exchange {
  readonly method: "GET" | "POST";
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly tls: HttpTls;
  /** Of the answer's body so much is read, bytes. */
  readonly mostBytes: number;
  readonly signal: AbortSignal;
}

export interface Answer {
  readonly status: number;
  /** How the body begins; all of it where `isWhole`. */
  readonly text: string;
  readonly isWhole: boolean;
  /** Value of the header Retry-After; null where there is none. */
  readonly retryAfter: string | null;
}

/**
 * Asks once and reads the answer. A redirection is an answer: nothing is taken elsewhere. Throws an Error with what failed, also
 * where the answer breaks off.
 */
export function exchange({ method, address, headers, body, tls, mostBytes, signal }: Exchange): Promise<Answer> {
  const request = address.toLowerCase().startsWith("https:") ? tlsRequest : plainRequest;
  return new Promise((answered, failed) => {
    const sending = request(address, {
      method,
      headers: { ...headers, ...(body !== undefined && { "content-length": Buffer.byteLength(body) }) },
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
      const done = (isWhole: boolean) => {
        const text = Buffer.concat(chunks).subarray(0, mostBytes).toString("utf8");
        answered({
          status: response.statusCode ?? 0,
          text,
          isWhole,
          retryAfter: response.headers["retry-after"] ?? null,
        });
        response.destroy();
      };
      response.on("data", (chunk: Buffer) => {
        chunks.push(chunk);
        bytes += chunk.length;
        if (bytes > mostBytes) done(false);
      });
      response.on("end", () => done(true));
      response.on("error", failed);
    });
    sending.end(body);
  });
}

/** Wait that a Retry-After asks for, ms: a number of seconds, or a time of HTTP; 0 where it is neither. `nowMs`: ms since 1970. */
export function retryAfterMs(header: string | null, nowMs: number): number {
  if (header === null) return 0;
  const asked = /^\d{1,9}$/.test(header.trim()) ? 1000 * Number(header) : Date.parse(header) - nowMs;
  return Number.isFinite(asked) ? Math.max(0, asked) : 0;
}
