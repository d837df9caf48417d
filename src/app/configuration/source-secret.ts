/** An address and the secrets that stood in it. */
export interface OpenedAddress {
  /** Without user and password. */
  readonly address: string;
  readonly user: string | null;
  readonly password: string | null;
}

const AUTHORITY = /^([a-z][a-z0-9+.-]*:\/\/)([^/?#]*)(.*)$/is;

/**
 * Takes user and password out of an address, percent-decoded; one without them, or without a host, comes back as it is. Null
 * where the password holds signs that end the host's part, so that nobody can tell where it ends.
 */
export function takeSecret(source: string): OpenedAddress | null {
  const parts = AUTHORITY.exec(source);
  if (!parts) return { address: source, user: null, password: null };
  const [, scheme, authority, rest] = parts;
  const at = authority.lastIndexOf("@");
  if (at < 0) {
    const looksSplit = rest.includes("@") && /:(?!\d*$)/.test(authority.replace(/^\[[^\]]*\]/, ""));
    return looksSplit ? null : { address: source, user: null, password: null };
  }
  const [user, ...password] = authority.slice(0, at).split(":");
  return {
    address: `${scheme}${authority.slice(at + 1)}${rest}`,
    user: decoded(user),
    password: password.length > 0 ? decoded(password.join(":")) : null,
  };
}

/** True where a password stands in the address itself. */
export function hasPassword(source: string): boolean {
  return (takeSecret(source)?.password ?? "") !== "";
}

/** An address as it may be shown: without user, password and query, where cameras carry passwords too. */
export function shownAddress(source: string): string {
  const parts = AUTHORITY.exec(source);
  if (!parts) return source;
  const opened = takeSecret(source);
  if (opened === null) return `${parts[1]}...`;
  return opened.address.replace(/[?#].*$/s, "").replace(/(pass\w*=)[^&/]*/gi, "$1...");
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
