const SECRET_NAME = /pass(word|wd|phrase)?$|secret|token|credential|^user(name)?$|^pin$/i;
/** "key", "apiKey" and "api_key", not "monkey". */
const KEY_NAME = /(^k|K|[_-]k)ey$/;
const REMOVED = "removed";
/** Scheme; user and password, up to the last @ whatever they hold; host and path; what a query says may be a token. */
const ADDRESS = /\b([a-z][a-z0-9+.-]*:\/\/)(?:\S*@)?([^\s?#]*)([?#]\S*)?/gi;

/** A text whose addresses name neither user nor password nor query. */
export function withoutCredentials(text: string): string {
  return text.replace(ADDRESS, (_, scheme: string, place: string, query?: string) => {
    return `${scheme}${place}${query ? `?${REMOVED}` : ""}`;
  });
}

/** A copy of a configuration in which every value whose name sounds like a secret is "removed", and no address bears one. */
export function withoutSecrets(value: unknown): unknown {
  if (typeof value === "string") return withoutCredentials(value);
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      SECRET_NAME.test(name) || KEY_NAME.test(name) ? REMOVED : withoutSecrets(inner),
    ]),
  );
}
