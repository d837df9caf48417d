import { readFileSync } from "node:fs";
import { hostname, networkInterfaces } from "node:os";
import { createSecureContext } from "node:tls";

import { AfarError } from "../base/errors.ts";
import { AccountStore } from "../stream/accounts/account-store.ts";
import { accountFile } from "../stream/accounts/accounts.ts";
import type { OidcChoice } from "../stream/accounts/oidc.ts";
import { newSetUpCode } from "../stream/accounts/set-up-code.ts";
import type { ServerOptions } from "../stream/server-options.ts";

import type { ConfiguredAccess, ConfiguredOidc } from "./configuration/access.ts";
import { isLoopback } from "./configuration/access-rules.ts";

/** What a station's server is told of whom to let in; the log is the station's own. */
export type StationAccess = Pick<ServerOptions, "address" | "names" | "tls"> & {
  readonly accounts: Omit<NonNullable<ServerOptions["accounts"]>, "audit">;
};

/**
 * Reads what the configuration names: certificate, key and secrets. `folder`: of the station's data. Throws AfarError
 * CONFIG_INVALID, which never holds a secret, and FILE_UNREADABLE for accounts that cannot be read.
 */
export function stationAccess(
  configured: ConfiguredAccess,
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
): StationAccess {
  const { address, signIn, limits, oidc } = configured;
  const awaitsSetUp = signIn && new AccountStore(accountFile(folder)).isEmpty;
  return {
    address,
    names: [...configured.names, ...(isLoopback(address) ? [bracketed(address)] : ownNames())],
    tls: configured.tls && readTls(configured.tls),
    accounts: {
      folder,
      required: signIn,
      setUpCode: awaitsSetUp ? newSetUpCode() : null,
      limits,
      oidc: oidc && oidcChoice(oidc, env),
    },
  };
}

/** Addresses and name of this box: a page of another site can be led to none of them under its own name. */
function ownNames(): string[] {
  const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  return [hostname(), ...addresses.map(({ address }) => bracketed(address))];
}

/** An address as it stands in a URL. */
function bracketed(address: string): string {
  return address.includes(":") ? `[${address}]` : address;
}

function readTls({ certFile, keyFile }: NonNullable<ConfiguredAccess["tls"]>): NonNullable<ServerOptions["tls"]> {
  const cert = textOf(certFile, "tls.certFile");
  const key = textOf(keyFile, "tls.keyFile");
  try {
    createSecureContext({ cert, key });
  } catch {
    throw new AfarError("CONFIG_INVALID", `${certFile} and ${keyFile} are no certificate and its key: see [tls]`);
  }
  return { cert, key };
}

function oidcChoice(
  { secret, ...choice }: ConfiguredOidc,
  env: Readonly<Record<string, string | undefined>>,
): OidcChoice {
  if (secret === null) return { ...choice, clientSecret: null };
  const clientSecret =
    secret.kind === "file"
      ? textOf(secret.path, "accounts.oidc.clientSecretFile").split(/\r?\n/, 1)[0]
      : (env[secret.name] ?? "");
  if (clientSecret !== "") return { ...choice, clientSecret };
  const where = secret.kind === "file" ? secret.path : `the variable ${secret.name}`;
  throw new AfarError("CONFIG_INVALID", `${where} holds no secret of accounts.oidc: write it there`);
}

function textOf(path: string, key: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "unknown";
    throw new AfarError("CONFIG_INVALID", `${key} names ${path}, which cannot be read (${code})`);
  }
}
