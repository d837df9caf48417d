import { join } from "node:path";

import type { FastifyInstance } from "fastify";

import { type Access, planAccess } from "./access.ts";
import { AccountStore } from "./account-store.ts";
import { addAdminRoutes } from "./admin-routes.ts";
import { type Audit, AuditTrail } from "./audit.ts";
import type { OidcChoice } from "./oidc.ts";
import { addOidcRoutes } from "./oidc-routes.ts";
import { sessionsKeptIn } from "./session-file.ts";
import { addSessionRoutes } from "./session-routes.ts";
import { SESSION_LIMITS, type SessionLimits } from "./sessions.ts";
import { planSignIn } from "./sign-in.ts";
import { SignInTimes } from "./sign-in-times.ts";
import { addTokenRoutes } from "./token-routes.ts";

export interface AccountsOptions {
  /** Where accounts and sessions are kept. */
  readonly folder: string;
  /** Everybody signs in; else only once there is an account. */
  readonly required: boolean;
  /** Makes the first account; null: none is to be made over the network. */
  readonly setUpCode: string | null;
  readonly limits?: SessionLimits;
  /** Null: nobody signs in elsewhere. */
  readonly oidc?: OidcChoice | null;
  /** Takes sign-ins, failures and changes into the log. */
  readonly audit: Audit;
  /** The station's clock, ms since 1970. */
  readonly nowMs?: () => number;
  /** A clock that never jumps, ms. */
  readonly steadyMs?: () => number;
}

export interface Accounts {
  readonly access: Access;
  readonly trail: AuditTrail;
  /** Adds the routes; `review` closes the streams of callers that are not current any more. */
  addRoutes(server: FastifyInstance, review: () => void): void;
}

/** File of a station's accounts in the folder of its data. */
export function accountFile(folder: string): string {
  return join(folder, "accounts.json");
}

/** Throws AfarError FILE_UNREADABLE for accounts that cannot be read. */
export function planAccounts(options: AccountsOptions, secure: boolean, onFault: (error: unknown) => void): Accounts {
  const { folder, required, setUpCode, limits = SESSION_LIMITS, oidc = null } = options;
  const { nowMs = Date.now, steadyMs = () => performance.now() } = options;
  const store = new AccountStore(accountFile(folder), nowMs);
  const sessions = sessionsKeptIn(join(folder, "sessions.json"), { limits, nowMs, onFault });
  const times = new SignInTimes(join(folder, "sign-ins.json"), onFault);
  const trail = new AuditTrail(options.audit, steadyMs);
  const access = planAccess({ store, sessions, trail, required, secure, nowMs });
  const desk = planSignIn({ store, trail, setUpCode, nowMs: steadyMs });
  return {
    access,
    trail,
    addRoutes(server, review) {
      addSessionRoutes(server, { access, store, desk, trail, times, elsewhere: oidc?.label ?? null, nowMs, review });
      const elsewhere = () => (oidc === null ? null : sessions.elsewhere(nowMs()));
      addAdminRoutes(server, { store, desk, times, elsewhere, trail, review });
      addTokenRoutes(server, { store, trail, review });
      if (oidc !== null) addOidcRoutes(server, { access, trail, oidc, secure, steadyMs });
    },
  };
}
