import type { FastifyReply, FastifyRequest } from "fastify";

import { AfarError } from "../../base/errors.ts";
import type { Session } from "../../wire/accounts.ts";
import { type Caller, thisScreen } from "../caller.ts";
import { type Scope, scopesOfRole } from "../scopes.ts";

import type { AccountStore } from "./account-store.ts";
import type { AuditTrail } from "./audit.ts";
import { addressOf } from "./network-address.ts";
import { demandOwnPage, isReading } from "./own-page.ts";
import type { Sessions } from "./sessions.ts";

export interface AccessPlan {
  readonly store: AccountStore;
  readonly sessions: Sessions;
  readonly trail: AuditTrail;
  /** Sign-in is asked for; else only where there is an account. */
  readonly required: boolean;
  /** The station speaks TLS: its cookie goes nowhere else. */
  readonly secure: boolean;
  /** The station's clock, ms. */
  readonly nowMs: () => number;
}

/** Finds out who calls, and holds what browsers hold. */
export interface Access {
  /** Whether anybody has to sign in. */
  isRequired(): boolean;
  /** Null: nobody is signed in. Throws AfarError for credentials that are refused. */
  identify(request: FastifyRequest): Caller | null;
  /** Lets the browser in that sent the request's sign-in, and ends what it was before. */
  letIn(request: FastifyRequest, reply: FastifyReply, session: Omit<Session, "openedMs">): void;
  /** Ends the session of the browser; nothing where it has none. */
  letOut(request: FastifyRequest, reply: FastifyReply): void;
}

const BEARER = /^Bearer +(\S+)$/i;

export function planAccess(plan: AccessPlan): Access {
  const { store, sessions, trail, secure, nowMs } = plan;
  // With this prefix a browser takes it from nobody but this host over TLS, whatever its neighbours are.
  const cookie = secure ? "__Host-afar-session" : "afar-session";
  const isRequired = () => plan.required || !store.isEmpty;
  const screen = thisScreen(() => !isRequired());

  function ofToken(text: string, address: string): Caller {
    const row = store.token(text);
    if (row === null) {
      trail.refused({ what: "token refused", by: null, address, detail: null });
      throw new AfarError("SIGN_IN", "the token is none of this station, was revoked or has run out: ask an admin");
    }
    return {
      name: `token ${row.label}`,
      isSignedIn: true,
      role: null,
      scopes: new Set(row.scopes),
      beds: row.beds && new Set(row.beds),
      stoodDown: false,
      isCurrent: () => store.token(text) !== null,
      reading: () => () => undefined,
    };
  }

  /** The session, where the account is still the one that signed in. */
  function current(secret: string): ReturnType<Sessions["find"]> {
    const found = sessions.find(secret, nowMs());
    if (found === null) return null;
    const { name, stamp } = found.session;
    if (stamp === null || store.account(name)?.stamp === stamp) return found;
    sessions.end(secret, nowMs());
    return null;
  }

  function ofSession(secret: string, request: FastifyRequest): Caller | null {
    const found = current(secret);
    if (found === null) return null;
    demandOwnPage(request);
    const { session, stoodDown } = found;
    // Pages read by themselves; only what changes something shows that somebody sits there.
    if (!stoodDown && !isReading(request)) sessions.acted(secret, nowMs());
    return {
      name: session.name,
      isSignedIn: true,
      role: session.role,
      scopes: stoodDown ? new Set<Scope>(["read"]) : scopesOfRole(session.role),
      beds: session.beds && new Set(session.beds),
      stoodDown,
      isCurrent: () => current(secret) !== null,
      reading: () => sessions.reading(secret, nowMs),
    };
  }

  const secretOf = (request: FastifyRequest) => request.cookies[cookie] ?? null;

  return {
    isRequired,
    identify(request) {
      if (!isRequired()) return screen;
      const { authorization } = request.headers;
      if (authorization !== undefined) return ofToken(BEARER.exec(authorization)?.[1] ?? "", addressOf(request));
      const secret = secretOf(request);
      return secret === null ? null : ofSession(secret, request);
    },
    letIn(request, reply, session) {
      const before = secretOf(request);
      if (before !== null) sessions.end(before, nowMs());
      const secret = sessions.open({ ...session, openedMs: nowMs() });
      reply.setCookie(cookie, secret, { httpOnly: true, sameSite: "strict", path: "/", secure });
    },
    letOut(request, reply) {
      const secret = secretOf(request);
      if (secret !== null) sessions.end(secret, nowMs());
      reply.clearCookie(cookie, { httpOnly: true, sameSite: "strict", path: "/", secure });
    },
  };
}
