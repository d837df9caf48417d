import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

import { AfarError } from "../../base/errors.ts";
import { FirstSetUp, OwnSetUp, PasswordChange, SessionState, SignIn } from "../../wire/accounts.ts";
import { callerOf } from "../access-guard.ts";
import type { Caller } from "../caller.ts";
import { emptyAnswer, failureAnswers } from "../route-schemas.ts";

import type { Access } from "./access.ts";
import type { Account } from "./account-file.ts";
import type { AccountStore } from "./account-store.ts";
import type { AuditTrail } from "./audit.ts";
import { addressOf } from "./network-address.ts";
import type { SignInDesk } from "./sign-in.ts";
import type { SignInTimes } from "./sign-in-times.ts";

export interface SessionPlan {
  readonly access: Access;
  readonly store: AccountStore;
  readonly desk: SignInDesk;
  readonly trail: AuditTrail;
  readonly times: SignInTimes;
  /** What to write on the button that signs in elsewhere; null: there is none. */
  readonly elsewhere: string | null;
  /** The station's clock, ms. */
  readonly nowMs: () => number;
  /** Closes the streams of callers that are not current any more. */
  readonly review: () => void;
}

const tags = ["session"];
const PUBLIC = { scope: "public" } as const;
/** Attempts a minute of one address, right or wrong. */
const SELDOM = { ...PUBLIC, rateLimit: { max: 60, timeWindow: 60_000 } };

/** Adds what pages need to sign in and out. */
export function addSessionRoutes(server: FastifyInstance, plan: SessionPlan): void {
  const { access, store, desk, trail, times, elsewhere, nowMs, review } = plan;
  function letIn(request: FastifyRequest, reply: FastifyReply, account: Account): void {
    access.letIn(request, reply, sessionOf(account));
    times.note(
      account.name,
      nowMs(),
      store.accounts().map(({ name }) => name),
    );
  }
  addSessionRoute(server, () => ({ signIn: access.isRequired(), setUp: desk.awaitsSetUp(), elsewhere }));

  server.post<{ Body: SignIn }>(
    "/api/sign-in",
    {
      config: SELDOM,
      schema: {
        tags,
        summary: "Sign in: the answer sets a cookie",
        body: SignIn,
        response: { 204: emptyAnswer, ...failureAnswers(400, 401, 429) },
      },
    },
    async (request, reply) => {
      const { name, password } = request.body;
      const account = await desk.check(name, password, addressOf(request));
      letIn(request, reply, account);
      review();
      return reply.code(204).send();
    },
  );

  server.post<{ Body: FirstSetUp }>(
    "/api/set-up",
    {
      config: SELDOM,
      schema: {
        tags,
        summary: "Make the first account with the code that the station told on its terminal, and sign in",
        body: FirstSetUp,
        response: { 204: emptyAnswer, ...failureAnswers(400, 401, 404, 429) },
      },
    },
    async (request, reply) => {
      const { code, name, password } = request.body;
      const account = await desk.setUp(code, name, password, addressOf(request));
      letIn(request, reply, account);
      return reply.code(204).send();
    },
  );

  server.post<{ Body: OwnSetUp }>(
    "/api/account-set-up",
    {
      config: SELDOM,
      schema: {
        tags,
        summary: "Choose the password of a new account with the code that an admin was told, and sign in",
        body: OwnSetUp,
        response: { 204: emptyAnswer, ...failureAnswers(400, 401, 404, 429) },
      },
    },
    async (request, reply) => {
      const { name, code, password } = request.body;
      const account = await desk.claim(name, code, password, addressOf(request));
      letIn(request, reply, account);
      review();
      return reply.code(204).send();
    },
  );

  server.post(
    "/api/sign-out",
    {
      config: PUBLIC,
      schema: {
        tags,
        summary: "Sign out: the cookie and its streams end",
        response: { 204: emptyAnswer, ...failureAnswers(403, 429) },
      },
    },
    (request, reply) => {
      if (request.refusal) throw request.refusal;
      const by = request.caller?.name ?? null;
      access.letOut(request, reply);
      review();
      if (by !== null && access.isRequired()) {
        trail.note({ what: "signed out", by, address: addressOf(request), detail: null });
      }
      return reply.code(204).send();
    },
  );

  server.post<{ Body: PasswordChange }>(
    "/api/password",
    {
      config: { scope: "read", rateLimit: SELDOM.rateLimit },
      schema: {
        tags,
        summary: "Change one's own password: all other sessions of the account end",
        body: PasswordChange,
        response: { 204: emptyAnswer, ...failureAnswers(400, 401, 429) },
      },
    },
    async (request, reply) => {
      const { name, role } = callerOf(request);
      const address = addressOf(request);
      if (role === null) throw new AfarError("USAGE", `${name} has no password: sign in with an account first`);
      await desk.check(name, request.body.old, address);
      await store.change(name, { password: request.body.new });
      trail.note({ what: "password changed", by: name, address, detail: null });
      const account = store.account(name);
      if (account) access.letIn(request, reply, sessionOf(account));
      review();
      return reply.code(204).send();
    },
  );
}

/** Tells pages who is signed in. `state`: of the station, whoever asks. */
export function addSessionRoute(server: FastifyInstance, state: () => Omit<SessionState, "caller">): void {
  server.get(
    "/api/session",
    {
      config: PUBLIC,
      schema: {
        tags,
        summary: "Who is signed in, and whether anybody has to",
        response: { 200: SessionState, ...failureAnswers(429) },
      },
    },
    ({ caller }): SessionState => ({ ...state(), caller: callerState(caller) }),
  );
}

function callerState(caller: Caller | null): SessionState["caller"] {
  if (caller === null) return null;
  const { name, role, scopes, beds, stoodDown } = caller;
  return { name, role, scopes: [...scopes], beds: beds && [...beds], stoodDown };
}

function sessionOf({ name, role, beds, stamp }: Account): Parameters<Access["letIn"]>[2] {
  return { name, role, beds, stamp };
}
