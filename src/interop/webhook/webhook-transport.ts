import { Webhook } from "standardwebhooks";

import type { OutboxItem } from "../outbox/item.ts";
import { peerWords } from "../outbox/peer-words.ts";
import { type Outcome, TAKEN, type Transport } from "../outbox/transport.ts";

import { type Post, post } from "./post.ts";

/** Longer than elsewhere: web services may take 15 s to answer, by the standard. */
const ANSWER_MS = 15_000;
/** Answers that do not speak of the message: the same one may be taken later. */
const LATER = [408, 425, 429];

export interface WebhookPlan {
  readonly address: string;
  /** `whsec_` and base64, or base64. */
  readonly secret: string;
  readonly tls: Post["tls"];
  readonly answerMs?: number;
}

/**
 * Webhooks after Standard Webhooks 1.0: every attempt of a message has the same `webhook-id` and a signature of its own time.
 * Throws an Error for a secret that is none.
 */
export function planWebhookTransport({ address, secret, tls, answerMs = ANSWER_MS }: WebhookPlan): Transport {
  const signer = new Webhook(secret);
  const ending = new AbortController();

  async function deliver(item: OutboxItem): Promise<Outcome> {
    const body = webhookBody(item);
    const time = new Date();
    const { status, words } = await post({
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
      signal: AbortSignal.any([ending.signal, AbortSignal.timeout(answerMs)]),
    });
    if (status >= 200 && status < 300) return TAKEN;
    const said = peerWords(words);
    const detail = `it answered ${status}${said === "" ? "" : `: ${said}`}`;
    return { kind: status >= 500 || LATER.includes(status) ? "failed" : "refused", detail };
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
