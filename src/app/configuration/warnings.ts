import { existsSync, type Stats, statSync } from "node:fs";

import { AfarError } from "../../base/errors.ts";
import { type KeyPath, keyName } from "../../wire/configuration-faults.ts";
import type { ReceiverChoice } from "../../wire/receiver-choice.ts";
import { ALARM_RULES } from "../../alarms/catalogue.ts";
import { loadLoopedScenario } from "../../phantom/scenario-file.ts";

import type { Configuration, ConfiguredBed } from "./configuration.ts";
import type { Fault } from "./configuration-text.ts";
import type { ConfiguredReceiver } from "./receivers.ts";
import { isRendered, pathOf } from "./source-kind.ts";
import { hasPassword } from "./source-secret.ts";
import type { TomlLines } from "./toml-lines.ts";

/** Permissions of anybody but the owner to read. */
const READABLE_BY_OTHERS = 0o044;

/**
 * What a sound configuration may still have wrong on this box now: files that are not there, variables that are not set, passwords
 * in the open. A host that is named is not asked. Throws nothing. Allocates.
 */
export function warningsOf(
  { beds, history, receivers, access }: Configuration,
  lines: TomlLines,
  env: Readonly<Record<string, string | undefined>>,
): Fault[] {
  const warnings: Fault[] = [];
  const warn = (path: KeyPath, text: string) => {
    const key = keyName(path);
    warnings.push({ line: lines.lineOf(path), key, sentence: `${key} ${text}` });
  };
  beds.forEach((bed, i) => {
    warnOfSource(bed, (text) => warn(["beds", i, "source"], text));
    const { passwordFile, passwordVariable } = bed.plan.camera ?? {};
    const at = (key: string, table = "camera"): KeyPath => {
      const own: KeyPath = ["beds", i, table, key];
      return lines.stands(own) ? own : [table, key];
    };
    for (const code of bed.alarms.off) {
      if (ALARM_RULES[code].priority === "high")
        warn(at("off", "alarms"), `switches off ${code}, an alarm of high priority`);
    }
    if (passwordFile !== undefined) warnOfSecretFile(passwordFile, (text) => warn(at("passwordFile"), text));
    if (passwordVariable !== undefined && !env[passwordVariable]) {
      warn(at("passwordVariable"), `names the variable ${passwordVariable}, which is not set here`);
    }
  });
  if (history?.place?.kind === "postgres" && !env[history.place.variable]) {
    warn(["history", "postgresVariable"], `names the variable ${history.place.variable}, which is not set here`);
  }
  const { oidc } = access;
  if (access.tls) warnOfSecretFile(access.tls.keyFile, (text) => warn(["tls", "keyFile"], text));
  if (access.tls && !existsSync(access.tls.certFile)) {
    warn(["tls", "certFile"], `names ${access.tls.certFile}, which is not there now`);
  }
  if (oidc?.secret?.kind === "file") {
    warnOfSecretFile(oidc.secret.path, (text) => warn(["accounts", "oidc", "clientSecretFile"], text));
  }
  if (oidc?.secret?.kind === "variable" && !env[oidc.secret.name]) {
    const key = ["accounts", "oidc", "clientSecretVariable"];
    warn(key, `names the variable ${oidc.secret.name}, which is not set here`);
  }
  receivers.forEach((receiver, i) => {
    warnOfReceiver(receiver, env, (key, text) => warn(["receivers", i, key], text));
  });
  return withoutTwins(warnings);
}

function warnOfSource({ plan }: ConfiguredBed, warn: (text: string) => void): void {
  if (hasPassword(plan.source)) {
    warn("holds a password in the open: write it into a file and name that as passwordFile of the camera");
  }
  const path = pathOf(plan.source);
  if (path !== null && !existsSync(path)) {
    warn(`names ${path}, which is not there now: the bed alarms until it is`);
  }
  if (isRendered(plan.source)) warnOfScenario(plan.source.replace(/^phantom:/i, ""), warn);
}

function warnOfScenario(name: string, warn: (text: string) => void): void {
  try {
    loadLoopedScenario(name);
  } catch (error) {
    if (!(error instanceof AfarError)) throw error;
    warn(`cannot be rendered: ${error.message}`);
  }
}

function warnOfReceiver(
  { kind, address, secret, caFile, certificateFile, keyFile }: ConfiguredReceiver,
  env: Readonly<Record<string, string | undefined>>,
  warn: (key: keyof ReceiverChoice, text: string) => void,
): void {
  const host = new URL(address).hostname;
  if (/^(mllp|mqtt|http):/i.test(address) && !/^(localhost|127\..*|\[::1\])$/.test(host)) {
    warn("address", `reaches ${host} without TLS: whoever is on the way can read and change it`);
  }
  const name = ({ mqtt: "password", fhir: "token", webhook: "secret", hl7: "secret" } as const)[kind];
  if (secret?.kind === "file") warnOfSecretFile(secret.path, (text) => warn(`${name}File`, text));
  if (secret?.kind === "variable" && !env[secret.name]) {
    warn(`${name}Variable`, `names the variable ${secret.name}, which is not set here`);
  }
  if (keyFile !== null) warnOfSecretFile(keyFile, (text) => warn("keyFile", text));
  for (const [key, file] of [
    ["caFile", caFile],
    ["certificateFile", certificateFile],
  ] as const) {
    if (file !== null && !existsSync(file)) warn(key, `names ${file}, which is not there now`);
  }
}

function warnOfSecretFile(path: string, warn: (text: string) => void): void {
  const stats = statusOf(path);
  if (!stats?.isFile()) warn(`names ${path}, which is not there now`);
  else if (stats.mode & READABLE_BY_OTHERS) warn(`names ${path}, which others may read: chmod 600 it`);
}

function statusOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

/** What all beds share is told once. */
function withoutTwins(warnings: readonly Fault[]): Fault[] {
  return warnings.filter(({ sentence }, i) => warnings.findIndex((other) => other.sentence === sentence) === i);
}
