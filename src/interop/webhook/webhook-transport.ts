import { Webhook } from "standardwebhooks";

import { exchange, type HttpTls, retryAfterMs } from "../http/exchange.ts";
import type { OutboxItem } from "../outbox/item.ts";
import { peerWords } from "../outbox/peer-words.ts";
import { type Outcome, TAKEN, type Transport } from "../outbox/transport.ts";

/** Longer than elsewhere: web services may take 15 s to answer, by the standard. */
const ANSWER_MS = 15_000;
/** Of an answer, what is read for its words. */
const WORDS_BYTES = 1024;
/** Answers that do not speak of the message: the same one may be taken later. */
const LATER = [408, 425, 429];

export interface WebhookPlan {
  readonly address: string;
  /** `whsec_` and base64, or base64. */
  readonly secret: string;
  readonly tls: HttpTls;
  readonly answerMs?: number;
  /** The station's clock, ms since 1970. */
  readonly nowMs: () => number;
}

/**
 * Webhooks after Standard Webhooks 1.0: every attempt of a message has the same `webhook-id` and a signature of its own time.
 * Throws an Error for a secret that is none.
 */
export function planWebhookTransport({ address, secret, tls, answerMs = ANSWER_MS, nowMs }: WebhookPlan): Transport {
  const signer = new Webhook(secret);
  const ending = new AbortController();

  async function deliver(item: OutboxItem): Promise<Outcome> {
    const body = webhookBody(item);
    const time = new Date(nowMs());
    const { status, text, retryAfter } = await exchange({
      method: "POST",
      address,
      headers: {
        "content-type": "application/json",
        "user-agent": "Afar",
        "webhook-id": item.id,
        "webhook-timestamp": String(Math.floor(time.getTime() / 1000)),
        "webhook-signature": signer.sign(item.id, time, body),
      },
      body,
      tls,
      mostBytes: WORDS_BYTES,
      signal: AbortSignal.any([ending.signal, AbortSignal.timeout(answerMs)]),
    });
    if (status >= 200 && status < 300) return TAKEN;
    const said = peerWords(text);
    const detail = `it answered ${status}${said === "" ? "" : `: ${said}`}`;
    if (status < 500 && !LATER.includes(status)) return { kind: "refused", detail };
    return { kind: "failed", detail, waitMs: retryAfterMs(retryAfter, nowMs()) };
  }

  return {
    wants: ({ notice }) => notice.type !== "state",
    deliver: (item) =>
      deliver(item).catch((error: Error): Outcome => {
        const isLate = error.name === "AbortError" || error.name === "TimeoutError";
        return { kind: "failed", detail: isLate ? `no answer within ${answerMs} ms` : error.message };
      }),
    // There is no question but a message: the next one will tell.
    probe: async () => TAKEN,
    async close() {
      ending.abort();
    },
  };
}

/** What is signed and sent. */
function webhookBody({ notice }: OutboxItem): string {
  const type = notice.type === "alarm" ? `alarm.${notice.alarm.phase}` : notice.type;
  return JSON.stringify({ type, timestamp: new Date(notice.stationMs).toISOString(), data: notice });
}
