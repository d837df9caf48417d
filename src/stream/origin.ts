export interface OwnNames {
  readonly port: number;
  /** The station speaks TLS. */
  readonly secure: boolean;
  /** Names and addresses under which it may be called, IPv6 in brackets, all small. */
  readonly names: readonly string[];
}

/** Names of the box itself. */
export const LOOPBACK_NAMES = ["127.0.0.1", "localhost", "[::1]"] as const;

/**
 * Whether a request speaks to this station by one of its own names, and comes from no other site's page: the defence against
 * DNS rebinding and against pages that open a WebSocket across origins.
 *
 * `host`, `origin`: the request's headers as received. A missing Origin is let pass: only browsers send one, and they send it
 * on every cross-origin request and on every WebSocket upgrade.
 */
export function isOwnRequest(host: string | undefined, origin: string | undefined, own: OwnNames): boolean {
  if (host === undefined || !isOwnHost(host, own)) return false;
  if (origin === undefined) return true;
  const scheme = own.secure ? "https://" : "http://";
  return origin.startsWith(scheme) && isOwnHost(origin.slice(scheme.length), own);
}

function isOwnHost(host: string, { port, secure, names }: OwnNames): boolean {
  const small = host.toLowerCase();
  const isPlainPort = port === (secure ? 443 : 80);
  return names.some((name) => small === `${name}:${port}` || (isPlainPort && small === name));
}
