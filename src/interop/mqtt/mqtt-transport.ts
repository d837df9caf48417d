import { connectAsync, type IClientPublishOptions, type MqttClient } from "mqtt";

import { DISCLAIMER, type StateNotice } from "../../wire/receiver-notices.ts";
import type { OutboxItem } from "../outbox/item.ts";
import { type Outcome, TAKEN, type Transport } from "../outbox/transport.ts";

import { noticeTopic, stationTopic } from "./topics.ts";

const ANSWER_MS = 5000;
const KEEPALIVE_S = 15;
/** Values that a broker could not hand on for so long are old. */
const VALUES_EXPIRE_S = 10;

export interface MqttPlan {
  /** mqtt:// or mqtts://, without user and password. */
  readonly address: string;
  readonly user: string | null;
  readonly password: string | null;
  readonly tls: { readonly ca?: Buffer; readonly certificate?: Buffer; readonly key?: Buffer };
  /** Begins every topic. */
  readonly prefix: string;
  readonly clientId: string;
  readonly answerMs?: number;
}

type StationState = "online" | "offline" | "lost";

/** MQTT 5 at QoS 1. States are retained and told anew after each connection; a station that is cut off is told so by its last will. */
export function planMqttTransport(plan: MqttPlan): Transport {
  const { prefix, answerMs = ANSWER_MS } = plan;
  const states = new Map<string, OutboxItem<StateNotice>>();
  let client: MqttClient | null = null;
  let isClosed = false;

  async function connected(): Promise<MqttClient> {
    if (client?.connected) return client;
    drop();
    const fresh = await connectAsync(
      plan.address,
      {
        protocolVersion: 5,
        clientId: plan.clientId,
        clean: true,
        keepalive: KEEPALIVE_S,
        connectTimeout: answerMs,
        // The outbox tries again by itself, and nothing may wait where it does not see it.
        reconnectPeriod: 0,
        queueQoSZero: false,
        ...(plan.user !== null && { username: plan.user }),
        ...(plan.password !== null && { password: plan.password }),
        ...(plan.tls.ca && { ca: plan.tls.ca }),
        ...(plan.tls.certificate && { cert: plan.tls.certificate }),
        ...(plan.tls.key && { key: plan.tls.key }),
        will: { topic: stationTopic(prefix), payload: stationState("lost"), qos: 1, retain: true },
      },
      false,
    );
    fresh.on("error", () => undefined);
    client = fresh;
    if (isClosed) throw new Error("the station ends");
    await publish(fresh, stationTopic(prefix), stationState("online"), { retain: true });
    for (const item of states.values()) await publishItem(fresh, item);
    return fresh;
  }

  function drop(): void {
    client?.end(true);
    client = null;
  }

  async function publish(
    open: MqttClient,
    topic: string,
    payload: Buffer,
    options: Pick<IClientPublishOptions, "retain" | "properties">,
  ): Promise<void> {
    let fail: (error: Error) => void = () => undefined;
    const failing = new Promise<never>((_, failed) => {
      fail = failed;
    });
    const lost = () => fail(new Error("it closed the connection"));
    const timer = setTimeout(() => fail(new Error(`no answer within ${answerMs} ms`)), answerMs);
    open.once("close", lost);
    await Promise.race([open.publishAsync(topic, payload, { ...options, qos: 1 }), failing]).finally(() => {
      clearTimeout(timer);
      open.off("close", lost);
    });
  }

  function publishItem(open: MqttClient, { id, notice }: OutboxItem): Promise<void> {
    return publish(open, noticeTopic(prefix, notice), Buffer.from(JSON.stringify({ messageId: id, ...notice })), {
      retain: notice.type === "state",
      properties: {
        contentType: "application/json",
        payloadFormatIndicator: true,
        userProperties: { messageId: id, origin: notice.origin, disclaimer: DISCLAIMER },
        ...(notice.type === "values" && { messageExpiryInterval: VALUES_EXPIRE_S }),
      },
    });
  }

  async function attempt(work: (open: MqttClient) => Promise<void>): Promise<Outcome> {
    try {
      await work(await connected());
      return TAKEN;
    } catch (error) {
      drop();
      return { kind: "failed", detail: wordsOf(error) };
    }
  }

  return {
    wants: () => true,
    deliver: (item) =>
      attempt((open) => {
        if (isState(item)) states.set(item.notice.bed, item);
        return publishItem(open, item);
      }),
    probe: () => attempt(async () => undefined),
    async close() {
      isClosed = true;
      if (client?.connected) {
        const goodbye = publish(client, stationTopic(prefix), stationState("offline"), { retain: true });
        await goodbye.then(() => client?.endAsync()).catch(() => undefined);
      }
      drop();
    },
  };
}

function isState(item: OutboxItem): item is OutboxItem<StateNotice> {
  return item.notice.type === "state";
}

function stationState(state: StationState): Buffer {
  return Buffer.from(JSON.stringify({ state, disclaimer: DISCLAIMER }));
}

/** mqtt gives a broker's refusal, and the system's errors, in words of their own; some errors of the system have none but a code. */
function wordsOf(error: unknown): string {
  const { message, code } = error as { readonly message?: string; readonly code?: string | number };
  return message || String(code ?? "no connection");
}
