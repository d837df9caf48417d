import { resolve } from "node:path";

import type { OidcTable } from "../../wire/access-choice.ts";
import type { ConfigurationFile } from "../../wire/configuration.ts";
import { SESSION_LIMITS, type SessionLimits } from "../../stream/accounts/sessions.ts";
import type { Role } from "../../stream/scopes.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Where a station listens and whom it lets in, every default filled in and every path absolute. */
export interface ConfiguredAccess {
  readonly address: string;
  readonly names: readonly string[];
  readonly tls: { readonly certFile: string; readonly keyFile: string } | null;
  /** Everybody signs in; else only once there is an account. */
  readonly signIn: boolean;
  readonly limits: SessionLimits;
  readonly oidc: ConfiguredOidc | null;
}

export interface ConfiguredOidc {
  readonly label: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly secret:
    | { readonly kind: "file"; readonly path: string }
    | { readonly kind: "variable"; readonly name: string }
    | null;
  readonly roleClaim: string;
  readonly scopes: readonly string[];
  readonly roles: Readonly<Record<string, Role>>;
}

/** What holds where no file says anything: this box alone. */
export const DEFAULT_ACCESS: ConfiguredAccess = {
  address: "127.0.0.1",
  names: [],
  tls: null,
  signIn: false,
  limits: SESSION_LIMITS,
  oidc: null,
};

/** Fills in a file that has no fault; `folder` is the file's own. Allocates. */
export function accessOf({ station, tls, accounts }: ConfigurationFile, folder: string): ConfiguredAccess {
  const { idleMin, sessionH, viewerSessionH, oidc } = accounts ?? {};
  return {
    address: station?.address ?? DEFAULT_ACCESS.address,
    names: station?.names ?? DEFAULT_ACCESS.names,
    tls: tls ? { certFile: resolve(folder, tls.certFile), keyFile: resolve(folder, tls.keyFile) } : null,
    signIn: accounts?.signIn ?? DEFAULT_ACCESS.signIn,
    limits: {
      idleMs: idleMin === undefined ? SESSION_LIMITS.idleMs : idleMin * MINUTE_MS,
      longestMs: sessionH === undefined ? SESSION_LIMITS.longestMs : sessionH * HOUR_MS,
      longestViewerMs: viewerSessionH === undefined ? SESSION_LIMITS.longestViewerMs : viewerSessionH * HOUR_MS,
    },
    oidc: oidc ? oidcOf(oidc, folder) : null,
  };
}

function oidcOf(table: OidcTable, folder: string): ConfiguredOidc {
  const { clientSecretFile, clientSecretVariable, viewers, nurses, engineers, admins } = table;
  // The higher role last: it wins where a group is in two lists.
  const roles: [readonly string[] | undefined, Role][] = [
    [viewers, "viewer"],
    [nurses, "nurse"],
    [engineers, "engineer"],
    [admins, "admin"],
  ];
  return {
    label: table.label ?? "Sign in elsewhere",
    issuer: table.issuer,
    clientId: table.clientId,
    secret:
      clientSecretFile !== undefined
        ? { kind: "file", path: resolve(folder, clientSecretFile) }
        : clientSecretVariable !== undefined
          ? { kind: "variable", name: clientSecretVariable }
          : null,
    roleClaim: table.roleClaim ?? "groups",
    scopes: table.scopes ?? ["profile"],
    roles: Object.fromEntries(roles.flatMap(([groups = [], role]) => groups.map((group) => [group, role]))),
  };
}
