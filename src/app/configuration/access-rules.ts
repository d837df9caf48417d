import { isIP } from "node:net";

import type { OidcTable } from "../../wire/access-choice.ts";
import type { ConfigurationFile } from "../../wire/configuration.ts";
import { type KeyFault, type KeyPath, keyName } from "../../wire/configuration-faults.ts";

/** Rules of who is let in: a station that others than its own box reach asks who they are, over TLS. Allocates. */
export function accessFaults({ station, tls, accounts }: ConfigurationFile): KeyFault[] {
  return [...addressFaults(station?.address, tls !== undefined, accounts?.signIn ?? false), ...oidcFaults(accounts)];
}

/** Whether only this box reaches an address. */
export function isLoopback(address: string): boolean {
  return address === "localhost" || address === "::1" || (isIP(address) === 4 && address.startsWith("127."));
}

function addressFaults(address: string | undefined, hasTls: boolean, signIn: boolean): KeyFault[] {
  if (address === undefined) return [];
  const path = ["station", "address"];
  if (address !== "localhost" && isIP(address) === 0) {
    return [
      { path, sentence: `${keyName(path)} must be an address of this box, such as 10.0.0.7, or 0.0.0.0 for all` },
    ];
  }
  const missing = [
    ...(signIn ? [] : ["signIn = true in [accounts]"]),
    ...(hasTls ? [] : ["certFile and keyFile in [tls]"]),
  ];
  if (isLoopback(address) || missing.length === 0) return [];
  return [{ path, sentence: `${keyName(path)} ${address} lets others in than this box: set ${missing.join(" and ")}` }];
}

function oidcFaults(accounts: ConfigurationFile["accounts"]): KeyFault[] {
  const oidc = accounts?.oidc;
  if (!oidc) return [];
  const at = (key: string, text: string): KeyFault => {
    const path: KeyPath = ["accounts", "oidc", key];
    return { path, sentence: `${keyName(path)} ${text}` };
  };
  const faults: KeyFault[] = [];
  if (!accounts?.signIn)
    faults.push(at("issuer", "lets users sign in where nobody has to: set signIn = true in [accounts]"));
  if (!isServiceAddress(oidc.issuer)) faults.push(at("issuer", "must be an https:// address, or http:// on this box"));
  if (oidc.clientSecretFile !== undefined && oidc.clientSecretVariable !== undefined) {
    faults.push(at("clientSecretVariable", "stands beside clientSecretFile: keep one of the two"));
  }
  if (!hasRole(oidc))
    faults.push(at("issuer", "gives nobody a role: name groups in viewers, nurses, engineers or admins"));
  return faults;
}

function isServiceAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username } = new URL(text);
  return (
    username === "" && (protocol === "https:" || (protocol === "http:" && isLoopback(hostname.replace(/[[\]]/g, ""))))
  );
}

function hasRole({ viewers, nurses, engineers, admins }: OidcTable): boolean {
  return [viewers, nurses, engineers, admins].some((groups) => (groups?.length ?? 0) > 0);
}
