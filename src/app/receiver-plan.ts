import { AfarError } from "../base/errors.ts";
import { planFhirTransport } from "../interop/fhir/push-transport.ts";
import { planHl7Transport } from "../interop/hl7/hl7-transport.ts";
import type { MllpPlace } from "../interop/hl7/mllp-connection.ts";
import { loadProfile } from "../interop/hl7/profile-file.ts";
import { planMqttTransport } from "../interop/mqtt/mqtt-transport.ts";
import type { Transport } from "../interop/outbox/transport.ts";
import { planWebhookTransport } from "../interop/webhook/webhook-transport.ts";

import { type ConfiguredReceiver, type ReceiverKind, readReceiverFile, readSecret } from "./configuration/receivers.ts";
import type { EvidenceMemory } from "./fhir-evidence.ts";
import { toldSecond } from "./fhir-told-second.ts";
import { productVersion } from "./product-version.ts";
import type { Cadence } from "./receiver-values.ts";

/** What a way to a receiver knows of the station. */
export interface SendingStation {
  /** EUI-64. */
  readonly stationId: string;
  readonly evidenceAt: EvidenceMemory["at"];
}

/** A receiver that is ready to be served. */
export interface PlannedReceiver {
  readonly name: string;
  readonly kind: ReceiverKind;
  /** Null: it is told no values. */
  readonly cadence: Cadence | null;
  /** Makes the way to it. */
  readonly transportOf: (station: SendingStation) => Transport;
}

/**
 * Reads what a receiver's table names: secrets, certificates, profile. Throws AfarError CONFIG_INVALID, which holds no secret.
 */
export function planReceiver(receiver: ConfiguredReceiver, env: NodeJS.ProcessEnv): PlannedReceiver {
  return {
    name: receiver.name,
    kind: receiver.kind,
    cadence: receiver.values,
    transportOf: transportTo(receiver, env),
  };
}

function transportTo(receiver: ConfiguredReceiver, env: NodeJS.ProcessEnv): PlannedReceiver["transportOf"] {
  const { name, kind, address, facility, user, topic } = receiver;
  const secret = receiver.secret && readSecret(name, receiver.secret, env);
  const read = (path: string | null) => (path === null ? undefined : readReceiverFile(name, path));
  const [ca, certificate, key] = [receiver.caFile, receiver.certificateFile, receiver.keyFile].map(read);
  const tls = { ...(ca && { ca }), ...(certificate && { certificate }), ...(key && { key }) };
  switch (kind) {
    case "hl7": {
      const profile = loadProfile(receiver.profile);
      return ({ stationId }) =>
        planHl7Transport({ place: mllpPlace(address, tls), station: { stationId, facility, profile } });
    }
    case "mqtt":
      return ({ stationId }) =>
        planMqttTransport({
          address,
          user,
          password: secret,
          tls,
          prefix: topic ?? `afar/${stationId}`,
          clientId: `afar-${stationId}-${name}`,
        });
    case "webhook":
      try {
        planWebhookTransport({ address, secret: secret ?? "", tls, nowMs: Date.now });
      } catch (error) {
        const message = `the secret of receiver ${name} is not one that can sign: give whsec_ and base64.`;
        throw new AfarError("CONFIG_INVALID", message, { cause: error });
      }
      return () => planWebhookTransport({ address, secret: secret ?? "", tls, nowMs: Date.now });
    case "fhir": {
      const place = receiver.secret;
      return ({ stationId, evidenceAt }) =>
        planFhirTransport({
          address,
          token: place && (() => readSecret(name, place, env)),
          tls,
          stationId,
          version: productVersion(),
          secondOf: (notice) => toldSecond(notice, evidenceAt),
          nowMs: Date.now,
        });
    }
  }
}

function mllpPlace(address: string, tls: NonNullable<MllpPlace["tls"]>): MllpPlace {
  const { protocol, hostname, port } = new URL(address);
  return { host: hostname.replace(/^\[|\]$/g, ""), port: Number(port), tls: protocol === "mllps:" ? tls : null };
}
