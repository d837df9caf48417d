import type { ConfigurationFile } from "../../wire/configuration.ts";
import { type KeyFault, type KeyPath, keyName } from "../../wire/configuration-faults.ts";
import type { ReceiverChoice } from "../../wire/receiver-choice.ts";

import { type ReceiverKind, receiverKinds } from "./receivers.ts";
import { hasPassword, shownAddress, takeSecret } from "./source-secret.ts";

/** Keys that only some kinds understand. */
const KEYS: Readonly<Partial<Record<keyof ReceiverChoice, readonly ReceiverKind[]>>> = {
  profile: ["hl7"],
  facility: ["hl7"],
  topic: ["mqtt"],
  user: ["mqtt"],
  passwordFile: ["mqtt"],
  passwordVariable: ["mqtt"],
  secretFile: ["webhook"],
  secretVariable: ["webhook"],
  tokenFile: ["fhir"],
  tokenVariable: ["fhir"],
};
const SAYS: Readonly<Record<ReceiverKind, string>> = { hl7: "HL7", mqtt: "MQTT", webhook: "a webhook", fhir: "FHIR" };

/** Rules between the keys of receivers. Allocates. */
export function receiverFaults({ receivers = [] }: ConfigurationFile): KeyFault[] {
  return receivers.flatMap((receiver, i) => {
    const path = ["receivers", i];
    const twin = receivers.findIndex(({ name }) => name === receiver.name);
    const faults = faultsOf(receiver, path);
    if (twin === i) return faults;
    const at = [...path, "name"];
    const sentence = `${keyName(at)} ${receiver.name} is that of ${keyName(["receivers", twin])} already: give every receiver its own name`;
    return [{ path: at, sentence }, ...faults];
  });
}

function faultsOf(receiver: ReceiverChoice, path: KeyPath): KeyFault[] {
  const fault = (key: keyof ReceiverChoice, text: string): KeyFault => {
    const at = [...path, key];
    return { path: at, sentence: `${keyName(at)} ${text}` };
  };
  const { address } = receiver;
  if (hasPassword(address) || takeSecret(address)?.user != null || takeSecret(address) === null) {
    return [fault("address", "holds a user or password: take it out, and name a file that holds it")];
  }
  const kinds = receiverKinds(address);
  const kind = receiver.kind ?? kinds[0];
  if (kind === undefined || kinds.length === 0) {
    const known = "begin it with mllp://, mllps://, mqtt://, mqtts://, http:// or https://";
    return [fault("address", `${shownAddress(address)} is of no known kind: ${known}`)];
  }
  if (!kinds.includes(kind)) {
    const fits = kinds.length === 1 ? "take it out" : `write ${kinds.join(" or ")}`;
    return [fault("kind", `${kind} does not fit the address ${shownAddress(address)}: ${fits}`)];
  }
  const faults: KeyFault[] = [];
  if (kind === "fhir" && /[?#]/.test(address)) {
    faults.push(fault("address", "has a question mark or a hash sign: give the base of the server alone"));
  }
  if (new URL(address).hostname === "") faults.push(fault("address", "names no host: write it behind the two slashes"));
  if (kind === "hl7" && new URL(address).port === "")
    faults.push(fault("address", "names no port: add it, such as :2575"));
  for (const [key, kinds] of Object.entries(KEYS) as [keyof ReceiverChoice, readonly ReceiverKind[]][]) {
    if (receiver[key] !== undefined && !kinds.includes(kind)) {
      faults.push(fault(key, `says nothing to ${SAYS[kind]}: take it out`));
    }
  }
  for (const [file, variable] of [
    ["passwordFile", "passwordVariable"],
    ["secretFile", "secretVariable"],
    ["tokenFile", "tokenVariable"],
  ] as const) {
    if (receiver[file] !== undefined && receiver[variable] !== undefined) {
      faults.push(fault(variable, `stands beside ${file}: keep one of the two`));
    }
  }
  if (kind === "webhook" && receiver.secretFile === undefined && receiver.secretVariable === undefined) {
    faults.push(fault("address", "is a webhook without a secret: add secretFile or secretVariable"));
  }
  if ((receiver.certificateFile === undefined) !== (receiver.keyFile === undefined)) {
    const [given, missing] =
      receiver.keyFile === undefined
        ? (["certificateFile", "keyFile"] as const)
        : (["keyFile", "certificateFile"] as const);
    faults.push(fault(given, `stands alone: add ${missing}`));
  }
  return faults;
}
