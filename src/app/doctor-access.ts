import { X509Certificate } from "node:crypto";
import { networkInterfaces } from "node:os";

import type { ConfiguredAccess } from "./configuration/access.ts";
import { isLoopback } from "./configuration/access-rules.ts";
import { failure, fine, type Verdict, warning } from "./doctor-finding.ts";
import { stationAccess } from "./serve-access.ts";

const DAY_MS = 86_400_000;
/** A certificate that ends within so long is told of. */
const SOON_DAYS = 30;
const ALL = ["0.0.0.0", "::"];

/**
 * Whom a station would let in, looked at as its start does: address, certificate, key and secrets. `folder`: of the station's
 * data. Throws AfarError CONFIG_INVALID, which never holds a secret.
 */
export function checkAccess(
  access: ConfiguredAccess,
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
  nowMs: number,
): Verdict {
  const { address, signIn } = access;
  const { tls, accounts } = stationAccess(access, folder, env);
  if (isLoopback(address)) return fine(`only this box reaches ${address}`);
  if (!signIn || !tls) {
    // The configuration says so with its line; this is the last word.
    return failure(
      `${address} lets others in than this box`,
      "set signIn in [accounts], certFile and keyFile in [tls]",
    );
  }
  if (!ALL.includes(address) && !ownAddresses().includes(address)) {
    return failure(`this box has no address ${address}`, "give station.address one of its own, or 0.0.0.0 for all");
  }
  const certificate = new X509Certificate(tls.cert);
  const days = Math.floor((Date.parse(certificate.validTo) - nowMs) / DAY_MS);
  const until = `its certificate holds until ${new Date(certificate.validTo).toISOString().slice(0, 10)}`;
  const renew = "have it renewed, and restart the station then";
  if (days < 0) return failure(`${address} is open to others, and ${until}`, renew);
  if (days < SOON_DAYS) return warning(`${address} is open to others with sign-in and TLS, but ${until}`, renew);
  const first = accounts.setUpCode === null ? "" : "; nobody has an account yet: the start tells a code";
  return fine(`${address} is open to others with sign-in and TLS; ${until}${first}`);
}

function ownAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap((each) => (each ?? []).map(({ address }) => address));
}
