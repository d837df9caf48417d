/**
 * Whether a request speaks to this station by a name of the loopback interface, and comes from no other site's page: the
 * defence against DNS rebinding and against pages that open a WebSocket across origins.
 *
 * `host`, `origin`: the request's headers as received. A missing Origin is let pass: only browsers send one, and they send it
 * on every cross-origin request and on every WebSocket upgrade.
 */
export function isOwnRequest(host: string | undefined, origin: string | undefined, port: number): boolean {
  if (host === undefined) return false;
  const names = ["127.0.0.1", "localhost", "[::1]"].flatMap((name) =>
    port === 80 ? [name, `${name}:80`] : [`${name}:${port}`],
  );
  const own = (name: string) => names.includes(name.toLowerCase());
  if (!own(host)) return false;
  if (origin === undefined) return true;
  return origin.startsWith("http://") && own(origin.slice("http://".length));
}
