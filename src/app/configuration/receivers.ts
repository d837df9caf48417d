import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { AfarError } from "../../base/errors.ts";
import type { ReceiverChoice } from "../../wire/receiver-choice.ts";
import { packageRoot } from "../package-root.ts";

export type ReceiverKind = "hl7" | "mqtt" | "webhook" | "fhir";

/** Where a secret stands; never the secret. */
export type SecretPlace =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "variable"; readonly name: string };

/** A receiver as a station serves it, every default filled in and every path absolute. */
export interface ConfiguredReceiver {
  readonly name: string;
  readonly kind: ReceiverKind;
  readonly address: string;
  /** HL7: path of the profile. */
  readonly profile: string;
  readonly facility: string | null;
  /** MQTT: null where the station's own number names it. */
  readonly topic: string | null;
  /** Null: it is told no values. */
  readonly values: { readonly intervalMs: number; readonly changePerMin: number | null } | null;
  readonly user: string | null;
  /** MQTT's password, the secret that signs webhooks, or the bearer token for a FHIR server. */
  readonly secret: SecretPlace | null;
  readonly caFile: string | null;
  readonly certificateFile: string | null;
  readonly keyFile: string | null;
}

/** Kinds that an address may be of, the usual one first. */
const KINDS: Readonly<Record<string, readonly ReceiverKind[]>> = {
  "mllp:": ["hl7"],
  "mllps:": ["hl7"],
  "mqtt:": ["mqtt"],
  "mqtts:": ["mqtt"],
  "http:": ["webhook", "fhir"],
  "https:": ["webhook", "fhir"],
};
const INTERVAL_S: Readonly<Record<ReceiverKind, number>> = { hl7: 60, mqtt: 1, webhook: 60, fhir: 60 };
const CHANGE_PER_MIN = 3;

/** Kinds that the receiver at an address may be of, the usual one first; none where it is of no known kind. */
export function receiverKinds(address: string): readonly ReceiverKind[] {
  return URL.canParse(address) ? (KINDS[new URL(address).protocol] ?? []) : [];
}

/** Fills in a receiver that has no fault; `folder` is the configuration's own. Allocates. */
export function receiverOf(choice: ReceiverChoice, folder: string): ConfiguredReceiver {
  const kind = choice.kind ?? receiverKinds(choice.address)[0] ?? "webhook";
  const path = (file: string | undefined) => (file === undefined ? null : resolve(folder, file));
  const { profile = "ihe", changePerMin = CHANGE_PER_MIN } = choice;
  const secretFile = path(choice.passwordFile ?? choice.secretFile ?? choice.tokenFile);
  const secretVariable = choice.passwordVariable ?? choice.secretVariable ?? choice.tokenVariable;
  return {
    name: choice.name,
    kind,
    address: choice.address,
    profile: profilePath(profile, folder),
    facility: choice.facility ?? null,
    topic: choice.topic ?? null,
    values:
      (choice.values ?? kind !== "webhook")
        ? {
            intervalMs: (choice.intervalS ?? INTERVAL_S[kind]) * 1000,
            changePerMin: changePerMin === 0 ? null : changePerMin,
          }
        : null,
    user: choice.user ?? null,
    secret:
      secretFile !== null
        ? { kind: "file", path: secretFile }
        : secretVariable !== undefined
          ? { kind: "variable", name: secretVariable }
          : null,
    caFile: path(choice.caFile),
    certificateFile: path(choice.certificateFile),
    keyFile: path(choice.keyFile),
  };
}

/** A name without a dot is one of Afar's own profiles. */
function profilePath(profile: string, folder: string): string {
  if (/^[a-z]+$/.test(profile)) return join(packageRoot(), "fixtures", "receivers", `${profile}.json`);
  return resolve(folder, profile);
}

/**
 * The secret itself. Throws AfarError CONFIG_INVALID, which names its place and never holds it.
 */
export function readSecret(
  receiver: string,
  place: SecretPlace,
  env: Readonly<Record<string, string | undefined>>,
): string {
  const secret = place.kind === "variable" ? env[place.name] : firstLine(receiver, place.path);
  if (secret) return secret;
  const where = place.kind === "variable" ? `the variable ${place.name} is not set` : `${place.path} is empty`;
  throw new AfarError("CONFIG_INVALID", `receiver ${receiver} has no secret, ${where}: put it there.`);
}

function firstLine(receiver: string, path: string): string {
  return readReceiverFile(receiver, path).toString("utf8").split(/\r?\n/, 1)[0].trim();
}

/** Bytes of a file that a receiver's table names. Throws AfarError CONFIG_INVALID. */
export function readReceiverFile(receiver: string, path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new AfarError(
      "CONFIG_INVALID",
      `receiver ${receiver} names ${path}, which cannot be read: put it there, or name another.`,
      { cause: error },
    );
  }
}
