import type { AlarmNotice, ValuesNotice } from "../../wire/receiver-notices.ts";
import { type Answer, exchange, type HttpTls } from "../http/exchange.ts";
import type { OutboxItem } from "../outbox/item.ts";
import { type Outcome, TAKEN, type Transport } from "../outbox/transport.ts";

import type { NamedResource } from "./elements.ts";
import type { FhirSecond } from "./fhir-source.ts";
import { jsonOf, outcomeOf } from "./push-answer.ts";
import { eventMsOf, pushedAlarm, pushedDevices, pushedSecond, transactionOf } from "./push-bundle.ts";
import { pushedId } from "./push-resource.ts";

/** As for webhooks: a server may write to its disk first. */
const ANSWER_MS = 15_000;
/** Answers to a transaction are short where the server minds `Prefer`; some send all resources back. */
const ANSWER_BYTES = 1 << 20;
const ALARMS_KNOWN = 2000;

export interface FhirPushPlan {
  /** Base of the server, such as https://fhir.hospital.example/r4. */
  readonly address: string;
  /** Read at each attempt, so that a token may be exchanged in its place; null: none is sent. Throws what says why it cannot be read. */
  readonly token: (() => string) | null;
  readonly tls: HttpTls;
  readonly stationId: string;
  readonly version: string;
  /** The second that values are of, with what they rest on. */
  readonly secondOf: (notice: ValuesNotice) => FhirSecond;
  readonly answerMs?: number;
  /** The station's clock, ms since 1970. */
  readonly nowMs: () => number;
}

interface KnownAlarm {
  readonly eventMs: number;
  readonly acknowledgedMs: number | null;
}

/**
 * Puts values and alarms at a FHIR R4 server: a message is one transaction, and each resource has the same id in all attempts
 * and all lives of the station, so that a repeat changes nothing.
 */
export function planFhirTransport(plan: FhirPushPlan): Transport {
  const { tls, stationId, version, secondOf, answerMs = ANSWER_MS, nowMs } = plan;
  const base = plan.address.replace(/\/+$/, "");
  const ending = new AbortController();
  /** Devices that the server has, as text, by bed. */
  const known = new Map<string, string>();
  /** By the id at the server: the newest event that it has. */
  const alarms = new Map<string, KnownAlarm>();
  /** Of what began later, everything that was told is known. */
  let knownSinceMs = nowMs();

  function ask(method: "GET" | "POST", path: string, body?: string): Promise<Answer> {
    return exchange({
      method,
      address: `${base}${path}`,
      headers: {
        accept: "application/fhir+json",
        "user-agent": "Afar",
        ...(body !== undefined && { "content-type": "application/fhir+json; charset=utf-8", prefer: "return=minimal" }),
        ...(plan.token && { authorization: `Bearer ${plan.token()}` }),
      },
      ...(body !== undefined && { body }),
      tls,
      mostBytes: ANSWER_BYTES,
      signal: AbortSignal.any([ending.signal, AbortSignal.timeout(answerMs)]),
    });
  }

  async function deliver({ id, notice }: OutboxItem): Promise<Outcome> {
    if (notice.type === "state") return TAKEN;
    if (notice.type === "values") return put(id, notice, pushedSecond(notice, secondOf(notice)));
    const place = pushedId({ stationId, origin: notice.origin }, pushedAlarm(notice, null).id);
    const { tMs, sinceMs, inactivation, ended } = notice.alarm;
    const before = alarms.get(place) ?? (sinceMs > knownSinceMs ? null : await standing(place));
    if (before === "unknown") return { kind: "failed", detail: "it does not say what it has of this alarm" };
    // An older event must not take the place of a newer one, such as that of its end.
    if (before !== null && before.eventMs > tMs) return TAKEN;
    const isAcknowledged = inactivation === "acknowledged" || ended === "acknowledged";
    const acknowledgedMs = isAcknowledged ? (before?.acknowledgedMs ?? tMs) : null;
    const outcome = await put(id, notice, [pushedAlarm(notice, acknowledgedMs)]);
    if (outcome.kind === "taken") remember(place, { eventMs: tMs, acknowledgedMs });
    return outcome;
  }

  /** What the server has of an alarm that this life has not told of: null where it has nothing, or will not be asked. */
  async function standing(place: string): Promise<KnownAlarm | "unknown" | null> {
    const { status, text } = await ask("GET", `/DetectedIssue/${place}`);
    if (status >= 500 || status === 429) return "unknown";
    const resource = status === 200 ? jsonOf(text) : null;
    const eventMs = eventMsOf(resource);
    return eventMs === null ? null : { eventMs, acknowledgedMs: acknowledgedMsOf(resource) };
  }

  async function put(
    messageId: string,
    notice: AlarmNotice | ValuesNotice,
    resources: readonly NamedResource[],
  ): Promise<Outcome> {
    const devices = pushedDevices(version, notice);
    const key = `${notice.origin} ${notice.bed}`;
    const text = JSON.stringify(devices);
    const all = known.get(key) === text ? resources : [...devices, ...resources];
    const { origin, stationMs: tMs } = notice;
    const bundle = transactionOf({ base, stationId, messageId, origin, tMs, resources: all });
    const outcome = outcomeOf(await ask("POST", "", JSON.stringify(bundle)), all.length, nowMs());
    if (outcome.kind === "taken") known.set(key, text);
    // A server that was set up anew may miss them.
    else known.delete(key);
    return outcome;
  }

  function remember(place: string, alarm: KnownAlarm): void {
    alarms.delete(place);
    alarms.set(place, alarm);
    for (const [oldest, { eventMs }] of alarms) {
      if (alarms.size <= ALARMS_KNOWN) break;
      alarms.delete(oldest);
      knownSinceMs = Math.max(knownSinceMs, eventMs);
    }
  }

  function failed(error: Error): Outcome {
    const isLate = error.name === "AbortError" || error.name === "TimeoutError";
    return { kind: "failed", detail: isLate ? `no answer within ${answerMs} ms` : error.message };
  }

  return {
    wants: ({ notice }) => notice.type !== "state",
    deliver: (item) => deliver(item).catch(failed),
    probe: async () => {
      try {
        const { status } = await ask("GET", "/metadata?_summary=true");
        const isAway = status >= 500 || [401, 403, 429].includes(status);
        return isAway ? { kind: "failed", detail: `it answered ${status} to GET /metadata` } : TAKEN;
      } catch (error) {
        return failed(error as Error);
      }
    },
    async close() {
      ending.abort();
    },
  };
}

/** When a resource at the server says that its alarm was acknowledged, ms since 1970; null where it says nothing. */
function acknowledgedMsOf(resource: unknown): number | null {
  const { mitigation } = resource as { readonly mitigation?: readonly { readonly date?: unknown }[] };
  const tMs = Date.parse(String(mitigation?.[0]?.date));
  return Number.isNaN(tMs) ? null : tMs;
}
